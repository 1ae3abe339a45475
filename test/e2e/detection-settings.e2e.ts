/** What somebody decides about detection: previewed before it holds, and logged with its reason. */
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";
import { runCommand } from "./timeline.ts";

test.use({ opens: "demo" });

test("a sensitivity is looked at before it holds, and a policy goes into the custody log with its reason", async ({
  page,
}) => {
  await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
  await page.keyboard.press("Control+,");
  const apply = page.getByRole("button", { name: "Apply…" });
  const preview = page.getByText(/False alarms are those to expect/);
  await expect(preview).toBeVisible({ timeout: 60_000 });
  await expect(apply).toBeDisabled();
  await page.getByRole("slider", { name: "Sensitivity" }).focus();
  await page.keyboard.press("End");
  await expect(apply).toBeEnabled({ timeout: 60_000 });
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(apply).toBeDisabled();

  const form = page.getByRole("form", { name: "New policy" });
  await form.getByLabel(/^Above/).fill("85");
  expect(await seriousFaults(page)).toEqual([]);
  await form.getByRole("button", { name: "Add policy…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("house rule 7");
  await page.keyboard.press("Enter");
  await expect(page.locator(".record-table", { hasText: "Forbidden" })).toContainText("85");
  await runCommand(page, "Chain of Custody");
  await expect(page.getByRole("grid", { name: "Chain of custody" })).toContainText("house rule 7");
});
