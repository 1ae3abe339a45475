/** The journey of an investigator, from a folder of exports to a report in hand, each step by what they see. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./demo.ts";
import { answerOpenDialogs, answerSaveDialogs } from "./desktop.ts";

test("an investigator imports a bundle, finds the miner, builds a case and exports the report", async ({
  app,
  page,
  demo,
  folder,
}) => {
  test.setTimeout(240_000);
  const host = demo.minedHost;

  await test.step("makes a workspace and imports what they were handed", async () => {
    await answerSaveDialogs(app, path.join(folder, "case-2026.plimsoll"));
    await page.getByRole("article", { name: "Welcome" }).getByRole("button", { name: "New Workspace…" }).click();
    await expect(page.getByRole("contentinfo")).toContainText("case-2026.plimsoll");
    await answerOpenDialogs(app, demo.bundle);
    await page.getByRole("button", { name: "Import a Folder or Bundle…" }).first().click();
    await expect(page.getByText(/sources imported: .* samples, .* events\./)).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText(/episodes found, \d+ of them put before you\./)).toBeVisible({ timeout: 90_000 });
  });

  await test.step("finds the episode of the R&D server on top of the list", async () => {
    await page.getByRole("tab", { name: /^Episodes/ }).click();
    const first = page.getByRole("grid", { name: "Episodes" }).getByRole("row").nth(1);
    await expect(first).toContainText(host);
    await expect(first).toContainText("CPU mining");
    await expect(first).toContainText("unexplained");
    await first.dblclick();
  });

  const episode = page.getByRole("article", { name: `Episode on ${host}` });
  await test.step("reads why it was flagged, and what speaks for and against it", async () => {
    await expect(episode.getByRole("heading", { name: "Speaks for" })).toBeVisible();
    await expect(episode.getByRole("heading", { name: "Speaks against" })).toBeVisible();
    await expect(episode.locator(".lead")).toContainText(host);
    await expect(episode.getByRole("heading", { name: "What would clear this" })).toBeVisible();
    await expect(episode.getByRole("region", { name: "Processes" })).toContainText("svchost.exe");
    await expect(episode.getByRole("region", { name: "Connections" })).toContainText("14433");
    await expect(
      episode
        .getByRole("application", { name: /CPU: mean .* outside the normal range/ })
        .locator("svg")
        .first(),
    ).toBeVisible();
  });

  await test.step("opens its timeline", async () => {
    await episode.getByRole("button", { name: "Open timeline" }).click();
    const lanes = page.getByRole("application", { name: new RegExp(`Lanes of ${host}`) });
    await expect(lanes).toBeVisible();
    await lanes.hover();
    await expect(
      page
        .getByRole("region", { name: `Timeline of ${host}` })
        .getByText(/\d\s%/)
        .first(),
    ).toBeVisible();
  });

  await test.step("pins the disguised process", async () => {
    await page.getByRole("tab", { name: /^Processes/ }).click();
    const row = page.getByRole("grid", { name: "Processes" }).getByRole("row").nth(1);
    await expect(row).toContainText("svchost.exe");
    await expect(row).toContainText("E:\\drv");
    await row.click();
    await page.keyboard.press("p");
    const question = page.getByRole("dialog", { name: "New case" });
    await question.getByRole("textbox").fill(`Load on ${host}`);
    await page.keyboard.press("Enter");
    await expect(page.getByText(/Pinned "Process svchost.exe .* to Load on/)).toBeVisible();
  });

  await test.step("pins the connection to the pool", async () => {
    await page.getByRole("tab", { name: /^Connections/ }).click();
    const row = page.getByRole("grid", { name: "Connections" }).getByRole("row").nth(1);
    await expect(row).toContainText("14433");
    await row.click();
    await page.keyboard.press("p");
    await expect(page.getByText(/Pinned "Connection of .* to Load on/)).toBeVisible();
  });

  await test.step("marks the episode as a finding, with a reason", async () => {
    await page.getByRole("tab", { name: new RegExp(`${host}: CPU mining`) }).click();
    await episode.getByRole("button", { name: "Finding" }).click();
    const question = page.getByRole("dialog", { name: /^Finding/ });
    await question.getByRole("textbox").fill("A miner in the place of a system service.");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/Marked as finding in Load on/)).toBeVisible();
  });

  const theCase = page.getByRole("region", { name: `Case Load on ${host}` });
  await test.step("opens the case, writes a note and the verdict", async () => {
    await page.keyboard.press("Control+p");
    await page.getByRole("dialog").getByRole("combobox").fill("Load on");
    await expect(page.getByRole("option", { name: `Load on ${host}` })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(theCase.getByRole("region", { name: "Exhibits" })).toContainText("svchost.exe");
    await expect(theCase.getByRole("region", { name: "Findings", exact: true })).toContainText("A miner in the place");
    await theCase.getByRole("tab", { name: "Notes and hypotheses" }).click();
    await theCase.getByRole("textbox", { name: "New note" }).fill("**Seen** on the console: <script>alert(1)</script>");
    await theCase.getByRole("button", { name: "Add note" }).click();
    await expect(theCase.getByText("on the console: <script>alert(1)</script>")).toBeVisible();
    await theCase.getByRole("combobox", { name: /svchost.exe.* for Insider/ }).selectOption("++");
    await theCase.getByRole("textbox", { name: "Verdict" }).fill("An insider ran a miner.");
    await theCase.getByRole("button", { name: "Save verdict" }).click();
    await expect(page.getByText("The verdict was saved.")).toBeVisible();
  });

  await test.step("exports the report as HTML and PDF", async () => {
    const out = path.join(folder);
    await answerOpenDialogs(app, out);
    await theCase.getByRole("tab", { name: "Report" }).click();
    await expect(theCase.frameLocator("iframe").getByText("An insider ran a miner.").first()).toBeVisible();
    await theCase.getByRole("button", { name: "Export HTML" }).click();
    await expect(page.getByText(/The report was written as HTML/)).toBeVisible();
    await theCase.getByRole("button", { name: "Export PDF" }).click();
    await expect(page.getByText(/The report was written as PDF/)).toBeVisible({ timeout: 30_000 });
    const files = readdirSync(out);
    const html = files.find((file) => file.endsWith(".html")) ?? "";
    expect(readFileSync(path.join(out, html), "utf8")).toContain("An insider ran a miner.");
    expect(readFileSync(path.join(out, "CASE-1.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
