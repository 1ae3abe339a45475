/** The frame: palette, quick open, themes, tabs, parts, and what a screen reader meets in it. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./demo.ts";
import { seriousFaults } from "./axe.ts";
import { answerOpenDialogs } from "./desktop.ts";

test.describe("without a workspace", () => {
  test("says what to do next everywhere instead of being blank", async ({ page }) => {
    await expect(page.getByRole("article", { name: "Welcome" })).toBeVisible();
    await expect(page.getByText("No workspace is open, so there is nothing to list.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Open the Demo Investigation" }).first()).toBeVisible();
    for (const activity of ["Episodes", "Sources", "Cases", "Live"]) {
      await page.getByRole("navigation").getByRole("button", { name: activity }).click();
    }
    await expect(page.getByText("Live sampling writes into a workspace, and none is open.")).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
  });
});

test.describe("on the demo", () => {
  test.use({ opens: "demo" });

  test("runs any command by its name", async ({ page }) => {
    await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("dialog").getByRole("combobox").fill("shortcuts");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("grid", { name: "Keyboard shortcuts" })).toContainText("Ctrl+Shift+P");
  });

  test("leaves nothing of a workspace that is closed, and opens it again from the recent ones", async ({ page }) => {
    const run = async (command: string): Promise<void> => {
      await page.keyboard.press("Control+Shift+P");
      await page.getByRole("dialog").getByRole("combobox").fill(command);
      await page.keyboard.press("Enter");
    };
    await page.getByRole("navigation").getByRole("button", { name: "Episodes" }).click();
    const episodes = page.getByRole("list", { name: "Episodes" });
    await expect(episodes.getByRole("listitem").first()).toBeVisible();
    await run("Close Workspace");
    await expect(page.getByText("No workspace is open, so there is nothing to list.")).toBeVisible();
    await expect(episodes).toHaveCount(0);
    await run("Open Recent Workspace");
    await page.getByRole("option", { name: /demo/ }).first().click();
    await expect(episodes.getByRole("listitem").first()).toBeVisible();
  });

  test("is made larger and smaller as a whole, and has its size back", async ({ page }) => {
    await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
    const width = (): Promise<number> => page.evaluate(() => window.innerWidth);
    const usual = await width();
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("dialog").getByRole("combobox").fill("Zoom In");
    await page.keyboard.press("Enter");
    await expect.poll(width).toBeLessThan(usual);
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("dialog").getByRole("combobox").fill("Reset Zoom");
    await page.keyboard.press("Enter");
    await expect.poll(width).toBe(usual);
  });

  test("goes to a host by its name", async ({ page, demo }) => {
    await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
    await page.keyboard.press("Control+P");
    await page.getByRole("dialog").getByRole("combobox").fill(demo.minedHost.toLowerCase());
    await expect(page.getByRole("option", { selected: true })).toContainText("R&D server");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("application", { name: new RegExp(`Lanes of ${demo.minedHost}`) })).toBeVisible();
  });

  test("switches between dark, light and high contrast, and keeps the choice over a reload", async ({ page }) => {
    await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    for (const [name, colour] of [
      ["Light", "rgb(255, 255, 255)"],
      ["High contrast", "rgb(0, 0, 0)"],
      ["Dark", "rgb(31, 31, 31)"],
    ] as const) {
      await page.keyboard.press("Control+Shift+P");
      await page.getByRole("dialog").getByRole("combobox").fill("colour theme");
      await page.keyboard.press("Enter");
      await page.getByRole("option", { name }).click();
      await expect.poll(ground).toBe(colour);
    }
    await page.waitForTimeout(1_000);
    await page.reload();
    await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
    expect(await ground()).toBe("rgb(31, 31, 31)");
  });

  test("previews with a click, keeps with a double click, splits with a key", async ({ page, demo }) => {
    const tree = page.getByRole("tree", { name: "Fleet" });
    const tab = (name: string) => page.getByRole("tab", { name, exact: true });
    await tree.getByText("CLD-01").click();
    await expect(tab("CLD-01")).toBeVisible();
    await tree.getByText("BLD-01").click();
    await expect(tab("BLD-01")).toBeVisible();
    await expect(tab("CLD-01")).toHaveCount(0);
    await tree.getByText(demo.minedHost).dblclick();
    await tree.getByText("CLD-01").click();
    await expect(tab(demo.minedHost)).toBeVisible();
    await page.keyboard.press("Control+\\");
    await expect(page.getByRole("application")).toHaveCount(2);
  });

  test("folds its parts and moves between them by key", async ({ page }) => {
    await expect(page.getByRole("tree", { name: "Fleet" })).toBeVisible();
    await page.keyboard.press("Control+b");
    await expect(page.getByRole("tree", { name: "Fleet" })).toBeHidden();
    await page.keyboard.press("Control+j");
    await expect(page.getByRole("tablist", { name: "Lists" })).toBeHidden();
    await page.keyboard.press("Control+b");
    await page.keyboard.press("Control+j");
    const part = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.closest("[data-part]")?.getAttribute("data-part"));
    const seen = new Set<string | null | undefined>();
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press("F6");
      seen.add(await part());
    }
    expect([...seen].sort()).toEqual(["activity-bar", "editors", "panel", "side-bar", "status-bar"]);
  });

  test("works a list by keys alone: order, filter, selection, opening", async ({ page }) => {
    const grid = page.getByRole("grid", { name: "Episodes" });
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await expect(grid.getByRole("row", { selected: true })).toHaveCount(2);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article", { name: /Episode on/ })).toBeVisible();
    await page.getByRole("combobox", { name: "Filter Episodes" }).fill("nothing.of.the.kind");
    await expect(page.getByText("No row meets the filter.")).toBeVisible();
  });

  test("masks names of people until a reason is given, which is logged", async ({ page }) => {
    await page.getByRole("button", { name: "names masked" }).click();
    const question = page.getByRole("dialog", { name: "Show names of people" });
    await question.getByRole("textbox").fill("x");
    await page.keyboard.press("Enter");
    await expect(question.getByText("A reason of at least three letters is needed.")).toBeVisible();
    await question.getByRole("textbox").fill("interview on Monday");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "names shown" })).toBeVisible();
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("dialog").getByRole("combobox").fill("chain of custody");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("grid", { name: "Chain of custody" })).toContainText("interview on Monday");
  });

  test("asks what the columns of an unknown table mean, and shows what it could not read", async ({
    app,
    page,
    folder,
  }) => {
    const table = path.join(folder, "LAB-1.csv");
    const rows = Array.from(
      { length: 60 },
      (_, row) =>
        `${String(1 + (row % 28)).padStart(2, "0")}.04.2026 ${String(row % 24).padStart(2, "0")}:00;${String(row)},5;${String(row)};ok`,
    );
    writeFileSync(table, ["Zeit;CPU %;Speicherauslastung;Bemerkung", ...rows, "gestern;7,5;9;kaputt"].join("\n"));
    await answerOpenDialogs(app, table);
    await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
    await page.keyboard.press("Control+i");
    const mapping = page.getByRole("region", { name: /^Columns of/ });
    await expect(mapping.getByRole("combobox", { name: "Times are written" })).toHaveValue("day-first");
    await expect(mapping.getByRole("combobox", { name: "Meaning of CPU %" })).toHaveValue("system.cpu.utilization");
    await mapping
      .getByRole("combobox", { name: "Meaning of Speicherauslastung" })
      .selectOption("system.memory.utilization");
    await mapping.getByRole("combobox", { name: "Unit of Speicherauslastung" }).selectOption("0.01");
    expect(await seriousFaults(page)).toEqual([]);
    await mapping.getByRole("button", { name: "Import this table" }).click();
    await expect(page.getByText(/1 source imported: .* 1 record could not be understood\./)).toBeVisible();
    await page.getByRole("tab", { name: /^Rejects/ }).click();
    await expect(page.getByRole("grid", { name: "Rejects" })).toContainText("gestern;7,5;9;kaputt");
  });
});
