import { expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { HOUR, timestamp } from "../../src/base/time.ts";
import { CPU_REMAINDER } from "../../src/model/metrics.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { plantedProcess } from "../correlation/planted.ts";
import { dataEnd, dataStart, hostNames, minerStart, parts, plantWorkspace } from "./planted-workspace.ts";

const PROCESSES = hostNames.length;
const service = (host: string) => plantedProcess({ host, pid: 800, name: "svchost.exe", parentName: "services.exe" });

/** Samples of every process but the one that carries the load. */
function withoutTheMiner(workspace: Workspace): void {
  const writer = workspace.beginSource({ path: "hidden.csv", sha256: "1".repeat(64), size: 1, format: "planted" });
  const rest = { memory: undefined, readBytes: undefined, writeBytes: undefined };
  for (const host of hostNames) {
    for (let time = dataStart; time < dataEnd; time = timestamp(time + HOUR)) {
      writer.processUsage(writer.process(service(host), time, 1), { time, cpu: 0.3, ...rest });
    }
  }
  writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] });
}

/** Starts and stops of processes, and no samples of any. */
function startsAndStops(workspace: Workspace): void {
  const writer = workspace.beginSource({ path: "starts.csv", sha256: "2".repeat(64), size: 1, format: "planted" });
  for (const host of hostNames) {
    writer.process({ ...service(host), start: dataStart, end: dataEnd }, dataStart, 1);
    if (host !== "RND-5") continue;
    const tool = plantedProcess({
      host,
      pid: 7,
      name: "worker.exe",
      executable: "C:\\Program Files\\Worker\\worker.exe",
    });
    writer.process({ ...tool, start: minerStart, end: dataEnd }, minerStart, 1);
  }
  writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] });
}

async function minerWith(part: (workspace: Workspace) => void) {
  const planted = plantWorkspace([...parts.slice(0, PROCESSES), part, ...parts.slice(PROCESSES + 1)]);
  try {
    const { episodes } = await analyzeWorkspace(planted.workspace);
    return episodes.find(({ host }) => host === "RND-5");
  } finally {
    planted.close();
  }
}

test("a load that no sampled process carries is told with its numbers, as a reason", async () => {
  const episode = await minerWith(withoutTheMiner);
  const [finding] = episode?.remainders ?? [];
  expect(finding).toMatchObject({ metric: CPU_REMAINDER });
  expect(finding?.inside).toBeGreaterThan(0.6);
  expect(finding?.before).toBeLessThan(0.05);
  expect(finding?.text).toMatch(
    /is in no sampled process: something is hidden from the list, or a reading is not true/,
  );
  expect(episode?.reasons.for.map(({ text }) => text)).toContain(finding?.text);
});

test("where processes account for the load there is no such finding", async () => {
  const whole = parts[PROCESSES];
  if (whole === undefined) throw new Error("there is no part for processes");
  expect(await minerWith(whole)).not.toHaveProperty("remainders");
});

test("where only starts and stops are known, who ran with the load is estimated and said so", async () => {
  const episode = await minerWith(startsAndStops);
  const [process, ...others] = episode?.processes ?? [];
  expect(process).toMatchObject({ name: "worker.exe", share: undefined });
  expect(process?.estimatedShare).toBeGreaterThan(0.95);
  expect(process?.reasons.join("; ")).toMatch(/estimated from starts and stops, since no samples show what it used/);
  expect(others).toEqual([]);
});
