/** The timeline: zoom, pan, brush, cursor and overlay, by hand and by keys; and how fast it follows. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { seriousFaults } from "./axe.ts";
import { expect, test } from "./demo.ts";
import { answerOpenDialogs } from "./desktop.ts";
import { laneHead, openTimeline, shownDays } from "./timeline.ts";

test.use({ opens: "demo" });

test("the wheel zooms around the pointer, a drag moves, 0 fits everything again", async ({ page, demo }) => {
  const lanes = await openTimeline(page, demo.minedHost);
  await lanes.hover();
  await page.mouse.wheel(0, -800);
  await expect.poll(() => shownDays(page)).toBeLessThan(20);
  const span = page.getByTitle("Enter a span of time");
  const before = await span.textContent();
  const box = await lanes.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 400, (box?.y ?? 0) + 80];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 150, y, { steps: 5 });
  await page.mouse.up();
  await expect(span).not.toHaveText(before ?? "");
  await page.keyboard.press("0");
  await expect.poll(() => shownDays(page)).toBeGreaterThan(40);
});

test("a brush on the axis narrows the lists, and its chip clears it", async ({ page, demo }) => {
  await openTimeline(page, demo.minedHost);
  await page.getByRole("tab", { name: /^Processes/ }).click();
  const count = page.getByRole("region", { name: "Processes" }).getByRole("status");
  await expect(count).not.toHaveText("0");
  const all = await count.textContent();
  const axis = await page.getByTitle("Drag to select a span").boundingBox();
  const y = (axis?.y ?? 0) + 10;
  await page.mouse.move((axis?.x ?? 0) + 100, y);
  await page.mouse.down();
  await page.mouse.move((axis?.x ?? 0) + 130, y, { steps: 4 });
  await page.mouse.up();
  await expect(count).not.toHaveText(all ?? "");
  await page.getByTitle("Clear the selected span").click();
  await expect(count).toHaveText(all ?? "");
});

test("the cursor is moved by keys and read aloud; Enter opens the numbers behind the lane", async ({ page, demo }) => {
  const lanes = await openTimeline(page, demo.minedHost);
  await lanes.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowRight");
  const spoken = page.locator(".lane-stack [aria-live]");
  await expect(spoken).toHaveText(/^20\d\d-\d\d-\d\d .*: CPU \d.* standard deviations, normally .*, peers /);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(spoken).toHaveText(/^CPU: mean .* outside the normal range$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: `Points of ${demo.minedHost}` })).toContainText("%");
});

test("a span is entered as text, on the clock that is shown", async ({ page, demo }) => {
  await openTimeline(page, demo.minedHost);
  await page.getByTitle("Enter a span of time").click();
  const question = page.getByRole("dialog", { name: /^Span of time/ });
  await question.getByRole("textbox").fill("yesterday");
  await page.keyboard.press("Enter");
  await expect(question.getByText(/Write two times/)).toBeVisible();
  await question.getByRole("textbox").fill("2026-01-20 – 2026-01-27");
  await page.keyboard.press("Enter");
  await expect(page.getByTitle("Enter a span of time")).toHaveText("2026-01-20 00:00 – 2026-01-27 00:00");
});

test("another host is laid over it", async ({ page, demo }) => {
  await openTimeline(page, demo.minedHost);
  await page.getByRole("button", { name: "Overlay" }).click();
  await page.getByRole("option").first().click();
  await expect(page.getByTitle(/^Take .* off this timeline$/)).toBeVisible();
});

test("an episode on the timeline opens with a click", async ({ page, demo }) => {
  const lanes = await openTimeline(page, demo.minedHost);
  const box = await lanes.boundingBox();
  const lane = await laneHead(page, "Episodes").boundingBox();
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) - 60, (lane?.y ?? 0) + 9);
  await expect(page.getByRole("article", { name: `Episode on ${demo.minedHost}` })).toBeVisible();
});

test("names that were looked up do not crowd the control events until they are asked for", async ({
  app,
  page,
  folder,
  demo,
}) => {
  const file = path.join(folder, "sensor.csv");
  const rows = ["06", "07", "08"].map((hour) => `2026-02-02T${hour}:00:00Z,${demo.minedHost},name-lookup,,a.example`);
  writeFileSync(file, ["timestamp,host.name,event.action,user.name,message", ...rows, ""].join("\n"));
  const lanes = await openTimeline(page, demo.minedHost);
  await answerOpenDialogs(app, file);
  await page.keyboard.press("Control+I");
  const hidden = page.getByRole("button", { name: "3 name look-ups hidden" });
  await expect(hidden).toBeVisible({ timeout: 60_000 });
  const spoken = page.locator(".lane-stack [aria-live]");
  const controlEvents = async (): Promise<number> => {
    await lanes.focus();
    await page.keyboard.press("ArrowUp");
    for (let step = 0; step < 20; step += 1) await page.keyboard.press("ArrowDown");
    const [, count = ""] = /^Control events: ([\d\u202f]+) entr/.exec((await spoken.textContent()) ?? "") ?? [];
    return Number(count.replace(/\D/g, ""));
  };
  const before = await controlEvents();
  expect(before).toBeGreaterThan(0);
  await hidden.click();
  await expect(page.getByRole("button", { name: "3 name look-ups shown" })).toBeVisible();
  await expect.poll(controlEvents).toBe(before + 3);
  expect(await seriousFaults(page)).toEqual([]);
});
