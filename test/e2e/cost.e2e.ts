/** What a case's findings cost: estimated, by assumptions that the investigator sets, and printed in the report. */
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";

test.use({ opens: "demo" });

test("the cost of a case is estimated, changed by other assumptions, and the same in the report", async ({ page }) => {
  await page.getByRole("grid", { name: "Episodes" }).getByRole("row").nth(1).dblclick();
  await page.getByRole("button", { name: "Add to case" }).click();
  await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill("Load");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Open case" }).click();

  const cost = page.getByRole("region", { name: "Cost", exact: true });
  await expect(cost).toContainText("a kilowatt-hour costs 0.3 EUR.");
  await cost.getByLabel("Price of a kWh").fill("0.45");
  await cost.getByLabel("Currency").fill("CHF");
  await cost.getByRole("button", { name: "Estimate with these" }).click();
  await expect(cost).toContainText("a kilowatt-hour costs 0.45 CHF.");
  for (const theme of ["dark", "light"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect(await seriousFaults(page)).toEqual([]);
  }

  await page.getByRole("tab", { name: "Report" }).click();
  await expect(page.frameLocator("iframe").getByText("a kilowatt-hour costs 0.45 CHF.")).toBeVisible();

  await page.getByRole("tab", { name: "Findings and exhibits" }).click();
  await cost.getByRole("button", { name: "Set back" }).click();
  await expect(cost).toContainText("a kilowatt-hour costs 0.3 EUR.");
});
