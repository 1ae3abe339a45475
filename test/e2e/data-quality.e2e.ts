/** What is doubtful about the evidence: told in the panel, filtered, and followed to what it is about. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";
import { answerOpenDialogs } from "./desktop.ts";
import { shownDays } from "./timeline.ts";

test.use({ opens: "demo" });

test("gaps, impossible values and rejects are told with their cause, and lead to where they are", async ({
  app,
  page,
  folder,
}) => {
  const tab = page.getByRole("tab", { name: /^Problems/ });
  const grid = page.getByRole("grid", { name: "Problems" });
  await expect(tab).toContainText("1");
  await tab.click();
  await expect(grid).toContainText("No samples of any metric for 5 hours");

  await test.step("an import brings its own, and the number beside the title grows", async () => {
    const file = path.join(folder, "LAB-9.csv");
    const rows = Array.from(
      { length: 400 },
      (_, hour) => `${new Date(Date.UTC(2026, 1, 1, hour)).toISOString()},LAB-9,${String(10 + (hour % 7))}`,
    );
    writeFileSync(file, ["timestamp,host.name,system.cpu.utilization", ...rows, "yesterday,LAB-9,12"].join("\n"));
    await answerOpenDialogs(app, file);
    await page.keyboard.press("Control+i");
    await expect(tab).toContainText("3");
    await expect(grid).toContainText("CPU reaches 1600 %, which its unit does not allow.");
  });

  await test.step("a filter narrows them as in every list", async () => {
    const filter = page.getByRole("combobox", { name: "Filter Problems" });
    await filter.fill("problem.kind:rejects");
    await filter.press("Enter");
    await expect(grid.getByRole("row")).toHaveCount(2);
    await expect(grid).toContainText("1 of 401 records");
    for (const theme of ["dark", "light"]) {
      await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
      expect(await seriousFaults(page)).toEqual([]);
    }
    await grid.getByRole("row").nth(1).dblclick();
    await expect(page.getByRole("region", { name: /^Source .*LAB-9\.csv/ })).toContainText("yesterday,LAB-9,12");
    await filter.fill("problem.kind:gap");
    await filter.press("Enter");
  });

  await test.step("a gap opens the timeline around it, by keys alone", async () => {
    await expect(grid.getByRole("row")).toHaveCount(2);
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("application", { name: /Lanes of RND-04/ })).toBeVisible();
    expect(await shownDays(page)).toBeLessThan(1);
  });

  await test.step("beside a host that is looked at, the number is that of the list", async () => {
    await expect(tab).toHaveText(/^Problems\s*1$/);
    await expect(grid.getByRole("row")).toHaveCount(2);
    const filter = page.getByRole("combobox", { name: "Filter Problems" });
    await filter.fill("");
    await filter.press("Enter");
    await page.getByRole("tree", { name: "Fleet" }).getByText("RND-02").click();
    await expect(tab).toHaveText(/^Problems$/);
    await expect(page.getByText("Nothing about the evidence in this selection is doubtful")).toBeVisible();
  });
});
