import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { explainEpisode } from "../../src/analysis/explain-episode.ts";
import { presentEpisode } from "../../src/analysis/present-episode.ts";
import { DAY, HOUR, MINUTE, timestamp } from "../../src/base/time.ts";
import { CPU_UTILIZATION, NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { at, plantedConnection, plantedProcess } from "../correlation/planted.ts";

const start = at("2026-01-26T00:00:00");
const DAYS = 21;
const onset = timestamp(start + 14 * DAY);
const count = (DAYS * DAY) / (10 * MINUTE);
const times = Float64Array.from({ length: count }, (_, index) => start + index * 10 * MINUTE);

let folder: string;
let workspace: Workspace;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-witness-"));
  workspace = openWorkspace(path.join(folder, "witness.plimsoll"), { create: true, now: () => onset });
  workspace.mergeHosts([{ name: "VM-1", logicalCpus: 4 }]);
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});

/** A quiet machine by its metrics; its process and its connections from the onset on are given. */
function plant(cpuOfProcess: number, bytesADay: number): void {
  const writer = workspace.beginSource({ path: "a", sha256: "a".repeat(64), size: 1, format: "planted" });
  const key = (metric: string) => ({ host: "VM-1", metric, instance: "" });
  writer.samples(key(CPU_UTILIZATION), times, new Float64Array(count).fill(0.03), count);
  writer.samples(key(NETWORK_TRANSMIT), times, new Float64Array(count).fill(2_000), count);
  const worker = plantedProcess({ host: "VM-1", pid: 7, name: "worker" });
  const usage = { memory: undefined, readBytes: undefined, writeBytes: undefined };
  for (const each of times) {
    const time = timestamp(each);
    writer.processUsage(writer.process(worker, time, 1), { time, cpu: time >= onset ? cpuOfProcess : 0.1, ...usage });
  }
  for (let day = 14; day < DAYS - 2; day++) {
    const begun = { host: "VM-1", start: timestamp(start + day * DAY + HOUR), durationSeconds: 3_600 };
    writer.connection(plantedConnection({ ...begun, bytesOut: bytesADay, bytesIn: 0 }), 1);
  }
  writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] });
}

const falsified = async () =>
  (await analyzeWorkspace(workspace)).episodes.filter(({ kind }) => kind === "falsified-reading");

test("sources that agree contradict nothing", async () => {
  plant(0.1, 100_000_000);
  expect(await falsified()).toEqual([]);
});

test("processes that add up to more than the machine says are an alarm, in words with both numbers", async () => {
  plant(3.2, 0);
  const [episode] = await falsified();
  expect(episode).toMatchObject({ host: "VM-1", alarm: true, witness: "processes", start: onset, profile: "unknown" });
  const { sentence } = explainEpisode(workspace, episode?.id ?? "");
  expect(sentence).toContain("CPU on VM-1 cannot be true: it reads 3 %, while its own processes add up to 80 %");
  const shown = episode === undefined ? {} : presentEpisode(episode);
  expect(shown).toMatchObject({ kind: "falsified-reading", witness: "processes" });
});

test("connections that moved more than the interface did are one too", async () => {
  plant(0.1, 20e9);
  const [episode] = await falsified();
  expect(episode).toMatchObject({ witness: "connections", metrics: [NETWORK_TRANSMIT], start: onset });
  expect(episode?.numbers["implied"]).toBeCloseTo(20e9 / 86_400, -1);
  expect(explainEpisode(workspace, episode?.id ?? "").sentence).toContain("while its connections moved");
});
