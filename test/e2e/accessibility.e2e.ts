/** Every view, dark and light, and the main ones in high contrast, for those who do not see or point. */
import type { Page } from "@playwright/test";
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";

test.use({ opens: "demo" });

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").getByRole("combobox").fill(words);
  await page.keyboard.press("Enter");
}

const panels = ["Processes", "Connections", "Claims", "Control events", "Problems", "Rejects", "Episodes"];

for (const theme of ["dark", "light", "contrast"]) {
  test(`${theme === "contrast" ? "no main view" : "no view"} has a serious fault in ${theme}`, async ({
    page,
    demo,
  }) => {
    test.setTimeout(240_000);
    await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    const faults: string[] = [];
    const look = async (view: string): Promise<void> => {
      faults.push(...(await seriousFaults(page)).map((fault) => `${view}: ${fault}`));
    };
    await look("fleet");
    await page.getByRole("tree", { name: "Fleet" }).getByText(demo.minedHost).click();
    await expect(page.getByRole("application")).toBeVisible();
    await look("timeline");
    await page.getByRole("grid", { name: "Episodes" }).getByRole("row").nth(1).dblclick();
    await expect(page.getByRole("article", { name: /Episode on/ })).toBeVisible();
    await look("episode");
    if (theme === "contrast") {
      expect(faults).toEqual([]);
      return;
    }
    await page.getByRole("button", { name: "Add to case" }).click();
    await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill("Load");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Open case" }).click();
    for (const name of ["Findings and exhibits", "Notes and hypotheses", "Report"]) {
      await page.getByRole("tab", { name }).click();
      await look(name);
    }
    for (const [words, name] of [
      ["show sources", "sources"],
      ["show live", "live"],
      ["chain of custody", "custody"],
      ["keyboard shortcuts", "shortcuts"],
      ["view: settings", "settings"],
      ["help: welcome", "welcome"],
    ] as const) {
      await command(page, words);
      await look(name);
    }
    for (const name of panels) {
      await page
        .getByRole("tab", { name: new RegExp(`^${name}`) })
        .last()
        .click();
      await look(name);
    }
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe(theme);
  });
}
