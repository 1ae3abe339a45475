/** Detection content of the user's own, and what nothing accounts for. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./demo.ts";
import { answerOpenDialogs } from "./desktop.ts";

test.use({ opens: "demo" });

test("lists what an analysis uses, takes a folder of the user's, and says what is wrong with it", async ({
  app,
  page,
  folder,
}) => {
  const content = path.join(folder, "content");
  mkdirSync(content);
  writeFileSync(path.join(content, "bad.yml"), "title: Half a rule\nlogsource: {}\n");
  writeFileSync(
    path.join(content, "good.yml"),
    "title: Planted rule\nlevel: low\nlogsource: { category: process_creation }\n" +
      "detection: { selection: { User: nobody }, condition: selection }\n",
  );
  await expect(page.getByRole("region", { name: "Fleet by weeks" })).toBeVisible();
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").getByRole("combobox").fill("show detection content");
  await page.keyboard.press("Enter");
  const grid = page.getByRole("grid", { name: "Detection content" });
  await expect(grid).toContainText("system-binaries");
  await answerOpenDialogs(app, content);
  await page.getByRole("button", { name: "Use a Folder of Detection Content" }).click();
  await expect(grid).toContainText("Planted rule");
  await expect(grid).toContainText("bad.yml:1");
  await expect(page.getByRole("status").filter({ hasText: "1 problem in it" })).toBeVisible();
});

test("adds what no process accounts for to a timeline", async ({ page, demo }) => {
  await page.getByRole("tree", { name: "Fleet" }).getByText(demo.minedHost).dblclick();
  await page.getByRole("button", { name: "Lanes" }).click();
  await page.getByRole("checkbox", { name: "CPU remainder" }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("checkbox", { name: "CPU remainder" })).toBeHidden();
  await expect(page.getByText("CPU remainder", { exact: true })).toBeVisible();
});
