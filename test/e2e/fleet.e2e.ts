/** The fleet overview: what is unusual now, weeks by keys alone, and the same as a table. */
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";
import { shownDays } from "./timeline.ts";

test.use({ opens: "demo" });

test("the fleet says what is unusual now, where data is missing, and is read by keys and as a table", async ({
  page,
  demo,
}) => {
  const fleet = page.getByRole("region", { name: "Fleet by weeks" });
  const matrix = fleet.getByRole("grid", { name: "Hosts and weeks" });
  const readout = fleet.locator(".fleet-readout");
  const now = page.getByRole("region", { name: "Unusual now" });

  await expect(now.getByRole("button", { name: new RegExp(demo.minedHost) })).toBeVisible();
  await expect(fleet.getByText("half its hours missing")).toBeVisible();

  await matrix.focus();
  await expect(readout).toContainText(`${demo.minedHost}, week of`);
  const before = (await readout.textContent()) ?? "";
  await page.keyboard.press("ArrowLeft");
  await expect(readout).not.toHaveText(before);
  const cell = await matrix.getAttribute("aria-activedescendant");
  await expect(page.locator(`[id="${cell ?? ""}"]`)).toHaveAttribute("aria-label", /σ from the load line/);
  for (const theme of ["dark", "light", "contrast"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect(await seriousFaults(page)).toEqual([]);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("application", { name: new RegExp(`Lanes of ${demo.minedHost}`) })).toBeVisible();
  expect(Math.round(await shownDays(page))).toBe(7);

  await page.getByRole("tab", { name: "Fleet", exact: true }).last().click();
  await fleet.getByRole("button", { name: "Show the weeks as a table" }).click();
  await expect(matrix.getByRole("row").nth(1)).toContainText(demo.minedHost);
  await fleet.getByRole("searchbox", { name: "Filter Hosts and weeks" }).fill("RND-04");
  await expect(matrix.getByRole("row").nth(1)).toContainText("RND-04");
});
