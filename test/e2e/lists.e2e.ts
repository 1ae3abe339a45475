/** The lists under the editors: filters, order, groups, columns, trees, and what is taken out of them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { answerSaveDialogs } from "./desktop.ts";

test.use({ opens: "demo" });

async function openList(page: Page, title: string): Promise<Locator> {
  await page.getByRole("tab", { name: new RegExp(`^${title}`) }).click();
  const grid = page.getByRole("grid", { name: title });
  await expect(grid.getByRole("row").nth(1)).toBeVisible();
  return grid;
}

test("a filter is typed with completion, says what is wrong, and narrows the rows", async ({ page, demo }) => {
  const grid = await openList(page, "Connections");
  const filter = page.getByRole("combobox", { name: "Filter Connections" });
  await filter.focus();
  await filter.pressSequentially("destination.p");
  await expect(page.getByRole("option", { name: /^destination\.port:/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(filter).toHaveValue("destination.port:");
  await filter.pressSequentially("many");
  await expect(page.getByText(/"many" is no number\. Write it like 14433/)).toBeVisible();
  await filter.fill("destination.port > 14000 and not destination.port >= 15000");
  await expect(grid.getByRole("row").nth(1)).toContainText("14433");
  await expect(grid.getByRole("row").nth(1)).toContainText(demo.minedHost);
  await filter.fill("process.name:nothing*");
  await expect(page.getByText("No row meets the filter.")).toBeVisible();
  await page.getByRole("tab", { name: /^Processes/ }).click();
  await page.getByRole("tab", { name: /^Connections/ }).click();
  await expect(filter).toHaveValue("process.name:nothing*");
});

test("values are counted, and opening one narrows the list to it", async ({ page }) => {
  await openList(page, "Processes");
  await page.getByRole("button", { name: "Group processes by…" }).click();
  await page.getByRole("option", { name: "Process process.name" }).click();
  const groups = page.getByRole("grid", { name: "Processes by process" });
  await expect(groups.getByRole("row", { name: /svchost\.exe/ })).toContainText("%");
  await groups.getByRole("row", { name: /svchost\.exe/ }).dblclick();
  await expect(page.getByRole("combobox", { name: "Filter Processes" })).toHaveValue("process.name:svchost.exe");
  await expect(page.getByRole("grid", { name: "Processes" }).getByRole("row").nth(1)).toContainText("svchost.exe");
});

test("a column orders all rows there are, and can be taken away", async ({ page }) => {
  const grid = await openList(page, "Processes");
  await grid.getByRole("button", { name: "PID" }).click();
  const first = grid.getByRole("row").nth(1);
  const pid = async (): Promise<number> => Number(await first.getByRole("gridcell").nth(3).textContent());
  await expect.poll(pid).toBeGreaterThan(4000);
  await grid.getByRole("button", { name: "PID" }).click();
  await expect.poll(pid).toBeLessThan(1000);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "PID" }).uncheck();
  await expect(grid.getByRole("columnheader", { name: "PID" })).toHaveCount(0);
});

test("a key goes to the end of a list of more rows than are loaded at once, and back", async ({ page }) => {
  const grid = await openList(page, "Processes");
  await grid.getByRole("button", { name: "First seen" }).click();
  await expect(grid).toHaveAttribute("aria-rowcount", /^\d{4,}$/);
  const rows = Number(await grid.getAttribute("aria-rowcount"));
  expect(rows).toBeGreaterThan(1_001);
  const rowAt = (index: number): Locator => grid.locator(`[aria-rowindex="${String(index)}"]:not([aria-busy])`);
  await grid.focus();
  await page.keyboard.press("End");
  await expect(rowAt(rows)).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await expect(rowAt(rows - 1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Home");
  await expect(rowAt(2)).toHaveAttribute("aria-selected", "true");
});

test("the processes of a host can be seen as a tree", async ({ page, demo }) => {
  await page.getByRole("tab", { name: /^Processes/ }).click();
  await expect(page.getByRole("button", { name: "Select a host to see its processes as a tree" })).toBeDisabled();
  await page.getByRole("tree", { name: "Fleet" }).getByText(demo.minedHost).click();
  await page.getByRole("button", { name: "Show as a tree" }).click();
  await expect(page.getByRole("button", { name: "Show as a tree" })).toHaveAttribute("aria-pressed", "true");
  const first = page.getByRole("grid", { name: "Processes" }).getByRole("row").nth(1);
  await expect(first).toContainText(demo.minedHost);
  await expect(first).not.toContainText("E:\\drv");
});

test("rows set the span that everything follows, and the whole list is exported and pinned", async ({
  app,
  page,
  demo,
  folder,
}) => {
  const grid = await openList(page, "Control events");
  await page.getByRole("combobox", { name: "Filter Control events" }).fill(`host.name:${demo.minedHost}`);
  await expect(grid.getByRole("row").nth(1)).toContainText(demo.minedHost);
  await grid.getByRole("row").nth(1).click();
  await page.getByRole("button", { name: /^Select the span of the selected rows/ }).click();
  await expect(page.getByTitle("Clear the selected span")).toBeVisible();
  await page.getByTitle("Clear the selected span").click();

  const file = path.join(folder, "controls.csv");
  await answerSaveDialogs(app, file);
  await page.getByRole("button", { name: "Export all rows as CSV…" }).click();
  await expect(page.getByText(/rows were written to/)).toBeVisible();
  const [head, ...rows] = readFileSync(file, "utf8").trimEnd().split("\r\n");
  expect(head).toBe("@timestamp,host.name,event.action,user.name,message".replace("@", "'@"));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.includes(demo.minedHost))).toBe(true);

  await page.getByRole("button", { name: /^Pin all rows to a case: Control events where host\.name/ }).click();
  await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill("Controls");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Pinned "Control events where .*" to Controls\./)).toBeVisible();
});
