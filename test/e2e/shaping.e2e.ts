/** What a person makes their own: keys, settings, layout; and what can be taken back or dragged where it belongs. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./demo.ts";

test.use({ opens: "demo" });

/** Keys are for a window that is there. */
async function isReady(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
}

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").getByRole("combobox").fill(words);
  await page.keyboard.press("Enter");
}

async function newCase(page: Page, title: string): Promise<void> {
  await isReady(page);
  await command(page, "new case");
  await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill(title);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: `Case ${title}` })).toBeVisible();
}

test("keys are changed with their rivals named, kept, and set back", async ({ page }) => {
  await isReady(page);
  await page.keyboard.press("F1");
  const grid = page.getByRole("grid", { name: "Keyboard shortcuts" });
  const filter = page.getByRole("searchbox", { name: "Filter Keyboard shortcuts" });
  await filter.fill("Show Live");
  await grid.getByRole("row").nth(1).dblclick();
  const question = page.getByRole("dialog", { name: "Keys for “Show Live”" });
  await question.getByRole("textbox").press("Control+Alt+l");
  await expect(question.getByRole("textbox")).toHaveValue("Ctrl+Alt+L");
  await question.getByRole("textbox").press("Control+1");
  await expect(question.getByText(/Ctrl\+1 runs “Show Fleet” now/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(grid.getByRole("row").nth(1)).toContainText("Show Fleet");
  await page.reload();
  await expect(page.getByRole("tab", { name: "Keyboard Shortcuts" })).toBeVisible();
  await page.keyboard.press("Control+1");
  await expect(page.getByRole("tab", { name: "Live" })).toBeVisible();
  await page.keyboard.press("F1");
  await page.getByRole("button", { name: "Set all back" }).click();
  await filter.fill("Show Live");
  await expect(grid.getByRole("row").nth(1)).toContainText("Ctrl+6");
});

test("settings are found by their words and set back", async ({ page }) => {
  await isReady(page);
  await page.keyboard.press("Control+,");
  const settings = page.getByRole("article", { name: "Settings" });
  await settings.getByRole("searchbox").fill("clock");
  await expect(settings.getByRole("combobox")).toHaveCount(1);
  await settings.getByRole("combobox", { name: /Times are shown in/ }).selectOption("host");
  await settings.getByRole("button", { name: "Set back" }).click();
  await expect(settings.getByRole("combobox", { name: /Times are shown in/ })).toHaveValue("utc");
});

test("a host is dropped on a case, its exhibit taken out and brought back", async ({ page, demo }) => {
  await newCase(page, "Dropped");
  await page.keyboard.press("Control+1");
  await page.getByRole("tab", { name: "Case: Dropped" }).click();
  const opened = page.getByRole("region", { name: "Case Dropped" });
  const title = `Load of ${demo.minedHost}`;
  await page.getByRole("tree", { name: "Fleet" }).getByText(demo.minedHost).dragTo(opened);
  await expect(page.getByText(`Pinned "${title}" to Dropped.`)).toBeVisible();
  await opened.getByRole("button", { name: `Take out: ${title}` }).click();
  await expect(opened.getByRole("button", { name: title, exact: true })).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(opened.getByRole("button", { name: title, exact: true })).toBeVisible();
});

test("a file that is dropped on the window is imported", async ({ page, folder }) => {
  await isReady(page);
  const file = path.join(folder, "RND-99.csv");
  writeFileSync(file, "timestamp,system.cpu.utilization\n2026-01-05T00:00:00Z,0.1\n2026-01-05T00:05:00Z,0.2\n");
  const input = await page.evaluateHandle(() => Object.assign(document.createElement("input"), { type: "file" }));
  await input.asElement()?.setInputFiles(file);
  await page.evaluate((element) => {
    const transfer = new DataTransfer();
    const [dropped] = (element as HTMLInputElement).files ?? [];
    if (dropped !== undefined) transfer.items.add(dropped);
    window.dispatchEvent(new DragEvent("dragover", { dataTransfer: transfer, cancelable: true }));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
  }, input);
  await expect(page.getByText(/1 source imported: 2 samples/)).toBeVisible();
});

test("hypotheses that are removed come back, and drafts stay while other pages are looked at", async ({ page }) => {
  await newCase(page, "Undone");
  await page.getByRole("tab", { name: "Notes and hypotheses" }).click();
  await page.getByRole("textbox", { name: "New note" }).fill("half a thought");
  await page.getByRole("button", { name: "Remove: Insider" }).click();
  await expect(page.getByRole("columnheader", { name: /Insider/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("columnheader", { name: /Insider/ })).toBeVisible();
  await page.getByRole("tab", { name: "Report" }).click();
  await page.getByRole("tab", { name: "Notes and hypotheses" }).click();
  await expect(page.getByRole("textbox", { name: "New note" })).toHaveValue("half a thought");
});

test("open editors are there again when the workspace is, and a closed one comes back", async ({ page, demo }) => {
  await page.getByRole("tree", { name: "Fleet" }).getByText(demo.minedHost).dblclick();
  await expect(page.getByRole("tab", { name: demo.minedHost, exact: true })).toBeVisible();
  await page.waitForTimeout(1_200);
  await page.reload();
  await expect(page.getByRole("tab", { name: demo.minedHost, exact: true })).toBeVisible();
  await page.keyboard.press("Control+w");
  await expect(page.getByRole("tab", { name: demo.minedHost, exact: true })).toHaveCount(0);
  await page.keyboard.press("Control+Shift+T");
  await expect(page.getByRole("tab", { name: demo.minedHost, exact: true })).toBeVisible();
});
