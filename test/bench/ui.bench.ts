/**
 * The window in real Electron on a large workspace: how long a person waits, what it costs while nobody does anything,
 * and whether it answers while an import and an analysis run. `npm run bench:ui` has 100 million samples.
 */
import { copyFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { answerOpenDialogs } from "../e2e/desktop.ts";
import { printFigures, type Figure } from "./figures.ts";
import { inTemporaryFolder, printMachine, spreadOf, spreadText } from "./measure.ts";
import { hostsOf, ROUNDS, size } from "./scale.ts";
import { hostName, ROWS_PER_HOST, SAMPLES_PER_ROW } from "./telemetry.ts";
import {
  brush,
  firstTimeline,
  jumpInList,
  openMenu,
  scrollList,
  startClock,
  watchGaps,
  worstGap,
  zoomStep,
} from "./ui-probes.ts";
import { IMPORTED_MEANWHILE, uiWorkspace, writeMoreHosts } from "./ui-workspace.ts";

const ZOOM_STEPS = 12;
const IDLE_SECONDS = 8;
const less = (floor: number, goal: number) => ({ floor, goal, better: "less" }) as const;

await inTemporaryFolder(async (directory) => {
  const { file, bytes } = await uiWorkspace(directory);
  const workspace = path.join(directory, "measured.plimsoll");
  copyFileSync(file, workspace);
  writeMoreHosts(path.join(directory, "more"));
  printMachine();

  say("starts");
  const figures: Figure[] = [];
  const starts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { app, milliseconds } = await start(directory, workspace);
    starts.push(milliseconds);
    await app.close();
  }
  figures.push(figure("start of the program until the fleet is there", starts, " ms", less(3000, 1200)));

  const { app, page } = await start(directory, workspace);
  try {
    await startClock(page);
    say("timelines");
    figures.push(...(await reading(page)));
    say("lists");
    figures.push(...(await listing(page)));
    say("nothing");
    figures.push(await idle(app));
    say("an import and an analysis");
    figures.push(...(await meanwhile(app, page, path.join(directory, "more"))));
    const memory = await memoryOf(app, "Tab");
    figures.push(figure("memory of the window's process after all this", [memory], " MB", less(500, 300)));
  } finally {
    await app.close();
  }
  const samples = (hostsOf[size] * ROWS_PER_HOST * SAMPLES_PER_ROW) / 1e6;
  printFigures(
    `The window on ${samples.toFixed(0)} million samples of ${String(hostsOf[size])} hosts, a workspace of ${(bytes / 2 ** 20).toFixed(0)} MiB`,
    figures,
  );
});

/** What is being measured, for whoever waits. */
function say(what: string): void {
  console.error(`  ${what} …`);
}

/** Starts the built program on a workspace; resolves when the fleet can be worked with. */
async function start(directory: string, workspace: string) {
  const { electron } = JSON.parse(readFileSync(path.resolve("dist/runtime.json"), "utf8")) as { electron?: string };
  if (electron === undefined) throw new Error("There is no Electron here; `node scripts/runtime.mjs` says why.");
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const started = performance.now();
  const app = await _electron.launch({
    executablePath: electron,
    args: [...asRoot, `--user-data-dir=${path.join(directory, "user-data")}`, process.cwd(), workspace],
  });
  const page = await app.firstWindow();
  await page.getByRole("tree", { name: "Fleet" }).getByRole("treeitem").first().waitFor();
  return { app, page, milliseconds: performance.now() - started };
}

/** Timelines of hosts that nobody looked at before, and the wheel on one of them. */
async function reading(page: Page): Promise<Figure[]> {
  const first: number[] = [];
  for (let round = 0; round < ROUNDS; round++) first.push(await firstTimeline(page, hostName(hostsOf[size] - round)));
  const drawn: number[] = [];
  const detailed: number[] = [];
  for (let step = 0; step < ZOOM_STEPS; step++) {
    const taken = await zoomStep(page, step < ZOOM_STEPS / 2 ? -300 : 300);
    drawn.push(taken.drawn);
    detailed.push(taken.detailed);
  }
  return [
    figure("first timeline of a host, eight metrics over 180 days", first, " ms", less(500, 150)),
    figure("a notch of the wheel until the lanes stand there zoomed", drawn, " ms", less(150, 50)),
    figure("a notch of the wheel until they have all their detail", detailed, " ms", less(150, 50)),
  ];
}

/** The list of connections of all hosts: scrolled, and narrowed by a brush on the timeline. */
async function listing(page: Page): Promise<Figure[]> {
  await page.getByRole("tab", { name: /^Connections/ }).click();
  const allHosts = page.getByTitle("Lists show this host. Show all hosts.");
  if (await allHosts.isVisible()) await allHosts.click();
  await page.locator('.panel [role="grid"] [role="row"]').nth(5).waitFor();
  const rows = (await page.locator(".panel .list-count").textContent()) ?? "";
  const brushed: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = 0.05 + round * 0.1;
    // Each is wider than the last, so that the list has another number of rows to say.
    brushed.push(await brush(page, from, from + 0.02 + round * 0.005));
  }
  await page.getByTitle("Clear the selected span").click();
  await pause(1000);
  const { painted, blank } = await scrollList(page, 240, 400);
  const jumps: number[] = [];
  for (const share of [0.5, 1, 0.25, 0.75, 0.1]) {
    jumps.push(await jumpInList(page, share));
    await pause(300);
  }
  return [
    figure("brush on the timeline until the connections are filtered", brushed, " ms", less(200, 100)),
    {
      ...figure("frames with a hole, scrolling the connections by 18 rows a frame", [blank], "", less(0, 0)),
      ours: `${String(blank)} of ${String(painted)}; the list says ${rows.replaceAll(/\s+/g, " ")}`,
    },
    figure("a jump into the list, to its middle and its end, until the rows are drawn", jumps, " ms", less(200, 100)),
  ];
}

/** Processor time of all processes of the program while nobody does anything, as a share of one core. */
async function idle(app: ElectronApplication): Promise<Figure> {
  await pause(3000);
  const used = (): Promise<number> =>
    app.evaluate(({ app: own }) =>
      own.getAppMetrics().reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? Number.NaN), 0),
    );
  const before = await used();
  await pause(IDLE_SECONDS * 1000);
  const share = ((await used()) - before) / IDLE_SECONDS;
  return figure("processor time while nobody does anything, of one core", [share * 100], " %", less(3, 1));
}

/** A menu is opened again and again while more hosts are imported and everything is analysed anew. */
async function meanwhile(app: ElectronApplication, page: Page, folder: string): Promise<Figure[]> {
  await answerOpenDialogs(app, folder);
  await watchGaps(page);
  const started = performance.now();
  await page.keyboard.press("Control+Shift+I");
  const job = page.locator(".status-bar .job");
  await job.first().waitFor();
  const menus: number[] = [];
  const zooms: number[] = [];
  const end = page.getByText(/episodes? found, /);
  while (!(await end.isVisible())) {
    menus.push(await openMenu(page));
    zooms.push((await zoomStep(page, menus.length % 2 === 0 ? 300 : -300)).detailed);
    if (performance.now() - started > 900_000) throw new Error("The import and the analysis do not end.");
  }
  const seconds = (performance.now() - started) / 1000;
  const gap = await worstGap(page);
  const during = `${seconds.toFixed(0)} s of importing ${String(IMPORTED_MEANWHILE)} hosts and analysing`;
  return [
    { ...figure("a menu opens meanwhile, the worst of all", [Math.max(...menus)], " ms", less(100, 50)), ours: during },
    figure("a zoom has all its detail meanwhile", zooms, " ms", less(500, 150)),
    figure("the longest that the window did not answer meanwhile", [gap], " ms", less(100, 50)),
  ];
}

/** Resident megabytes of the largest process of a kind. */
async function memoryOf(app: ElectronApplication, type: string): Promise<number> {
  const kilobytes = await app.evaluate(
    ({ app: own }, wanted) =>
      Math.max(...own.getAppMetrics().flatMap((one) => (one.type === wanted ? one.memory.workingSetSize : []))),
    type,
  );
  return kilobytes / 1024;
}

function figure(what: string, measured: readonly number[], unit: string, target: Figure["target"]): Figure {
  const ours = measured.length > 1 ? `${spreadText(spreadOf(measured), 0)}${unit}` : "";
  return { what, ours, peer: "", measured, unit, ...(target === undefined ? {} : { target }) };
}
