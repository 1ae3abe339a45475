/** What is opened stays in sight: menus, the tab in front, and what an analysis takes away. */
import { expect, test } from "./demo.ts";
import { runCommand } from "./timeline.ts";

test.use({ opens: "demo" });

test("a menu at the foot of the window opens where there is room", async ({ page }) => {
  await page.getByRole("tab", { name: /^Processes/ }).click();
  await page.getByRole("button", { name: "Columns" }).last().click();
  const menu = page.getByRole("group", { name: "Columns" });
  await expect(menu.getByRole("checkbox").last()).toBeInViewport();
  await expect(menu.getByRole("checkbox").first()).toBeInViewport();
});

test("the tab of the editor in front is in sight, however many there are", async ({ page }) => {
  await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
  const titles = ["Episodes", "Sources", "Live", "Chain of Custody", "Detection Content", "Settings", "Welcome"];
  for (const title of titles) {
    await runCommand(page, title);
    await expect(page.locator(".dv-active-tab", { hasText: title })).toBeInViewport({ ratio: 0.99 });
  }
});

test("an episode that an analysis no longer finds says so, and leads to those that it does", async ({ page }) => {
  await page.getByRole("tab", { name: /^Episodes/ }).click();
  await page.getByRole("grid", { name: "Episodes" }).getByRole("row").nth(1).dblclick();
  await page.getByRole("button", { name: "New normal…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("approved by the owner");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/The last analysis does not find this episode any more/)).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole("main").getByRole("button", { name: "Show Episodes" }).click();
  await expect(page.getByRole("grid", { name: "Episodes" }).first()).toBeVisible();
});

test("a click on a list in an editor selects; a double click opens to stay, and says what cases hold of it", async ({
  page,
}) => {
  await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
  await page.keyboard.press("Control+3");
  const row = page.getByRole("main").getByRole("grid", { name: "Episodes" }).getByRole("row").nth(1);
  await row.click();
  await expect(row).toHaveAttribute("aria-selected", "true");
  await row.dblclick();
  await expect(page.locator(".dv-active-tab .preview")).toHaveCount(0);
  const episode = page.getByRole("article", { name: /^Episode on/ });
  await episode.getByRole("button", { name: "Explained" }).click();
  await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill("Held");
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog", { name: /^Explained/ })
    .getByRole("textbox")
    .fill("a drill");
  await page.keyboard.press("Enter");
  await episode.getByRole("button", { name: "Held" }).click();
  await expect(page.getByRole("region", { name: "Case Held" })).toContainText("a drill");
});

test("the focus goes back where it was when a question is answered or left", async ({ page }) => {
  await page.getByRole("tab", { name: /^Processes/ }).click();
  const grid = page.getByRole("grid", { name: "Processes" });
  await grid.getByRole("row").nth(1).click();
  await expect(grid).toBeFocused();
  await page.keyboard.press("Control+Shift+P");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(grid).toBeFocused();
  await page.keyboard.press("p");
  await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill("Asked");
  await page.keyboard.press("Enter");
  await expect(grid).toBeFocused();
  await page.keyboard.press("Control+1");
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").getByRole("combobox").fill("Split Editor");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Fleet" })).toHaveCount(2);
  await page.keyboard.press("Control+w");
  await expect(page.getByRole("tab", { name: "Fleet" })).toHaveCount(1);
});
