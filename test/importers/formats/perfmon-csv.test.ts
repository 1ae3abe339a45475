import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/base/time.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { perfmonCsv } from "../../../src/importers/formats/perfmon-csv.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;
const row = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
const log = (...rows: readonly (readonly string[])[]): string => rows.map((cells) => `${row(cells)}\r\n`).join("");

const BERLIN = "(PDH-CSV 4.0) (W. Europe Standard Time)(-60)";
const CPU = "\\\\SRV-01\\Processor(_Total)\\% Processor Time";

describe("Performance Monitor logs", () => {
  it("are known by their first cell and by nothing else", () => {
    expect(perfmonCsv.sniff(headOf(log([BERLIN, CPU])))).toBe(1);
    expect(perfmonCsv.sniff(headOf(`\r\n"(PDH-TSV 4.0)"\t"${CPU}"\r\n`))).toBe(1);
    expect(perfmonCsv.sniff(headOf('"timestamp","cpu"\n"(PDH-CSV 4.0)","1"\n', "perfmon.csv"))).toBe(0);
    expect(perfmonCsv.sniff(headOf(perfmonCsv.example))).toBe(1);
  });

  it("give samples in UTC and in the registry's units, with blanks as gaps", async () => {
    const header = [
      BERLIN,
      CPU,
      "\\\\SRV-01\\PhysicalDisk(0 C:)\\Disk Read Bytes/sec",
      "\\\\SRV-01\\PhysicalDisk(0 C:)\\% Idle Time",
      "\\\\SRV-01\\Network Interface(Intel[R] I350 _2)\\Bytes Sent/sec",
      "\\\\SRV-01\\System\\Processor Queue Length",
    ];
    const imported = await readFormat(
      perfmonCsv,
      log(
        header,
        ["11/24/2026 10:00:00.000", " ", " ", " ", " ", "0"],
        ["11/24/2026 10:05:00.250", "35.7", "176584.65862871808349", "75", "10", "1"],
        ["11/24/2026 10:10:00.000", "4", " ", "100", "20.5", "2"],
      ),
    );
    expect(imported.counts).toEqual({ stored: 2, skipped: 1, rejected: 0 });
    expect(Object.fromEntries(imported.samples)).toEqual({
      "SRV-01 system.cpu.utilization": [
        [at("2026-11-24T09:05:00.250Z"), 0.357],
        [at("2026-11-24T09:10:00Z"), 0.04],
      ],
      "SRV-01 system.disk.io{disk.io.direction=read} 0 C:": [[at("2026-11-24T09:05:00.250Z"), 176584.65862871808]],
      "SRV-01 system.disk.utilization 0 C:": [
        [at("2026-11-24T09:05:00.250Z"), 0.25],
        [at("2026-11-24T09:10:00Z"), 0],
      ],
      "SRV-01 system.network.io{network.io.direction=transmit} Intel[R] I350 _2": [
        [at("2026-11-24T09:05:00.250Z"), 10],
        [at("2026-11-24T09:10:00Z"), 20.5],
      ],
    });
    expect(imported.notes).toContain('The header puts its times +01:00 from UTC ("W. Europe Standard Time").');
    expect(imported.notes).toContain("1 columns are not kept: System\\Processor Queue Length.");
  });

  it("count nothing twice where a log holds totals and parts, or two objects for one thing", async () => {
    const imported = await readFormat(
      perfmonCsv,
      log(
        [
          "(PDH-CSV 4.0) (UTC)(0)",
          "\\\\H\\Processor(0)\\% Processor Time",
          "\\\\H\\Processor(1)\\% Processor Time",
          "\\\\H\\Processor(_Total)\\% Processor Time",
          "\\\\H\\Processor Information(_Total)\\% Processor Time",
          "\\\\H\\PhysicalDisk(0 C:)\\Disk Write Bytes/sec",
          "\\\\H\\PhysicalDisk(_Total)\\Disk Write Bytes/sec",
          "\\\\H\\LogicalDisk(C:)\\Disk Write Bytes/sec",
        ],
        ["11/24/2026 10:00:00.000", "10", "20", "15", "16", "1000", "1000", "999"],
      ),
    );
    expect(
      Object.fromEntries([...imported.samples].map(([key, points]) => [key, points.map(([, value]) => value)])),
    ).toEqual({
      "H system.cpu.utilization": [0.15],
      "H system.disk.io{disk.io.direction=write} 0 C:": [1000],
    });
    expect(imported.hosts).toEqual([{ name: "H", logicalCpus: 2 }]);
  });

  it("name processes by pid, and see when an instance passes to another process", async () => {
    const instance = (name: string): string[] =>
      ["ID Process", "% Processor Time", "IO Read Bytes/sec", "Working Set"].map(
        (counter) => `\\\\H\\Process(${name})\\${counter}`,
      );
    const imported = await readFormat(
      perfmonCsv,
      log(
        [
          "(PDH-CSV 4.0) (UTC)(0)",
          ...instance("chrome"),
          ...instance("chrome#1"),
          "\\\\H\\Process(_Total)\\% Processor Time",
        ],
        ["11/24/2026 10:00:00.000", "100", "50", "0", "4096", "200", "150", "10", "8192", "400"],
        ["11/24/2026 10:05:00.000", "200", "140", "20", "8192", " ", " ", " ", " ", "400"],
      ),
    );
    expect(imported.processes.map(({ pid, name, entityId }) => ({ pid, name, entityId }))).toEqual([
      { pid: 100, name: "chrome", entityId: undefined },
      { pid: 200, name: "chrome", entityId: undefined },
      { pid: 200, name: "chrome", entityId: undefined },
    ]);
    expect(imported.usages.map(({ process, cpu, readBytes, memory }) => [process, cpu, readBytes, memory])).toEqual([
      [0, 0.5, 0, 4096],
      [1, 1.5, 10, 8192],
      [2, 1.4, 20, 8192],
    ]);
    expect(imported.hosts).toEqual([{ name: "H", logicalCpus: 4 }]);
  });

  it("take the busiest engine as a GPU's load, summed over processes", async () => {
    const engine = (pid: number, number: number): string =>
      `\\\\H\\GPU Engine(pid_${String(pid)}_luid_0x00000000_0x0000C3F4_phys_0_eng_${String(number)}_engtype_3D)\\Utilization Percentage`;
    const imported = await readFormat(
      perfmonCsv,
      log(
        ["(PDH-CSV 4.0) (UTC)(0)", engine(1, 0), engine(2, 0), engine(1, 3)],
        ["11/24/2026 10:00:00.000", "20", "30", "40"],
        ["11/24/2026 10:05:00.000", " ", " ", "70"],
      ),
    );
    expect([...imported.samples]).toEqual([
      [
        "H hw.gpu.utilization luid_0x00000000_0x0000C3F4_phys_0",
        [
          [at("2026-11-24T10:00:00Z"), 0.5],
          [at("2026-11-24T10:05:00Z"), 0.7],
        ],
      ],
    ]);
  });

  it("need a zone from outside where the header's is damaged, and say so where there is none", async () => {
    const content = log(["(PDH-CSV 4.0) (RTZ 2 (", CPU], ["07/20/2026 12:00:00.000", "1"]);
    const assumed = await readFormat(perfmonCsv, content);
    expect(assumed.samples.get("SRV-01 system.cpu.utilization")).toEqual([[at("2026-07-20T12:00:00Z"), 0.01]]);
    expect(assumed.notes.join()).toContain("missing or damaged and nobody stated one");
    const stated = await readFormat(perfmonCsv, content, { zone: zoneOf("Europe/Moscow") });
    expect(stated.samples.get("SRV-01 system.cpu.utilization")).toEqual([[at("2026-07-20T09:00:00Z"), 0.01]]);
    const impossible = await readFormat(perfmonCsv, content.replace("(RTZ 2 (", "(Nowhere)(9999)"));
    expect(impossible.notes.join()).toContain("missing or damaged");
  });

  it("are read in other languages, tabs and the captured output of typeperf included", async () => {
    const german =
      "\\\\SRV\\Prozessor(_Total)\\Prozessorzeit (%)\t\\\\SRV\\Physikalischer Datenträger(_Total)\\Bytes gelesen/s";
    const imported = await readFormat(
      perfmonCsv,
      `\r\n(PDH-TSV 4.0)\t${german}\r\n11/24/2026 10:00:00.000\t12.5\t77\r\nExiting, please wait...\r\nThe command completed successfully.\r\n`,
    );
    expect([...imported.samples.keys()]).toEqual([
      "SRV system.cpu.utilization",
      "SRV system.disk.io{disk.io.direction=read}",
    ]);
    expect(imported.counts).toEqual({ stored: 1, skipped: 2, rejected: 0 });
  });

  it("reject a row that is cut, and only that row", async () => {
    const whole = log([BERLIN, CPU], ["11/24/2026 10:00:00.000", "35"], ["11/24/2026 10:05:00.000", "36"]);
    const imported = await readFormat(perfmonCsv, whole.slice(0, -5));
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 1 });
    expect(imported.rejects[0]).toMatchObject({ line: 3, reason: "The row is cut in cell 2 of 2." });
    const early = await readFormat(perfmonCsv, whole.slice(0, -8));
    expect(early.rejects[0]).toMatchObject({ line: 3, reason: "The row has 1 of the 2 cells of its header." });
  });

  it("keep going over garbage, huge lines, wrong dates and a second header", async () => {
    const content =
      log([BERLIN, CPU], ["11/24/2026 10:00:00.000", "35"], ["24/11/2026 10:00:00.000", "35"]) +
      `"${"x".repeat(50_000)}"\r\n` +
      log(["02/30/2026 10:00:00.000", "1"], ["11/24/2026 10:10:00.000", "abc"], ["11/24/2026 10:15:00.000", "1", "2"]) +
      log(["(PDH-CSV 4.0) (UTC)(0)", CPU], ["11/24/2026 10:20:00.000", "0x10"], ["11/24/2026 10:25:00.000", "1e1"]);
    const imported = await readFormat(perfmonCsv, content, { longestLine: 20_000 });
    expect(imported.rejects.map(({ line }) => line)).toEqual([3, 4, 5, 7]);
    expect(imported.skips).toEqual({ "rows without a value that is kept": 2, "header repeated": 1 });
    expect(imported.samples.get("SRV-01 system.cpu.utilization")).toEqual([
      [at("2026-11-24T09:00:00Z"), 0.35],
      [at("2026-11-24T10:25:00Z"), 0.1],
    ]);
    expect(imported.notes).toContain("A cell is neither blank nor a number.");
  });

  it("stand for the file's name where no counter names a host", async () => {
    const content = log([BERLIN, "\\Processor(_Total)\\% Processor Time"], ["11/24/2026 10:00:00.000", "35"]);
    const named = await readFormat(perfmonCsv, content, { fileName: "metrics/RND-07.csv" });
    expect([...named.samples.keys()]).toEqual(["RND-07 system.cpu.utilization"]);
    const stated = await readFormat(perfmonCsv, content, { host: "RND-08" });
    expect([...stated.samples.keys()]).toEqual(["RND-08 system.cpu.utilization"]);
  });
});

describe.skipIf(!hasTestData)(`Performance Monitor's own logs (${noTestData})`, () => {
  it("import whole: processes of a Russian Windows in an ANSI code page, with a damaged zone", async () => {
    const imported = await readFormat(
      perfmonCsv,
      realFile("import/metrics/01-perfmon/PDH_Converter_DataCollector01.csv"),
    );
    expect(imported.counts).toEqual({ stored: 26, skipped: 0, rejected: 0 });
    expect(new Set(imported.processes.map(({ name }) => name)).has("svchost")).toBe(true);
    expect(imported.processes.length).toBeGreaterThanOrEqual(274);
    const second = imported.usages.filter(({ time }) => time === at("2021-09-20T16:48:18.945Z"));
    expect(second.length).toBe(274);
    expect(imported.hosts).toEqual([{ name: "DESKTOP-LRPVSK4", logicalCpus: 12 }]);
    expect(imported.notes.join()).toContain("missing or damaged");
  });

  it("import whole: memory of processes, and counters that are not kept", async () => {
    const first = await readFormat(perfmonCsv, realFile("import/metrics/01-perfmon/memeData_DataCollector01.csv"));
    expect(first.counts).toEqual({ stored: 208, skipped: 0, rejected: 0 });
    expect(first.usages[0]).toMatchObject({ time: at("2021-09-16T11:51:58.569Z"), memory: 20328448, cpu: undefined });
    const second = await readFormat(perfmonCsv, realFile("import/metrics/01-perfmon/memeData_DataCollector02.csv"));
    expect(second.counts).toEqual({ stored: 30, skipped: 0, rejected: 0 });
    const queues = await readFormat(perfmonCsv, realFile("import/metrics/01-perfmon/Narmadha_DataCollector01.csv"));
    expect(queues.counts).toEqual({ stored: 0, skipped: 21, rejected: 0 });
    expect(queues.notes.join()).toContain("12 columns are not kept");
  });
});
