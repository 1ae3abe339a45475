/** What is analysed piece by piece, as days come in, is what one analysis of the whole finds. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { DAY, timestamp, WEEK, type TimeRange } from "../../src/base/time.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { dataEnd, dataStart, hostNames, parts, plantWorkspace, type PlantedWorkspace } from "./planted-workspace.ts";

/** Processes, connections, controls and claims: what follows the metrics of each host. */
const events = parts.slice(hostNames.length);
const lastDay = timestamp(dataEnd - DAY);

let whole: PlantedWorkspace;
beforeAll(async () => {
  whole = plantWorkspace();
  await analyzeWorkspace(whole.workspace);
});
afterAll(() => whole.close());

/** Takes in the samples of a range as one source, and returns its id. */
function takeIn(workspace: Workspace, name: string, range: TimeRange, level = 1): number {
  const sha256 = Buffer.from(name).toString("hex").padEnd(64, "0");
  const writer = workspace.beginSource({ path: name, sha256, size: 1, format: "planted" });
  for (const { id, host, metric, instance } of whole.workspace.series()) {
    const { times, values } = whole.workspace.readSamples(id, range);
    const changed = values.map((value) => value * level);
    writer.samples({ host, metric, instance }, times, changed, times.length);
  }
  return writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] }).id;
}

/** Episodes and load lines as they are stored: equal texts are equal bytes. */
function conclusions(workspace: Workspace): string {
  const lines = workspace.series().map(({ host, metric }) => workspace.baseline(host, metric));
  const typed = (_: string, value: unknown): unknown => (value instanceof Float64Array ? Array.from(value) : value);
  return JSON.stringify([workspace.episodes(), lines], typed);
}

test("a day more gives the episodes and load lines of an analysis from scratch, byte for byte", async () => {
  const { workspace, close } = plantWorkspace([
    (fresh) => void takeIn(fresh, "months.csv", { start: dataStart, end: lastDay }),
    ...events,
  ]);
  await analyzeWorkspace(workspace);
  const before = conclusions(workspace);
  takeIn(workspace, "day.csv", { start: lastDay, end: dataEnd });
  await analyzeWorkspace(workspace);
  expect(conclusions(workspace)).toBe(conclusions(whole.workspace));
  expect(conclusions(workspace)).not.toBe(before);
  close();
});

test("for a day more, no sample is read of weeks that it does not touch, where a host has nothing to be looked into", async () => {
  const { workspace, close } = plantWorkspace([
    (fresh) => void takeIn(fresh, "months.csv", { start: dataStart, end: lastDay }),
    ...events,
  ]);
  const earliest = watchReads(workspace);
  await analyzeWorkspace(workspace);
  const quiet = hostNames.filter((name) => workspace.episodes().every(({ host }) => host !== name));
  expect(quiet.length).toBeGreaterThan(2);
  // Disks are two instances, which are combined by the cadence of all their samples.
  const series = quiet.flatMap((host) => workspace.series({ hosts: [host], metrics: [CPU_UTILIZATION] }));
  for (const { id, from } of series) expect(earliest.get(id)).toBeLessThanOrEqual(from);
  takeIn(workspace, "day.csv", { start: lastDay, end: dataEnd });
  earliest.clear();
  await analyzeWorkspace(workspace);
  for (const { id } of series) expect(earliest.get(id)).toBe(Math.floor(lastDay / WEEK) * WEEK);
  close();
});

/** The start of the earliest range that was read of each series. */
function watchReads(workspace: Workspace): Map<number, number> {
  const earliest = new Map<number, number>();
  const read = workspace.readSamples.bind(workspace);
  workspace.readSamples = (id, range) => {
    earliest.set(id, Math.min(earliest.get(id) ?? Infinity, range?.start ?? -Infinity));
    return read(id, range);
  };
  return earliest;
}

test("a source that replaced samples and is taken out again leaves no trace in what is concluded", async () => {
  const { workspace, close } = plantWorkspace([
    (fresh) => void takeIn(fresh, "all.csv", { start: dataStart, end: dataEnd }),
    ...events,
  ]);
  await analyzeWorkspace(workspace);
  const wrong = takeIn(workspace, "wrong.csv", { start: timestamp(dataStart + 9 * DAY), end: lastDay }, 2.5);
  await analyzeWorkspace(workspace);
  expect(conclusions(workspace)).not.toBe(conclusions(whole.workspace));
  workspace.removeSource(wrong);
  await analyzeWorkspace(workspace);
  expect(conclusions(workspace)).toBe(conclusions(whole.workspace));
  close();
});

test("every week of hours is kept, and an analysis that starts from them concludes the same", async () => {
  const { workspace } = whole;
  const kept = workspace.weeksOfHours("RND-1").filter(({ metric }) => metric === CPU_UTILIZATION);
  expect(kept.length).toBe(Math.ceil((dataEnd - dataStart) / DAY / 7) + 1);
  const before = conclusions(workspace);
  await analyzeWorkspace(workspace);
  expect(conclusions(workspace)).toBe(before);
});
