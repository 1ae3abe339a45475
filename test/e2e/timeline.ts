/** A host's timeline as the tests open and read it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "./demo.ts";

/** Opens the timeline of a host from the fleet, to stay; resolves with its lanes once they are drawn. */
export async function openTimeline(page: Page, host: string): Promise<Locator> {
  await page.getByRole("tree", { name: "Fleet" }).getByText(host).dblclick();
  const lanes = page.getByRole("application", { name: new RegExp(`Lanes of ${host}`) });
  await expect(lanes).toBeVisible();
  await expect(page.getByRole("button", { name: "CPU", exact: true })).toBeVisible();
  return lanes;
}

/** The span that the timeline says it shows, in days. */
export async function shownDays(page: Page): Promise<number> {
  const text = (await page.getByTitle("Enter a span of time").textContent()) ?? "";
  const [start = "", end = ""] = text.split(" – ");
  return (Date.parse(`${end}Z`) - Date.parse(`${start}Z`)) / 86_400_000;
}

/** The lanes from top to bottom. */
export function laneTitles(page: Page): Promise<string[]> {
  return page.locator(".lane-title").allTextContents();
}

/** The head of a lane. */
export function laneHead(page: Page, title: string): Locator {
  return page.locator(".lane-title", { hasText: new RegExp(`^${title}$`) });
}

/** Runs a command by its title, as the palette does. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("dialog").getByRole("combobox").fill(title);
  await page.keyboard.press("Enter");
}
