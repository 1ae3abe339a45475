/** Working on a timeline: its lanes arranged, other lines laid over it, notes written on it, files made of it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { answerSaveDialogs } from "./desktop.ts";
import { laneHead, laneTitles, openTimeline, runCommand, shownDays } from "./timeline.ts";

test.use({ opens: "demo" });

/** Exports the timeline in the active editor; what was written. */
async function exported(app: ElectronApplication, page: Page, file: string, form: string): Promise<Buffer> {
  await answerSaveDialogs(app, file);
  await page.keyboard.press("Control+Shift+E");
  await page.getByRole("option", { name: form }).click();
  await expect(page.getByText(`The timeline was written as ${form}: ${file}.`)).toBeVisible();
  return readFileSync(file);
}

/** A table by its first line; enough for cells without line ends. */
function recordsOf(csv: string): Record<string, string>[] {
  const [header = [], ...rows] = csv
    .trim()
    .split("\r\n")
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
}

test("lanes are moved by hand and by keys, made higher, hidden and brought back, and stay so", async ({
  page,
  demo,
}) => {
  await openTimeline(page, demo.minedHost);
  const before = await laneTitles(page);
  const [first = "", second = "", third = ""] = before;

  await laneHead(page, first).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => laneTitles(page)).toEqual([second, first, third, ...before.slice(3)]);
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => laneTitles(page)).toEqual(before);

  const box = await laneHead(page, "Episodes").boundingBox();
  const top = await laneHead(page, first).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 8);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 10, (top?.y ?? 0) + 2, { steps: 6 });
  await page.mouse.up();
  const expected = ["Episodes", ...before.filter((title) => title !== "Episodes")];
  await expect.poll(() => laneTitles(page)).toEqual(expected);

  const cpu = laneHead(page, "CPU");
  const height = async (): Promise<number> =>
    (await page.locator(".lane-gutter.metric").first().boundingBox())?.height ?? 0;
  const low = await height();
  await cpu.focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(height).toBeGreaterThan(low + 20);

  await page.keyboard.press("Delete");
  await expect(cpu).toHaveCount(0);
  await page.getByRole("button", { name: "Lanes" }).click();
  await page.getByRole("group", { name: "Lanes" }).getByLabel("CPU", { exact: true }).check();
  await expect(cpu).toBeVisible();

  await page.waitForTimeout(600);
  await page.reload();
  await openTimeline(page, demo.minedHost);
  expect(await laneTitles(page)).toEqual(expected);
  await runCommand(page, "Put the Lanes Back");
  await expect.poll(() => laneTitles(page)).toEqual(before);
});

test("a peer, the class's band and the same host in another week are laid over it, and are in the table", async ({
  app,
  page,
  demo,
  folder,
}) => {
  test.setTimeout(180_000);
  const host = demo.minedHost;
  await openTimeline(page, host);
  await page.getByRole("button", { name: "Overlay" }).click();
  await page.getByRole("option").first().click();
  await page.keyboard.press("c");
  await page.getByRole("option", { name: "The week before" }).click();
  await page.getByRole("button", { name: "Band" }).click();
  await page.getByRole("option", { name: /^Class/ }).click();
  const legend = page.locator(".timeline-legend");
  await expect(legend).toContainText("normal range of its class");
  const peer = ((await legend.locator(".chip").first().textContent()) ?? "").trim();

  const records = recordsOf((await exported(app, page, path.join(folder, "lines.csv"), "CSV")).toString());
  const cpu = records.filter((record) => record["lane"] === "CPU");
  expect(new Set(cpu.map((record) => record["line"]))).toEqual(new Set([host, peer, `"${host}, 1 week earlier"`]));
  const own = cpu.filter((record) => record["line"] === host);
  const earlier = cpu.filter((record) => record["line"]?.includes("earlier") === true);
  expect(Number(own[10]?.["peers"])).toBeGreaterThan(0);
  // A week earlier nothing was sampled before the data begin: the line starts a week later.
  const start = (rows: typeof own): number => Date.parse(rows[0]?.["start (UTC)"] ?? "");
  expect(Math.round((start(earlier) - start(own)) / 86_400_000)).toBe(7);

  await page.keyboard.press("c");
  await page.getByRole("option", { name: "Before the episode" }).click();
  await expect(legend).toContainText(/\d weeks earlier/);
  await page.getByTitle("Stop comparing with another time").click();
  await page.getByTitle(/off this timeline$/).click();
  await expect(legend.locator(".chip")).toHaveCount(0);
});

test("a note stays on the timeline, is changed, taken off and brought back, and stands in the report when pinned", async ({
  page,
  demo,
}) => {
  test.setTimeout(180_000);
  const host = demo.minedHost;
  const lanes = await openTimeline(page, host);
  const box = await lanes.boundingBox();
  const at = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + 20 };
  const note = page.getByRole("dialog");
  await page.mouse.move(at.x, at.y);
  await page.keyboard.press("a");
  await note.getByRole("textbox").fill("Guard saw <b>a stick</b>");
  await page.keyboard.press("Enter");

  const lane = await laneHead(page, "Notes").boundingBox();
  const onNote = { x: at.x + 1, y: (lane?.y ?? 0) + 8 };
  const openNote = async (): Promise<void> => {
    await expect
      .poll(async () => {
        await page.mouse.move(at.x, at.y);
        await page.mouse.move(onNote.x, onNote.y);
        return lanes.getAttribute("title");
      })
      .toMatch(/click to edit/);
    await page.mouse.click(onNote.x, onNote.y);
  };
  await openNote();
  await page.getByRole("option", { name: "Take it off" }).click();
  const list = page.getByRole("grid", { name: "Notes" });
  await page.getByRole("tab", { name: /^Notes/ }).click();
  await expect(page.getByText("Nothing is written on a timeline here.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByText("Guard saw <b>a stick</b>")).toBeVisible();

  await openNote();
  await page.getByRole("option", { name: "Change the text…" }).click();
  await note.getByRole("textbox").fill("Guard saw <b>a stick</b> at ten");
  await page.keyboard.press("Enter");
  await expect(list.getByText("at ten")).toBeVisible();

  await openNote();
  await page.getByRole("option", { name: "Pin it to a case…" }).click();
  await page.getByRole("dialog", { name: "New case" }).getByRole("textbox").fill("Remarks");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Open case" }).click();
  const theCase = page.getByRole("region", { name: "Case Remarks" });
  await theCase.getByRole("tab", { name: "Report" }).click();
  await expect(theCase.frameLocator("iframe").getByText("Guard saw <b>a stick</b> at ten").first()).toBeVisible();

  await runCommand(page, "chain of custody");
  const custody = page.getByRole("grid", { name: "Chain of custody" });
  for (const action of ["annotation-added", "annotation-removed", "annotation-restored", "annotation-changed"]) {
    await expect(custody).toContainText(action);
  }
});

test("it is written as SVG, PNG and CSV; nothing in it runs", async ({ app, page, demo, folder }) => {
  const lanes = await openTimeline(page, demo.minedHost);
  await lanes.hover();
  await page.keyboard.press("a");
  await page.getByRole("dialog").getByRole("textbox").fill("=cmd|' /C calc'!A0 <script>");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: /^Notes\s*1/ })).toBeVisible();

  const svg = (await exported(app, page, path.join(folder, "timeline.svg"), "SVG")).toString();
  expect(svg).toMatch(/^<svg /);
  expect(svg).toContain(`Timeline of ${demo.minedHost}`);
  expect(svg).not.toContain("<script");
  expect(svg).toContain("=cmd|&#39;".replace("&#39;", "'"));
  const png = await exported(app, page, path.join(folder, "timeline.png"), "PNG");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(2800);
  const records = recordsOf((await exported(app, page, path.join(folder, "timeline.csv"), "CSV")).toString());
  expect(records.find((record) => record["lane"] === "Notes")?.["text"]).toMatch(/^"?'=cmd/);
  expect(records.filter((record) => record["lane"] === "CPU").length).toBeGreaterThan(100);
  expect(new Set(records.map((record) => record["lane"]))).toContain("Episodes");
});

test("the next episode comes into sight by key, a span is selected by keys, and a bar tells what is known", async ({
  page,
  demo,
}) => {
  const lanes = await openTimeline(page, demo.minedHost);
  const span = page.getByTitle("Enter a span of time");
  const whole = await span.textContent();
  await page.keyboard.press("[");
  await expect(span).not.toHaveText(whole ?? "");
  const there = await span.textContent();
  await page.keyboard.press("g");
  await page.getByRole("dialog").getByRole("textbox").fill("2026-01-06 – 2026-01-08");
  await page.keyboard.press("Enter");
  await expect.poll(() => shownDays(page)).toBe(2);
  for (let press = 0; press < 8 && (await span.textContent()) !== there; press += 1) {
    await page.keyboard.press("]");
    await page.waitForTimeout(100);
  }
  await expect(span).toHaveText(there ?? "");

  await lanes.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("b");
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("b");
  await expect(page.getByTitle("Clear the selected span")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByTitle("Clear the selected span")).toHaveCount(0);

  const processes = await laneHead(page, "Processes").boundingBox();
  const box = await lanes.boundingBox();
  const y = (processes?.y ?? 0) + 8;
  for (let x = 60; x < (box?.width ?? 0); x += 40) {
    await page.mouse.move((box?.x ?? 0) + x, y);
    const title = (await lanes.getAttribute("title")) ?? "";
    if (title.includes("E:\\drv")) break;
  }
  await page.mouse.down();
  await page.mouse.up();
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(inspector).toContainText("E:\\drv");
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 20);
  await expect(inspector).toContainText(/CPU.*normally .*learned from \d+ weeks.*residual .*peers.*n = \d/s);
});
