import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { dataProblemsOf } from "../../../src/analysis/data-quality/data-problems.ts";
import { DAY, HOUR, SECOND, type Timestamp } from "../../../src/base/time.ts";
import { CPU_UTILIZATION, DISK_READ } from "../../../src/model/metrics.ts";
import { openWorkspace } from "../../../src/store/open-workspace.ts";
import type { SourceWriter, Workspace } from "../../../src/store/workspace.ts";
import { at, plantedProcess } from "../../correlation/planted.ts";

const start = at("2026-01-05T00:00:00");
let folder: string;
let workspace: Workspace;
let sources = 0;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-quality-"));
  workspace = openWorkspace(path.join(folder, "w.plimsoll"), { create: true, now: () => start });
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});

function source(name: string, write: (writer: SourceWriter) => void, rejected = 0): void {
  sources += 1;
  const writer = workspace.beginSource({
    path: name,
    sha256: String(sources).padStart(64, "0"),
    size: 1,
    format: "planted",
  });
  write(writer);
  writer.commit({ read: 10, stored: 10 - rejected, skipped: 0, rejected, samples: 1, events: 1, notes: [] });
}

/** Every half hour of the days given, but for the hours left out. */
function samples(
  writer: SourceWriter,
  metric: string,
  [from, to]: [number, number],
  left = [0, 0],
  host = "RND-1",
): void {
  const times: number[] = [];
  for (let hour = from * 24; hour < to * 24; hour += 0.5) {
    if (hour < (left[0] ?? 0) || hour >= (left[1] ?? 0)) times.push(start + hour * HOUR);
  }
  const values = Float64Array.from(times, (_, index) => (metric === DISK_READ ? 1e5 : 0.1) * (1 + (index % 5) / 10));
  writer.samples({ host, metric, instance: "" }, Float64Array.from(times), values, times.length);
}

const told = async () =>
  (await dataProblemsOf(workspace)()).map(({ kind, host, text }) => `${kind} ${host ?? "-"}: ${text}`);

it("gives what it would tell of named hosts alone, before and after all were looked at", async () => {
  for (const host of ["RND-1", "RND-2", "RND-3"]) {
    source(`${host}.csv`, (writer) => samples(writer, CPU_UTILIZATION, [0, 28], [200, 230], host), 2);
  }
  const problems = dataProblemsOf(workspace);
  const two = await problems(["RND-2"]);
  const all = await problems();
  expect(two.filter(({ kind }) => kind === "gap").map(({ host }) => host)).toEqual(["RND-2"]);
  expect(all.filter(({ kind }) => kind === "gap").map(({ host }) => host)).toEqual(["RND-1", "RND-2", "RND-3"]);
  const ofTwo = ({ host }: { readonly host: string | undefined }) => host === "RND-2";
  expect(two.filter(ofTwo)).toEqual(all.filter(ofTwo));
  expect(await problems(["RND-2"])).toEqual(two);
});

it("nothing is doubtful about an empty workspace, nor about a whole one", async () => {
  expect(await told()).toEqual([]);
  source("a.csv", (writer) => samples(writer, CPU_UTILIZATION, [0, 28]));
  expect(await told()).toEqual([]);
});

it("a silence of all metrics is one problem, that of one metric another, and each says where", async () => {
  source("a.csv", (writer) => {
    samples(writer, CPU_UTILIZATION, [0, 28], [240, 300]);
    samples(writer, DISK_READ, [0, 28], [240, 300]);
  });
  expect(await told()).toEqual([
    "gap RND-1: No samples of any metric for 2.5 days in hours in which they usually come.",
  ]);
  source("b.csv", (writer) => samples(writer, "hw.power", [0, 20]));
  const [all, power] = await dataProblemsOf(workspace)();
  expect(all?.text).toBe("No samples of CPU and Disk read for 2.5 days in hours in which they usually come.");
  expect(power?.text).toBe("No samples of Power for 8 days up to the end of the data.");
  expect(power?.range).toEqual({ start: start + 20 * DAY, end: start + 28 * DAY });
});

it("one host that has later data makes no gap of the others, but most of them make one of it", async () => {
  const until = (host: string, day: number) =>
    source(`${host}.csv`, (writer) => samples(writer, CPU_UTILIZATION, [0, day], [0, 0], host));
  until("RND-1", 20);
  until("RND-2", 20);
  until("RND-3", 28);
  expect(await told()).toEqual([]);
  until("RND-4", 28);
  until("RND-5", 28);
  expect(await told()).toHaveLength(2);
});

it("the same samples from two sources, impossible shares and rejects are told", async () => {
  source("a.csv", (writer) => samples(writer, CPU_UTILIZATION, [0, 14]));
  source(
    "b.csv",
    (writer) => {
      samples(writer, CPU_UTILIZATION, [10, 28]);
      writer.samples(
        { host: "RND-1", metric: CPU_UTILIZATION, instance: "" },
        Float64Array.of(start + DAY),
        Float64Array.of(63),
        1,
      );
      writer.reject({ line: 3, reason: "The time cannot be read.", raw: "x" });
    },
    1,
  );
  expect(await told()).toEqual([
    "unit RND-1: CPU reaches 6300 %, which its unit does not allow.",
    "overlap RND-1: CPU has two sources for 13 days: b.csv and a.csv.",
    "rejects RND-1: 1 of 10 records (10 %) of b.csv could not be understood; all: The time cannot be read.",
  ]);
});

it("process starts that two sources saw apart by the same time tell of a clock", async () => {
  const starts = (offset: number) => (writer: SourceWriter) => {
    for (let pid = 1; pid <= 12; pid += 1) {
      const first = (start + pid * HOUR + offset) as Timestamp;
      writer.process(plantedProcess({ host: "RND-1", pid, name: "tool.exe", start: first }), first, pid);
    }
  };
  source("sysmon.xml", starts(0));
  source("agent.csv", starts(95 * SECOND));
  expect(await told()).toEqual([
    "clock RND-1: agent.csv is 95 seconds later than sysmon.xml: 12 of 12 process starts and connections that both saw once agree on it.",
  ]);
});

it("who asks again sees what came since", async () => {
  const problems = dataProblemsOf(workspace);
  expect(await problems()).toEqual([]);
  source("a.csv", (writer) => samples(writer, CPU_UTILIZATION, [0, 28], [240, 300]));
  expect(await Promise.all([problems(), problems()])).toMatchObject([{ length: 1 }, { length: 1 }]);
});
