import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { UserError } from "../../src/base/errors.ts";
import { HOUR, MINUTE, toIso } from "../../src/base/time.ts";
import type { Episode } from "../../src/model/episode.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { at, plantedClaim } from "../correlation/planted.ts";
import { hostNames, minerStart, parts, plantWorkspace, type PlantedWorkspace } from "./planted-workspace.ts";

let planted: PlantedWorkspace;
let episodes: Episode[];
beforeAll(async () => {
  planted = plantWorkspace();
  ({ episodes } = await analyzeWorkspace(planted.workspace));
});
afterAll(() => planted.close());

const onHost = (host: string) => episodes.filter((episode) => episode.host === host);

test("an empty workspace has no episodes", async () => {
  const empty = plantWorkspace([]);
  expect((await analyzeWorkspace(empty.workspace)).episodes).toEqual([]);
  empty.close();
});

test("the miner comes first, as an alarm that nothing explains, from when it started", () => {
  const [first] = episodes;
  expect(first).toMatchObject({
    host: "RND-5",
    alarm: true,
    end: undefined,
    startsBeforeData: false,
    justification: { state: "unexplained", refs: [{ id: "CHG-LATE", verdict: "retroactive" }] },
  });
  expect(first?.shape.metric).toBe(CPU_UTILIZATION);
  expect(Math.abs((first?.start ?? 0) - minerStart)).toBeLessThanOrEqual(15 * MINUTE);
});

test("the miner's load is carried by its program, whose reasons are told", () => {
  const [process] = onHost("RND-5")[0]?.processes ?? [];
  expect(process).toMatchObject({ pid: 6666, executable: "C:\\ProgramData\\WinSvc\\svchost.exe", user: "LAB\\u123" });
  expect(process?.share).toBeGreaterThan(0.9);
  expect(process?.reasons.join("; ")).toContain("named like a system binary");
  expect(process?.reasons.join("; ")).toContain("was first seen on this host 1 h after the onset");
  expect(process?.reasons.join("; ")).toContain("was seen on none of the 5 other hosts");
});

test("its connection, the controls before it and the people around it stand beside it", () => {
  const [miner] = onHost("RND-5");
  expect(miner?.connections.map(({ destination, port }) => [destination, port])).toEqual([["203.0.113.77", 14433]]);
  expect(miner?.connections[0]?.reasons).toContain("belongs to a process that carries the load");
  expect(miner?.controls.map(({ action }) => action)).toEqual(["logon", "device-attached", "protection-stopped"]);
  expect(miner?.subjects.map(({ id, role }) => [id, role])).toEqual([
    ["u123", "process-user"],
    ["u123", "logged-on"],
    ["u100", "owner"],
  ]);
});

test("an approved render job is found, explained and no alarm", () => {
  expect(onHost("RND-3")[0]).toMatchObject({
    alarm: false,
    justification: { state: "explained", refs: [{ id: "CHG-RENDER", verdict: "explains" }] },
  });
  expect(onHost("RND-3")[0]?.justification.coverage).toBeGreaterThan(0.95);
});

test("hosts where nothing was planted raise no alarm", () => {
  const alarming = episodes.filter(({ alarm, host }) => alarm && host !== "RND-5");
  expect(alarming.map(({ host, start }) => `${host} ${toIso(start)}`)).toEqual([]);
});

test("a priority is the sum of its terms", () => {
  for (const { priority } of episodes) {
    expect(priority.terms.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(priority.score, 6);
  }
});

test("the workspace keeps what was found, with how it was found", () => {
  expect(planted.workspace.episodes()).toEqual(JSON.parse(JSON.stringify(episodes)));
  expect(planted.workspace.lastAnalysis()).toMatchObject({ hosts: hostNames.length });
  expect(planted.workspace.lastAnalysis()?.parameters).toContain('"knowledge":"algorithms 1');
  expect(planted.workspace.baseline("RND-5", CPU_UTILIZATION)?.median).toHaveLength(168);
});

test("another order of import gives the same episodes, byte for byte", async () => {
  const other = plantWorkspace([...parts].reverse());
  const again = await analyzeWorkspace(other.workspace);
  expect(JSON.stringify(again.episodes)).toBe(JSON.stringify(episodes));
  other.close();
});

test("renewing one host's results leaves the others' as they were", async () => {
  const other = plantWorkspace();
  const before = (await analyzeWorkspace(other.workspace)).episodes;
  const after = (await analyzeWorkspace(other.workspace, { hosts: ["RND-5"] })).episodes;
  expect(after).toEqual(JSON.parse(JSON.stringify(before)));
  expect(other.workspace.baseline("RND-1", CPU_UTILIZATION)).toBeDefined();
  other.close();
});

test("a range leaves out what does not touch it", async () => {
  const other = plantWorkspace();
  const range = { start: at("2026-02-25T00:00:00"), end: at("2026-02-26T00:00:00") };
  const found = (await analyzeWorkspace(other.workspace, { range })).episodes;
  expect(found.map(({ host }) => host)).toContain("RND-5");
  expect(found.filter(({ start, end }) => start >= range.end || (end !== undefined && end <= range.start))).toEqual([]);
  other.close();
});

test("a cancel leaves the results of the last analysis", async () => {
  const controller = new AbortController();
  let told = 0;
  const run = analyzeWorkspace(planted.workspace, {
    signal: controller.signal,
    onProgress: ({ share }) => {
      told++;
      if (share > 0.1) controller.abort();
    },
  });
  await expect(run).rejects.toThrow(UserError);
  expect(told).toBeGreaterThan(0);
  expect(planted.workspace.episodes()).toHaveLength(episodes.length);
});

test("progress never goes back and ends at one", async () => {
  const shares: number[] = [];
  const other = plantWorkspace(parts.slice(0, 2));
  await analyzeWorkspace(other.workspace, { onProgress: ({ share }) => shares.push(share) });
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(shares.at(-1)).toBe(1);
  other.close();
});

test("a claim that names another host does not make the miner explained", async () => {
  const other = plantWorkspace([
    ...parts,
    (workspace) => {
      const writer = workspace.beginSource({ path: "more.csv", sha256: "f".repeat(64), size: 1, format: "planted" });
      const foreign = { id: "CHG-FOREIGN", hosts: ["RND-6"], start: minerStart, created: at("2026-02-01T00:00:00") };
      writer.justification(plantedClaim(foreign), 1);
      writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] });
    },
  ]);
  const [miner] = (await analyzeWorkspace(other.workspace)).episodes;
  expect(miner?.justification.state).toBe("unexplained");
  expect(miner?.justification.refs.map(({ id, verdict }) => [id, verdict])).toEqual([
    ["CHG-LATE", "retroactive"],
    ["CHG-FOREIGN", "foreign"],
  ]);
  other.close();
});

test("a metric of several instances is one load", () => {
  const disk = planted.workspace.baseline("RND-1", "system.disk.io{disk.io.direction=read}");
  expect(disk?.median[0]).toBeGreaterThan(150_000);
  expect((disk?.learned.end ?? 0) - (disk?.learned.start ?? 0)).toBeGreaterThan(24 * HOUR);
});
