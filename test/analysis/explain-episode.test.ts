import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { explainEpisode } from "../../src/analysis/explain-episode.ts";
import { presentEpisode } from "../../src/analysis/present-episode.ts";
import { techniquesOf } from "../../src/analysis/techniques.ts";
import { bytes, percent } from "../../src/analysis/wording.ts";
import { UserError } from "../../src/base/errors.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import type { Episode } from "../../src/model/episode.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { plantWorkspace, type PlantedWorkspace } from "./planted-workspace.ts";

let planted: PlantedWorkspace;
let miner: Episode;
beforeAll(async () => {
  planted = plantWorkspace();
  const [first] = (await analyzeWorkspace(planted.workspace)).episodes;
  if (first === undefined) throw new Error("nothing was found");
  miner = first;
});
afterAll(() => planted.close());

test("an episode that is not there is a sentence for people", () => {
  expect(() => explainEpisode(planted.workspace, "ep-none")).toThrow(UserError);
});

test("the story tells level, onset, program, connection, controls, permission and cost with the stored numbers", () => {
  const { sentence } = explainEpisode(planted.workspace, miner.id);
  const { shape, processes, connections, excess } = miner;
  const [process] = processes;
  const [connection] = connections;
  const told = [
    `CPU on RND-5 (R&D server) is typically at ${percent(shape.level)}`,
    `${percent(shape.levelBusiness ?? 0)} in business hours and ${percent(shape.levelOffPeak ?? 0)} outside them`,
    `Normal for those hours is ${percent(shape.normalLevel)} (n = 5 peers, at ${percent(shape.peerLevel ?? 0)})`,
    `${shape.deviation.toFixed(1)} robust standard deviations`,
    "It began at 2026-02-16 21:",
    `${percent(typeof process?.share === "number" ? process.share : 0)} of the excess is carried by svchost.exe from C:\\ProgramData\\WinSvc\\svchost.exe (pid 6666, started by explorer.exe, run by LAB\\u123, seen from 2026-02-16 22:00 UTC to 2026-03-01 23:00 UTC)`,
    `203.0.113.77 port 14433, first at 2026-02-16 21:11 UTC, open for 13.1 days in all, ${bytes(connection?.bytesOut ?? 0)} sent`,
    "protection stopped at 2026-02-16 21:00 UTC by LAB\\u123",
    "device attached at 2026-02-16 20:50 UTC by LAB\\u123",
    "Logged on near the onset: LAB\\u123 at 2026-02-16 20:45 UTC",
    "CHG-LATE (retroactive:",
    `${Math.round(excess.cpuHours ?? 0)} CPU-hours`,
  ];
  expect(told.filter((part) => !sentence.includes(part))).toEqual([]);
});

test("the load line is told for an hour of the week, with its evidence, and can be recomputed", () => {
  const { baseline } = explainEpisode(planted.workspace, miner.id);
  expect(baseline).toHaveLength(2);
  const [offPeak = ""] = baseline;
  const match =
    /^CPU, (\w{3}) (\d\d):00 \(Europe\/Berlin\): normally (\S+ %) to (\S+ %) \(n = (\d+) weeks?; peers (\S+ %) to (\S+ %), 5 hosts\)/.exec(
      offPeak,
    );
  if (match === null) throw new Error(offPeak);
  const [, day = "", hour, low, high, weeks, peersLow, peersHigh] = match;
  const bin = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(day) * 24 + Number(hour);
  const stored = planted.workspace.baseline("RND-5", CPU_UTILIZATION);
  expect([low, high, Number(weeks), peersLow, peersHigh]).toEqual([
    percent(stored?.low[bin] ?? 0),
    percent(stored?.high[bin] ?? 0),
    stored?.count[bin],
    percent(stored?.peers?.low[bin] ?? 0),
    percent(stored?.peers?.high[bin] ?? 0),
  ]);
  const host = planted.workspace.host("RND-5");
  if (host === undefined) throw new Error("no host");
  const calendar = calendarOf(host, planted.workspace.classes()[0]);
  const [series] = planted.workspace.series({ hosts: ["RND-5"], metrics: [CPU_UTILIZATION] });
  const { times, values } = planted.workspace.readSamples(series?.id ?? 0);
  const observed = [...values].filter((_, index) => {
    const time = (times[index] ?? 0) as Parameters<typeof calendar.binOf>[0];
    return time >= miner.start && calendar.binOf(time) === bin;
  });
  const sorted = observed.sort((a, b) => a - b);
  const middle =
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  expect(offPeak).toContain(`observed ${percent(middle)} (median of`);
});

test("it says what would clear the load and what is not known", () => {
  const { wouldClear, unknown } = explainEpisode(planted.workspace, miner.id);
  expect(wouldClear.map((sentence) => sentence.slice(0, 20))).toEqual([
    "An approved change, ",
    "Proof that C:\\Progra",
    "Who operates 203.0.1",
    'Who was behind "devi',
  ]);
  expect(unknown).toEqual([
    "Who was at the keyboard: u123 is an account, and an account is not a person.",
    "What went over the connection to 203.0.113.77: no source holds its content.",
  ]);
});

test("others get CLI.md's fields, ISO times, null for what lasts, and no display name", () => {
  const shown = presentEpisode(miner);
  expect(Object.keys(shown)).toEqual(
    expect.arrayContaining([
      ...["id", "host", "start", "end", "startsBeforeData", "alarm", "metrics", "frames", "excess", "profile"],
      ...["profileScore", "reasons", "justification", "processes", "connections", "controls", "subjects", "priority"],
    ]),
  );
  expect(shown.end).toBeNull();
  expect(shown.start).toMatch(/^2026-02-16T21:\d\d:\d\d/);
  expect(Object.keys(shown.processes[0] ?? {})).toEqual(
    expect.arrayContaining(["name", "executable", "commandLine", "pid", "parent", "user", "share", "reasons"]),
  );
  expect(Object.keys(shown.connections[0] ?? {})).toEqual(
    expect.arrayContaining([
      ...["destination", "port", "domain", "process", "first", "last", "duration", "bytesOut", "bytesIn", "reasons"],
    ]),
  );
  expect(JSON.stringify(shown)).not.toContain("Ada Muster");
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
});

test("what it shows has public identifiers, each once", () => {
  const ids = techniquesOf({ ...miner, profile: "cpu-mining" }).map(({ id }) => id);
  expect(ids).toEqual(["T1496.001", "IF009.006", "DT114", "T1036.005", "T1562.001"]);
});
