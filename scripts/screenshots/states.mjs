/**
 * What the views look like in use: menus, questions, notifications, errors, filters, previews, work that runs, and a case
 * with something in it. Taken after the plain views, on a copy of the demo that `prepare` has worked in.
 *
 * A state is how to get there, and `leave`, where Escape is not enough to be back.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { command, list, menu, openCase, openEpisode } from "./steps.mjs";

const host = "RND-05";

/** Table that no importer knows, rows that cannot be understood, and names that a host looked up. */
const files = {
  "meter.csv":
    "when;machine;load percent;watts\n" +
    Array.from({ length: 40 }, (_, row) => `12.02.2026 0${row % 10}:00;${host};${40 + row};${200 + row}`).join("\n"),
  "lookups.csv":
    "timestamp,host.name,event.action,user.name,message\n" +
    Array.from({ length: 24 }, (_, row) => {
      const hour = String(row).padStart(2, "0");
      return `2026-02-06T${hour}:00:00Z,${host},name-lookup,,pool-${hour}.example`;
    }).join("\n") +
    "\nyesterday,RND-05,logon,TIDEWATER\\u1205,no such time\n",
};

export async function prepare(app, page, folder) {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  await importing(folder, "lookups.csv")(app, page);
  await page.getByText(/episodes found/).waitFor({ timeout: 60_000 });
  await list("Processes")(app, page);
  await filter(page, "Processes", `host.name:${host} and process.name:svchost*`);
  await page.getByRole("grid", { name: "Processes" }).getByRole("row").nth(1).click();
  await page.keyboard.press("p");
  await page.getByText(/^Pinned/).waitFor();
  await filter(page, "Processes", "");
  await openEpisode(app, page);
  await page.getByRole("button", { name: "Finding", exact: true }).click();
  await answer(page, "A miner in the place of a system service, started from a USB stick.");
  await openCase(app, page);
  await page.getByRole("tab", { name: "Notes and hypotheses" }).click();
  await page
    .getByRole("textbox", { name: "New note" })
    .fill("The ticket **CHG0031390** was cancelled before the onset.");
  await page.getByRole("button", { name: "Add note" }).click();
  await page
    .getByRole("combobox", { name: /for Insider/ })
    .first()
    .selectOption("++");
  await page.getByRole("textbox", { name: "Verdict" }).fill("An insider ran a miner on RND-05 from 4 February on.");
  await page.getByRole("button", { name: "Save verdict" }).click();
  await menu("Settings")(app, page);
  await page.getByRole("button", { name: "Add policy…" }).click();
  await answer(page, "House rule 7");
  await timeline(app, page);
  await page.keyboard.press("a");
  await answer(page, "Cleaner saw somebody at the console");
  await accept(app, page);
  await dismissAll(page);
}

async function accept(app, page) {
  await list("Episodes")(app, page);
  await page.getByRole("grid", { name: "Episodes" }).last().getByText("RND-04").first().dblclick();
  await page.getByRole("button", { name: "New normal…" }).click();
  await answer(page, "The database moved here in January; approved by its owner.");
  await page
    .getByText(/episodes found/)
    .last()
    .waitFor({ timeout: 60_000 });
}

async function answer(page, text) {
  await page.getByRole("dialog").getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

async function filter(page, kind, text) {
  const box = page.getByRole("combobox", { name: `Filter ${kind}` });
  await box.fill(text);
  await page.waitForTimeout(600);
}

async function dismissAll(page) {
  const dismiss = page.getByRole("button", { name: "Dismiss" });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

async function timeline(app, page) {
  await page.keyboard.press("Control+p");
  await page.getByRole("dialog").getByRole("combobox").fill(host);
  await page.getByRole("option", { name: host }).first().click();
  await page
    .getByRole("application", { name: new RegExp(`Lanes of ${host}`) })
    .last()
    .focus();
}

const importing = (folder, name) => async (app, page) => {
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    },
    path.join(folder, name),
  );
  await command(page, "Import Files…");
};

/** The states of a workspace in `folder`, which holds what `prepare` wrote. */
export const statesIn = (folder) => ({
  "note-of-success": { open: (_app, page) => command(page, "Verify the Custody Log"), leave: dismissAll },
  "note-of-failure": {
    async open(app, page) {
      await importing(folder, "not-there.csv")(app, page);
      await page.getByRole("button", { name: "Show details" }).click({ timeout: 5000 });
    },
    leave: dismissAll,
  },
  "work-in-progress": { open: (_app, page) => command(page, "Analyse the Workspace"), waits: 250, leave: dismissAll },
  mapping: { open: importing(folder, "meter.csv") },
  "question-of-a-case": { open: (_app, page) => command(page, "New Case…") },
  "question-of-names": { open: (_app, page) => command(page, "Show Names of People…") },
  "question-of-keys": {
    async open(_app, page) {
      await command(page, "Keyboard Shortcuts");
      await page.getByRole("grid", { name: "Keyboard shortcuts" }).getByText("Show Live").dblclick();
      await page.getByRole("dialog").getByRole("textbox").press("Control+1");
    },
  },
  "menu-of-columns": {
    async open(app, page) {
      await list("Processes")(app, page);
      await page.getByRole("button", { name: "Columns" }).last().click();
    },
  },
  "menu-of-lanes": {
    async open(app, page) {
      await timeline(app, page);
      await page.getByRole("button", { name: "Lanes" }).last().click();
    },
  },
  "choice-of-overlay": {
    async open(app, page) {
      await timeline(app, page);
      await page.getByRole("button", { name: "Overlay" }).last().click();
    },
  },
  "choice-of-band": {
    async open(app, page) {
      await timeline(app, page);
      await page.getByRole("button", { name: "Band" }).last().click();
    },
  },
  "timeline-overlaid": {
    async open(app, page) {
      await timeline(app, page);
      await page.getByRole("button", { name: "Overlay" }).last().click();
      await page.getByRole("option", { name: "RND-04" }).click();
      await page
        .getByText(/name look-ups hidden/)
        .last()
        .click();
    },
    async leave(page) {
      await page.getByTitle("Take RND-04 off this timeline").last().click();
      await page
        .getByText(/name look-ups shown/)
        .last()
        .click();
    },
  },
  "timeline-inspected": {
    async open(app, page) {
      await timeline(app, page);
      await command(page, "Toggle Inspector");
      const lanes = page.getByRole("application", { name: new RegExp(`Lanes of ${host}`) }).last();
      await lanes.hover({ position: { x: 500, y: 60 } });
    },
    leave: (page) => command(page, "Toggle Inspector"),
  },
  "lane-table": {
    async open(app, page) {
      await timeline(app, page);
      await page.keyboard.press("Enter");
    },
  },
  "timeline-split": {
    async open(app, page) {
      await timeline(app, page);
      await command(page, "Split Editor");
    },
    leave: (page) => command(page, "Close Editor"),
  },
  "filter-completed": {
    async open(app, page) {
      await list("Connections")(app, page);
      await page.getByRole("combobox", { name: "Filter Connections" }).pressSequentially("destination.p");
    },
    leave: (page) => filter(page, "Connections", ""),
  },
  "filter-refused": {
    async open(app, page) {
      await list("Connections")(app, page);
      await page.getByRole("combobox", { name: "Filter Connections" }).fill("destination.port:many");
    },
    leave: (page) => filter(page, "Connections", ""),
  },
  "filter-without-rows": {
    async open(app, page) {
      await list("Connections")(app, page);
      await filter(page, "Connections", "destination.port:1");
    },
    leave: (page) => filter(page, "Connections", ""),
  },
  grouped: {
    async open(app, page) {
      await list("Connections")(app, page);
      await page.getByRole("button", { name: "Group connections by…" }).click();
      await page.getByRole("option", { name: /process\.name/ }).click();
    },
    leave: (page) => page.getByRole("button", { name: "Show the rows of connections again" }).click(),
  },
  "process-tree": {
    async open(app, page) {
      await timeline(app, page);
      await list("Processes")(app, page);
      await page.getByRole("button", { name: "Show as a tree" }).click();
    },
    leave: (page) => page.getByRole("button", { name: "Show as a tree" }).click(),
  },
  notes: { open: list("Notes") },
  "rejects-of-a-source": {
    async open(app, page) {
      await menu("Sources")(app, page);
      await page.getByRole("searchbox", { name: "Filter Sources" }).fill("lookups");
      await page.getByRole("grid", { name: "Sources" }).getByText("lookups.csv").dblclick();
    },
  },
  rejects: { open: list("Rejects") },
  "case-with-exhibits": {
    async open(app, page) {
      await openCase(app, page);
      await page.getByRole("tab", { name: "Findings and exhibits" }).click();
      await page.getByRole("heading", { name: "Exhibits" }).evaluate((element) => element.scrollIntoView());
    },
  },
  "case-weighed": {
    async open(app, page) {
      await openCase(app, page);
      await page.getByRole("tab", { name: "Notes and hypotheses" }).click();
    },
  },
  "undo-offered": {
    async open(app, page) {
      await openCase(app, page);
      await page.getByRole("tab", { name: "Notes and hypotheses" }).click();
      await page.getByRole("button", { name: "Remove: Outside attacker" }).click();
    },
    async leave(page) {
      await page.getByRole("button", { name: "Undo" }).click();
      await dismissAll(page);
    },
  },
  "names-shown": {
    async open(app, page) {
      await command(page, "Show Names of People…");
      await answer(page, "Asked for by counsel");
      await openCase(app, page);
      await page.getByRole("tab", { name: "Findings and exhibits" }).click();
    },
    async leave(page) {
      await command(page, "Mask Names of People");
      await dismissAll(page);
    },
  },
  "settings-decided": {
    async open(app, page) {
      await menu("Settings")(app, page);
      const slider = page.getByRole("slider", { name: "Sensitivity" });
      await slider.focus();
      await page.keyboard.press("End");
      await page
        .getByText(/would be new|Apply/)
        .first()
        .waitFor();
      await page.waitForTimeout(4000);
      await page
        .getByRole("heading", { name: "Sensitivity of detection" })
        .evaluate((element) => element.scrollIntoView());
    },
    leave: (page) => page.getByRole("button", { name: "Discard" }).click(),
  },
  "settings-accepted": {
    async open(app, page) {
      await menu("Settings")(app, page);
      await page.getByRole("heading", { name: "Policies" }).evaluate((element) => element.scrollIntoView());
    },
  },
});
