/** What somebody may try, and what honest work looks like: each planted on a host of its own, each told for what it is. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { explainEpisode } from "../../src/analysis/explain-episode.ts";
import { DAY, HOUR, MINUTE, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { Episode } from "../../src/model/episode.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { CPU_UTILIZATION, GPU_UTILIZATION, POWER } from "../../src/model/metrics.ts";
import { at, plantedProcess } from "../correlation/planted.ts";
import { between, dataEnd, isOffPeak, plantFleet, type PlantedCase } from "./planted-fleet.ts";

const onset = (day: string): Timestamp => at(`2026-02-${day}T21:00:00`);
const throttled = (time: Timestamp): number => (isOffPeak(time) ? 0.85 : 0.5);
const forever = (day: string): ((time: Timestamp) => number) => between(onset(day), dataEnd, throttled);
const disguised = {
  name: "svchost.exe",
  executable: "C:\\ProgramData\\WinSvc\\svchost.exe",
  parentName: "explorer.exe",
};
const early = at("2026-01-10T08:00:00");
const later = (time: Timestamp, microseconds: number): Timestamp => timestamp(time + microseconds);
const stream = (start: Timestamp, destination: object): NonNullable<PlantedCase["connections"]>[number] => ({
  start: later(start, MINUTE),
  durationSeconds: (dataEnd - start) / 1e6,
  bytesOut: 9e6,
  bytesIn: 20e6,
  ...destination,
});

const guilty: readonly PlantedCase[] = [
  {
    host: "IN-WINDOW",
    load: forever("02"),
    process: { name: "deploy.exe", executable: "C:\\Deploy\\deploy.exe" },
    claims: [
      {
        id: "CHG-WINDOW",
        start: onset("02"),
        end: later(onset("02"), 12 * HOUR),
        created: early,
        expected: [{ metric: CPU_UTILIZATION, comparison: "<=", value: 0.4 }],
      },
    ],
  },
  {
    host: "FOREIGN",
    load: forever("03"),
    process: disguised,
    claims: [{ id: "CHG-FOREIGN", hosts: ["QUIET-01"], start: onset("03"), end: dataEnd, created: early }],
  },
  {
    host: "EXPIRED",
    load: forever("04"),
    process: disguised,
    claims: [{ id: "CHG-EXPIRED", start: at("2026-01-20T00:00:00"), end: at("2026-01-30T00:00:00"), created: early }],
  },
  {
    host: "RETROACTIVE",
    load: forever("05"),
    process: disguised,
    claims: [{ id: "CHG-LATE", start: onset("05"), end: dataEnd, created: later(onset("05"), 4 * DAY) }],
  },
  {
    host: "NEVER-APPROVED",
    load: forever("06"),
    process: disguised,
    claims: [
      { id: "CHG-NEW", start: onset("06"), end: dataEnd, created: early, approval: "unapproved", state: "Assess" },
    ],
  },
  { host: "ROWS-REMOVED", load: forever("07") },
  {
    host: "GPU-ZEROED",
    metrics: {
      [GPU_UTILIZATION]: () => 0,
      [POWER]: (time) => 120 + 4 * Math.sin(time / 9e9) + between(onset("08"), dataEnd, 230)(time),
    },
  },
  {
    host: "USB",
    load: forever("09"),
    process: { ...disguised, executable: "E:\\tools\\svchost.exe" },
    controls: [
      { time: later(onset("09"), -20 * MINUTE), action: "device-attached", user: "LAB\\u7", message: "USB volume E:" },
    ],
  },
  {
    host: "TLS-443",
    load: forever("10"),
    process: { name: "agent.exe", executable: "C:\\ProgramData\\agent\\agent.exe" },
    connections: [
      stream(onset("10"), { destinationIp: "203.0.113.44", destinationPort: 443, processName: "agent.exe" }),
    ],
  },
  {
    host: "BROWSER",
    load: between(onset("11"), dataEnd, 0.6),
    process: { name: "chrome.exe", executable: "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe" },
    connections: [
      stream(onset("11"), {
        destinationIp: "203.0.113.45",
        destinationPort: 443,
        destinationDomain: "ws012.authedmine.com",
        processName: "chrome.exe",
      }),
    ],
  },
  {
    host: "CONTAINER",
    load: forever("12"),
    process: { name: "xmrig", executable: "/app/xmrig", container: "4f1a9c2be077", user: "root" },
  },
  {
    host: "UNDER-COVER",
    load: forever("13"),
    process: disguised,
    claims: [{ id: "WL-ANYTHING", kind: "workload", start: onset("13"), end: undefined, created: early }],
    connections: [
      stream(onset("13"), {
        destinationIp: "203.0.113.46",
        destinationPort: 443,
        destinationDomain: "gulf.moneroocean.stream",
        processName: "svchost.exe",
      }),
    ],
  },
];

/** Each of them small, and four of one department's five. */
const department: readonly PlantedCase[] = [
  ...[1, 2, 3, 4].map((number): PlantedCase => ({
    host: `ASSAY-${String(number)}`,
    department: "Assay",
    load: between(onset(`0${String(2 * number)}`), dataEnd, 0.12),
    process: { ...disguised, name: "dwmhost.exe", executable: "C:\\Users\\Public\\dwmhost.exe" },
  })),
  { host: "ASSAY-5", department: "Assay" },
];

const nightly = (time: Timestamp): number => (new Date(time / 1000).getUTCHours() === 2 ? 0.6 : 0);
const honest: readonly PlantedCase[] = [
  {
    host: "BACKUP",
    load: between(at("2026-02-01T00:00:00"), dataEnd, nightly),
    process: { name: "veeamagent.exe", executable: "C:\\Program Files\\Veeam\\veeamagent.exe" },
    claims: [
      {
        id: "TASK-BACKUP",
        kind: "task",
        start: at("2026-02-01T02:00:00"),
        end: at("2026-02-01T03:30:00"),
        recurrence: "FREQ=DAILY",
        created: early,
        process: "veeamagent.exe",
      },
    ],
  },
  {
    host: "PATCH-DAY",
    load: between(at("2026-02-10T22:00:00"), at("2026-02-11T03:00:00"), 0.7),
    process: { name: "TiWorker.exe", executable: "C:\\Windows\\WinSxS\\amd64_x\\TiWorker.exe" },
    claims: [
      {
        id: "MW-PATCH",
        kind: "maintenance",
        start: at("2026-02-10T21:00:00"),
        end: at("2026-02-11T04:00:00"),
        created: early,
      },
    ],
  },
  {
    host: "MONTH-END",
    load: between(at("2026-01-30T06:00:00"), at("2026-02-01T22:00:00"), 0.6),
    process: { name: "ledger.exe", executable: "C:\\Program Files\\Ledger\\ledger.exe" },
    claims: [
      {
        id: "TASK-MONTHEND",
        kind: "task",
        start: at("2025-12-30T06:00:00"),
        end: at("2026-01-01T22:00:00"),
        recurrence: "FREQ=MONTHLY;BYMONTHDAY=30",
        created: at("2025-11-01T00:00:00"),
      },
    ],
  },
  {
    host: "CI",
    load: between(at("2026-02-03T07:00:00"), dataEnd, (time) => (isOffPeak(time) ? 0 : 0.7)),
    process: { name: "MSBuild.exe", executable: "C:\\Program Files\\MSBuild\\MSBuild.exe" },
    claims: [{ id: "WL-CI", kind: "workload", start: at("2026-02-03T06:00:00"), end: undefined, created: early }],
  },
  {
    host: "RENDER",
    load: between(at("2026-02-16T06:00:00"), at("2026-02-20T06:00:00"), 0.8),
    process: { name: "blender.exe", executable: "C:\\Program Files\\Blender\\blender.exe" },
    claims: [
      {
        id: "CHG-RENDER",
        start: at("2026-02-16T06:00:00"),
        end: at("2026-02-20T06:00:00"),
        created: early,
        process: "blender.exe",
        expected: [{ metric: CPU_UTILIZATION, comparison: "<=", value: 0.95 }],
      },
    ],
  },
];

let fleet: { workspace: Workspace; close(): void };
let episodes: Episode[];
beforeAll(async () => {
  fleet = plantFleet([...guilty, ...honest], 24);
  ({ episodes } = await analyzeWorkspace(fleet.workspace, { workers: 0 }));
}, 120_000);
afterAll(() => fleet.close());

const on = (host: string): Episode[] => episodes.filter((episode) => episode.host === host);
function worst(host: string): Episode {
  const [first] = on(host);
  if (first === undefined) throw new Error(`nothing was found on ${host}`);
  return first;
}
const refOf = (host: string, id: string) => worst(host).justification.refs.find((ref) => ref.id === id);
const told = (host: string): string => {
  const { sentence, unknown } = explainEpisode(fleet.workspace, worst(host).id);
  return [sentence, ...unknown].join("\n");
};

describe("a permission that does not cover it", () => {
  test("a real change window that the load goes beyond and outlives is named as exceeded", () => {
    expect(worst("IN-WINDOW")).toMatchObject({ alarm: true, justification: { state: "contradicted" } });
    expect(refOf("IN-WINDOW", "CHG-WINDOW")).toEqual({
      id: "CHG-WINDOW",
      verdict: "contradicted",
      why: "It says CPU at most 40 %, and 100 % of the excess goes beyond that. It ended at 2026-02-03 09:00 UTC while the load went on.",
    });
  });

  test.each([
    ["FOREIGN", "CHG-FOREIGN", "foreign", /for QUIET-01, not for FOREIGN/],
    ["EXPIRED", "CHG-EXPIRED", "expired", /ended at 2026-01-30 .*before the onset/],
    ["RETROACTIVE", "CHG-LATE", "retroactive", /created at 2026-02-09 .*after the onset/],
    ["NEVER-APPROVED", "CHG-NEW", "unapproved", /state is "Assess", not approved/],
  ])("a ticket that is %s explains nothing and is told", (host, id, verdict, why) => {
    expect(worst(host)).toMatchObject({ alarm: true, profile: "cpu-mining", justification: { state: "unexplained" } });
    expect(refOf(host, id)).toMatchObject({ verdict, why: expect.stringMatching(why) });
    expect(told(host)).toContain(id);
  });

  test("a permission for anything does not hide a pool", () => {
    const [load, pool] = [...on("UNDER-COVER")].sort((a, b) => b.metrics.length - a.metrics.length);
    expect(load).toMatchObject({ justification: { state: "explained" }, alarm: false });
    expect(pool).toMatchObject({ frames: ["indicator"], profile: "mining", alarm: true });
    expect(pool?.connections[0]).toMatchObject({ domain: "gulf.moneroocean.stream", process: "svchost.exe" });
  });
});

describe("what somebody did to hide it", () => {
  test("process rows were removed: the remainder is found and asked for", () => {
    expect(worst("ROWS-REMOVED")).toMatchObject({ alarm: true, profile: "cpu-mining" });
    expect(worst("ROWS-REMOVED").unattributedShare).toBeGreaterThan(0.95);
    expect(told("ROWS-REMOVED")).toContain("of the excess that no sampled process does");
  });

  test("the GPU's column was zeroed: its power is an alarm all the same", () => {
    expect(episodes.some(({ host, alarm }) => host === "GPU-ZEROED" && alarm)).toBe(true);
    const power = on("GPU-ZEROED").find(({ metrics }) => metrics.includes(POWER));
    expect(Math.abs((power?.start ?? 0) - onset("08"))).toBeLessThanOrEqual(HOUR);
  });

  test("a system program's name from a USB stick: the path, the stick and the person are named", () => {
    expect(worst("USB").processes[0]).toMatchObject({ executable: "E:\\tools\\svchost.exe", user: "LAB\\u7" });
    expect(worst("USB").processes[0]?.reasons.join("\n")).toContain("named like a system binary");
    expect(worst("USB").controls.map(({ action }) => action)).toEqual(["device-attached"]);
  });

  test("a pool behind TLS on 443 without a name: the connection that never ends is named", () => {
    expect(worst("TLS-443")).toMatchObject({ alarm: true, profile: "cpu-mining" });
    expect(worst("TLS-443").connections[0]).toMatchObject({ destination: "203.0.113.44", port: 443 });
    expect(worst("TLS-443").connections[0]?.reasons).toContain("belongs to a process that carries the load");
  });

  test("a miner in a browser's page and one in a container are told for what they are", () => {
    expect(worst("BROWSER")).toMatchObject({ alarm: true, profile: "browser-mining" });
    expect(worst("CONTAINER")).toMatchObject({ alarm: true, profile: "cpu-mining" });
    expect(worst("CONTAINER").processes[0]?.reasons).toContain("runs in the container 4f1a9c2be077");
  });
});

test.each(honest.map(({ host }) => host))(
  "honest work is no alarm, and what is found of it is explained: %s",
  (host) => {
    expect(on(host).filter(({ alarm }) => alarm)).toEqual([]);
    expect(on(host).map(({ justification }) => justification.state)).toEqual(on(host).map(() => "explained"));
  },
);

test("hosts on which nothing was planted have no alarm", () => {
  expect(episodes.filter(({ host, alarm }) => host.startsWith("QUIET") && alarm)).toEqual([]);
});

test(
  "small miners of one department are told as a cluster, with the counts, before a single one",
  { timeout: 60_000 },
  async () => {
    const [elsewhere] = department;
    const alone = { ...elsewhere, host: "ALONE", department: "Elsewhere" };
    const cluster = plantFleet([...department, alone], 30);
    const found = (await analyzeWorkspace(cluster.workspace, { workers: 0 })).episodes;
    const [first] = found;
    expect(first?.clusters).toMatchObject([{ kind: "department", name: "Assay", marked: 4, hosts: 5, hostsInAll: 36 }]);
    expect(found.slice(0, 4).map(({ host }) => host.slice(0, 5))).toEqual(["ASSAY", "ASSAY", "ASSAY", "ASSAY"]);
    const { episode, sentence } = explainEpisode(cluster.workspace, first?.id ?? "");
    expect(sentence).toMatch(
      /4 of the 5 hosts of department Assay have an unexplained episode, where \d+ of all 36 do/,
    );
    expect(episode.priority.terms.find(({ name }) => name === "cluster")?.value).toBeGreaterThan(4);
    cluster.close();
  },
);

test("a miner's command line is named where no load and no connection was recorded", { timeout: 60_000 }, async () => {
  const quiet = plantFleet([], 3);
  const writer = quiet.workspace.beginSource({ path: "events", sha256: "8".repeat(64), size: 1, format: "planted" });
  const start = at("2026-02-03T22:00:00");
  const started = {
    host: "QUIET-02",
    pid: 77,
    name: "updater.exe",
    executable: "C:\\Users\\Public\\updater.exe",
    start,
  };
  const commandLine = "updater.exe -o stratum+tcp://203.0.113.8:3333 -u 4wallet -p x";
  writer.process(plantedProcess({ ...started, commandLine }), start, 1);
  writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] });
  const found = (await analyzeWorkspace(quiet.workspace, { workers: 0 })).episodes;
  expect(found).toMatchObject([{ host: "QUIET-02", profile: "mining", frames: ["indicator"], start }]);
  expect(found[0]?.reasons.against.map(({ text }) => text)).toEqual(["No metric of the host deviated at the time."]);
  quiet.close();
});
