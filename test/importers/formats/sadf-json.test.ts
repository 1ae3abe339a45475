import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/base/time.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { sadfJson } from "../../../src/importers/formats/sadf-json.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;

const entry = (time: string, groups: object, utc: object = { utc: 1 }): object => ({
  timestamp: { date: "2026-11-24", time, ...utc, interval: 300 },
  ...groups,
});
const load = (user: number, idle: number): object => ({
  "cpu-load": [
    { cpu: "all", user, nice: 0.5, system: 1.2, iowait: 2.3, steal: 0, idle },
    { cpu: "0", user: 99, nice: 0, system: 0, iowait: 0, steal: 0, idle: 1 },
  ],
});
const recording = (statistics: object[], more: object = {}): string =>
  JSON.stringify(
    { sysstat: { hosts: [{ nodename: "build-07", "number-of-cpus": 8, statistics, ...more }] } },
    undefined,
    "\t",
  );

describe("sadf -j", () => {
  it("is told from the other JSON that sysstat writes", () => {
    const content = recording([entry("10:00:00", load(3, 93))]);
    expect(sadfJson.sniff(headOf(content))).toBe(1);
    expect(sadfJson.sniff(headOf(JSON.stringify(JSON.parse(content))))).toBe(1);
    expect(sadfJson.sniff(headOf(sadfJson.example))).toBe(1);
    const mpstat =
      '{"sysstat": {"hosts": [{"nodename": "a", "statistics": [{"timestamp": "10:00:00", "cpu-load": []}]}]}}';
    expect(sadfJson.sniff(headOf(mpstat))).toBe(0);
    expect(sadfJson.sniff(headOf('{"hosts": []}', "sadf.json"))).toBe(0);
  });

  it("gives the CPUs together, memory, whole disks and real interfaces in the registry's units", async () => {
    const content = recording([
      entry("10:00:00", {
        ...load(3.1, 93.2),
        memory: { memfree: 1, memused: 2048, "memused-percent": 46.11, "swpused-percent": 1.5 },
        disk: [
          { "disk-device": "sda", rkB: 1.5, wkB: 2, "util-percent": 12.34 },
          { "disk-device": "sda1", rkB: 1.5, wkB: 2, "util-percent": 12.34 },
          { "disk-device": "dm-0", rkB: 1.5, wkB: 2, "util-percent": 12.34 },
        ],
        network: {
          "net-dev": [
            { iface: "lo", rxkB: 9, txkB: 9 },
            { iface: "eth0", rxkB: 2, txkB: 0.5 },
            { iface: "docker0", rxkB: 2, txkB: 0.5 },
          ],
        },
      }),
    ]);
    const imported = await readFormat(sadfJson, content, { pieceBytes: 37 });
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 0 });
    const values = [...imported.samples].map(([key, points]) => [key, ...points.map(([, value]) => value)]);
    expect(values).toEqual([
      ["build-07 system.cpu.utilization", 0.045],
      ["build-07 system.cpu.user.utilization", 0.036],
      ["build-07 system.cpu.system.utilization", 0.012],
      ["build-07 system.memory.utilization", 0.4611],
      ["build-07 system.memory.usage", 2048 * 1024],
      ["build-07 system.paging.utilization", 0.015],
      ["build-07 system.disk.io{disk.io.direction=read} sda", 1536],
      ["build-07 system.disk.io{disk.io.direction=write} sda", 2048],
      ["build-07 system.disk.utilization sda", 0.1234],
      ["build-07 system.network.io{network.io.direction=receive} eth0", 2048],
      ["build-07 system.network.io{network.io.direction=transmit} eth0", 512],
    ]);
    expect(imported.hosts).toEqual([{ name: "build-07", logicalCpus: 8 }]);
    expect([...imported.samples.values()][0]?.[0]?.[0]).toBe(at("2026-11-24T10:00:00Z"));
  });

  it("reads local time in the zone that was stated, and says so where none was", async () => {
    const content = recording([
      entry("07:42:40", load(3, 93), { utc: 0 }),
      entry("06:50:00", load(3, 93), { tz: "UTC" }),
    ]);
    const stated = await readFormat(sadfJson, content, { zone: zoneOf("Europe/Berlin") });
    const times = stated.samples.get("build-07 system.cpu.utilization")?.map(([time]) => time);
    expect(times).toEqual([at("2026-11-24T06:42:40Z"), at("2026-11-24T06:50:00Z")]);
    const assumed = await readFormat(sadfJson, content);
    expect(assumed.notes.join()).toContain("nobody stated one");
  });

  it("keeps restarts and comments as events", async () => {
    const content = recording([], {
      restarts: [{ boot: { date: "2026-11-24", time: "09:00:00", utc: 1, cpu_count: 16 } }],
      comments: [{ comment: { date: "2026-11-24", time: "09:10:00", utc: 1, com: 'firmware\n"x"' } }],
    });
    const imported = await readFormat(sadfJson, content);
    expect(imported.controls.map(({ action, message, time }) => [action, message, time])).toEqual([
      ["system-started", "The system started with 16 CPUs.", at("2026-11-24T09:00:00Z")],
      ["comment", 'sysstat comment: firmware\n"x"', at("2026-11-24T09:10:00Z")],
    ]);
    expect(imported.hosts).toEqual([{ name: "build-07", logicalCpus: 16 }]);
  });

  it("keeps what came before the place where a document is cut, wherever that is", async () => {
    const content = recording([entry("10:00:00", load(3, 93)), entry("10:05:00", load(4, 92))]);
    const second = content.indexOf("10:05:00");
    const cut = await readFormat(sadfJson, content.slice(0, second + 40));
    expect(cut.counts).toEqual({ stored: 1, skipped: 0, rejected: 1 });
    expect(cut.rejects[0]).toMatchObject({ reason: "The document is cut off." });
    expect(cut.rejects[0]?.raw).toContain("10:05:00");
    expect(cut.rejects[0]?.line).toBe(
      content.slice(0, content.lastIndexOf("{", content.lastIndexOf('"timestamp"'))).split("\n").length,
    );
    for (let length = 0; length < content.length; length += 7) {
      const { counts } = await readFormat(sadfJson, content.slice(0, length), { pieceBytes: 64 });
      expect(counts.stored).toBeLessThanOrEqual(2);
      expect(counts.rejected).toBe(length === 0 ? 0 : 1);
    }
  });

  it("rejects an entry that is no JSON or has no time, and goes on", async () => {
    const content = recording([
      entry("10:00:00", load(3, 93)),
      { timestamp: { date: "2026-02-30", time: "10:00:00", utc: 1 } },
      { "cpu-load": [] },
      { timestamp: { date: "2026-11-24", time: "10:10:00", utc: 1 }, psi: {} },
      entry("10:15:00", load(5, 91)),
    ]).replace('"user": 3,', '"user": 3,,');
    const imported = await readFormat(sadfJson, content);
    expect(imported.counts).toEqual({ stored: 1, skipped: 1, rejected: 3 });
    expect(imported.rejects.map(({ reason }) => reason)).toEqual([
      "The entry is no JSON.",
      '"2026-02-30 10:00:00" is not a time of the form iso.',
      "The entry has no timestamp.",
    ]);
  });

  it("gives up on a document that is none, with bounded memory", async () => {
    const junk = await readFormat(sadfJson, `{"sysstat": {"hosts": [${"z".repeat(100_000)}`);
    expect(junk.rejects.map(({ reason }) => reason)).toEqual(["The document is not of sysstat's form."]);
    const deep = await readFormat(sadfJson, "[".repeat(10_000));
    expect(deep.counts.rejected).toBe(1);
  });
});

describe.skipIf(!hasTestData)(`sysstat's own JSON (${noTestData})`, () => {
  const folder = "import/metrics/02-sysstat/";

  it("imports whole, with the values that the tool printed", async () => {
    const imported = await readFormat(sadfJson, realFile(`${folder}expected.sadf-j`));
    expect(imported.counts).toEqual({ stored: 5 + 2 + 1, skipped: 0, rejected: 0 });
    const cpu = imported.samples.get("SYSSTAT.TEST system.cpu.utilization");
    expect(cpu?.[0]).toEqual([at("2019-04-18T13:20:19Z"), 0.17]);
    expect(cpu?.length).toBe(5);
    expect([...imported.samples.keys()].filter((key) => key.includes("disk.io.direction=read"))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/sda1$/)]),
    );
    expect(imported.hosts).toEqual([{ name: "SYSSTAT.TEST", logicalCpus: 10 }]);
  });

  it("imports local times in a stated zone, and a recording with sensors only", async () => {
    const local = await readFormat(sadfJson, realFile(`${folder}local_sadf-j-T-u-Berlin-deDE.json`), {
      zone: zoneOf("Europe/Berlin"),
    });
    expect(local.counts).toEqual({ stored: 83, skipped: 0, rejected: 0 });
    expect(local.samples.get("vm system.cpu.utilization")?.[0]).toEqual([at("2026-11-24T06:42:40Z"), 0.996]);
    const sensors = await readFormat(sadfJson, realFile(`${folder}expected.data-11.6.5-sadf-j`));
    expect(sensors.counts).toEqual({ stored: 2, skipped: 0, rejected: 0 });
    expect(sensors.samples.get("linux.home hw.temperature f71858fg-isa-0200 1")).toEqual([
      [at("2018-08-29T09:34:34Z"), 34],
    ]);
  });
});
