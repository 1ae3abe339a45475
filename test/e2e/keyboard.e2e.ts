/** The whole main job without a pointer: everything here is a key press. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { answerOpenDialogs, answerSaveDialogs } from "./desktop.ts";

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await expect(page.getByRole("dialog", { name: "All commands" })).toBeVisible();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}

/** Goes on with Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 120; press += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (name.test(focused)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${String(name)}.`);
}

test("from a folder of exports to a report in hand by keys alone", async ({ app, page, demo, folder }) => {
  test.setTimeout(240_000);
  const host = demo.minedHost;
  await expect(page.getByRole("article", { name: "Welcome" })).toBeVisible();

  await test.step("imports", async () => {
    await answerSaveDialogs(app, path.join(folder, "keys.plimsoll"));
    await expect(page.getByRole("contentinfo")).toContainText("No workspace");
    // A window that is not yet in front of its screen gets no keys.
    await page.bringToFront();
    await page.keyboard.press("Control+n");
    await expect(page.getByRole("contentinfo")).toContainText("keys.plimsoll");
    await answerOpenDialogs(app, demo.bundle);
    await page.keyboard.press("Control+Shift+I");
    await expect(page.getByText(/episodes found, \d+ of them put before you\./)).toBeVisible({ timeout: 120_000 });
  });

  await test.step("opens the first episode and its timeline", async () => {
    await page.keyboard.press("]");
    await expect(page.getByRole("article", { name: `Episode on ${host}` })).toBeVisible();
    await command(page, "show timeline");
    await expect(page.getByRole("application")).toBeVisible();
  });

  await test.step("filters the processes and pins the one in question", async () => {
    await page.keyboard.press("Control+p");
    await page.keyboard.type("svchost.exe");
    await expect(page.getByRole("option", { selected: true })).toContainText("svchost.exe");
    await page.keyboard.press("Enter");
    const filter = page.getByRole("combobox", { name: "Filter Processes" });
    await expect(filter).toHaveValue("process.name:svchost.exe");
    await page.keyboard.press("F6");
    for (let part = 0; part < 6; part += 1) {
      if (await page.evaluate(() => document.activeElement?.closest("[data-part=panel]") !== null)) break;
      await page.keyboard.press("F6");
    }
    await tabTo(page, /^Filter Processes$/);
    await page.keyboard.press("End");
    await page.keyboard.type(" and process.executable:E:*");
    await page.keyboard.press("Escape");
    const grid = page.getByRole("grid", { name: "Processes" });
    await expect(grid.getByRole("row").nth(1)).toContainText("E:\\drv");
    await tabTo(page, /^Processes$/);
    await page.keyboard.press("Home");
    await page.keyboard.press("p");
    await expect(page.getByRole("dialog", { name: "New case" })).toBeVisible();
    await page.keyboard.type("By keys");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/Pinned "Process svchost.exe .* to By keys/)).toBeVisible();
  });

  await test.step("marks the episode as a finding", async () => {
    await page.keyboard.press("Control+p");
    await page.keyboard.type(`${host}: CPU mining`);
    await expect(page.getByRole("option", { selected: true })).toContainText("CPU mining");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article", { name: `Episode on ${host}` })).toBeVisible();
    await command(page, "focus editors");
    await tabTo(page, /^\s*Finding$/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: /^Finding/ })).toBeVisible();
    await page.keyboard.type("A miner in the place of a system service.");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/Marked as finding in By keys/)).toBeVisible();
  });

  await test.step("writes the verdict", async () => {
    await page.keyboard.press("Control+p");
    await page.keyboard.type("By keys");
    await expect(page.getByRole("option", { selected: true })).toContainText("By keys");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Case By keys" })).toBeVisible();
    await command(page, "focus editors");
    await tabTo(page, /^Findings and exhibits$/);
    await page.keyboard.press("ArrowRight");
    await tabTo(page, /^Verdict$/);
    await page.keyboard.type("An insider ran a miner.");
    await tabTo(page, /^Save verdict$/);
    await page.keyboard.press("Enter");
    await expect(page.getByText("The verdict was saved.")).toBeVisible();
  });

  await test.step("exports the report", async () => {
    await answerOpenDialogs(app, folder);
    await page.keyboard.press("Control+e");
    await expect(page.getByRole("dialog", { name: "Export the report as" })).toBeVisible();
    await page.keyboard.type("HTML");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/The report was written as HTML/)).toBeVisible();
    const report = readdirSync(folder).find((file) => file.endsWith(".html")) ?? "";
    expect(readFileSync(path.join(folder, report), "utf8")).toContain("An insider ran a miner.");
  });
});
