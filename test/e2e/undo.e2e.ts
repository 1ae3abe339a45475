/** One history of changes: notes, hypotheses and exhibits are taken back in turn, a text that is being written by itself. */
import type { ElectronApplication } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { openTimeline, runCommand } from "./timeline.ts";

test.use({ opens: "demo" });

/** Edit, Undo: as the menu's own click does, which the desktop draws outside of the page. */
async function undoByMenu(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu, BrowserWindow }) => {
    const edit = Menu.getApplicationMenu()?.items.find(({ label }) => label === "Edit");
    const [window] = BrowserWindow.getAllWindows();
    edit?.submenu?.items.find(({ label }) => label === "Undo")?.click({}, window, window?.webContents);
  });
}

test("changes of all kinds are undone in turn, by key and by menu; a text that is written has its own undo", async ({
  app,
  page,
  demo,
}) => {
  const said = page.getByRole("status").or(page.getByRole("alert"));
  await openTimeline(page, demo.minedHost);
  await page.keyboard.press("a");
  await page.getByRole("dialog").getByRole("textbox").fill("Guard saw a stick");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: /^Notes/ }).click();
  const notes = page.getByRole("grid", { name: "Notes" });
  await expect(notes.getByText("Guard saw a stick")).toBeVisible();

  await runCommand(page, "new case");
  await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill("Undone");
  await page.keyboard.press("Enter");
  const theCase = page.getByRole("region", { name: "Case Undone" });
  await theCase.getByRole("tab", { name: "Notes and hypotheses" }).click();
  const insider = theCase.getByRole("columnheader", { name: /Insider/ });
  await theCase.getByRole("button", { name: "Remove: Insider" }).click();
  await expect(insider).toHaveCount(0);

  const draft = theCase.getByRole("textbox", { name: "New note" });
  for (const undo of [() => page.keyboard.press("Control+z"), () => undoByMenu(app)]) {
    await draft.focus();
    await page.keyboard.insertText("half a thought");
    await expect(draft).toHaveValue("half a thought");
    await undo();
    await expect(draft).toHaveValue("");
  }
  await expect(insider).toHaveCount(0);

  await theCase.getByRole("tab", { name: "Notes and hypotheses" }).focus();
  await page.keyboard.press("Control+z");
  await expect(insider).toBeVisible();
  await expect(notes.getByText("Guard saw a stick")).toBeVisible();
  await undoByMenu(app);
  await expect(said.getByText(`Undone: a note on ${demo.minedHost}.`)).toBeVisible();
  await expect(page.getByText("Nothing is written on a timeline here.")).toBeVisible();
});
