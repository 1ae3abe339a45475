/** What is normal on a host: coverage with its gaps, accounts, and from an account to what it ran. */
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";
import { openTimeline } from "./timeline.ts";

test.use({ opens: "demo" });

test("a host's page shows what its data covers and whose accounts were seen, and leads to their processes", async ({
  page,
  demo,
}) => {
  await openTimeline(page, demo.minedHost);
  await page.getByRole("button", { name: "What is normal on this host" }).click();
  const host = page.getByRole("article", { name: `Host ${demo.minedHost}` });
  const coverage = host.getByRole("region", { name: "Coverage" });
  await expect(coverage.getByRole("img", { name: /^CPU: 9\d.* of the time has samples/ })).toBeVisible();
  const accounts = host.getByRole("region", { name: "Accounts seen" });
  await expect(accounts).toContainText("First seen");
  for (const theme of ["dark", "light"]) {
    await page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
    expect(await seriousFaults(page)).toEqual([]);
  }
  const first = accounts.getByRole("button").first();
  const user = (await first.textContent()) ?? "";
  await first.click();
  await expect(page.getByRole("grid", { name: "Processes" }).getByRole("row").nth(1)).toContainText(user);
});
