import { describe, expect, it } from "vitest";
import { parseInstant, SECOND } from "../../../src/base/time.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { pidstat } from "../../../src/importers/formats/pidstat.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile, type Imported } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;
const banner = (date = "11/24/26"): string => `Linux 6.1.0 (build-07) \t${date} \t_x86_64_\t(8 CPU)\n\n`;
const cpu = (time: string): string =>
  `${time}      UID       PID    %usr %system  %guest   %wait    %CPU   CPU  Command\n`;
const io = (time: string): string => `${time}      UID       PID   kB_rd/s   kB_wr/s kB_ccwr/s iodelay  Command\n`;

const usageOf = (imported: Imported): unknown[] =>
  imported.usages.map(({ process, time, cpu: share, readBytes, writeBytes }) => [
    imported.processes[process]?.name,
    time,
    share,
    readBytes,
    writeBytes,
  ]);

describe("pidstat", () => {
  it("is told from the other reports of sysstat", () => {
    expect(pidstat.sniff(headOf(`${banner()}${cpu("10:00:00")}`))).toBe(1);
    expect(pidstat.sniff(headOf(cpu("# Time")))).toBe(0.8);
    expect(pidstat.sniff(headOf(pidstat.example))).toBe(1);
    expect(pidstat.sniff(headOf(`${banner()}10:00:00  CPU  %usr  %idle\n`))).toBe(0);
    expect(pidstat.sniff(headOf("UID PID PPID C STIME TTY TIME CMD\n"))).toBe(0);
  });

  it("joins the tables of one time, over midnight and in the stated zone", async () => {
    const content = [
      banner(),
      cpu("23:59:50"),
      "23:59:55        0      4711   95.00    1.00    0.00    0.10   96.00     2  kworkerd\n\n",
      io("23:59:50"),
      "23:59:55        0      4711      1.00      0.50      0.00       0  kworkerd\n",
      "23:59:55     1000       900     -1.00     -1.00     -1.00       0  bash\n\n",
      cpu("23:59:55"),
      "00:00:00        0      4711  150.00    1.00    0.00    0.10  151.00     2  kworkerd\n",
      "\nAverage:      UID       PID    %usr %system  %guest   %wait    %CPU   CPU  Command\n",
      "Average:        0      4711  150.00    1.00    0.00    0.10  151.00     -  kworkerd\n",
    ].join("");
    const imported = await readFormat(pidstat, content, { zone: zoneOf("Europe/Berlin") });
    expect(imported.counts).toEqual({ stored: 4, skipped: 1, rejected: 0 });
    expect(usageOf(imported)).toEqual([
      ["kworkerd", at("2026-11-24T22:59:55Z"), 0.96, 1024, 512],
      ["kworkerd", at("2026-11-24T23:00:00Z"), 1.51, undefined, undefined],
    ]);
    expect(imported.processes.map(({ pid, name, user }) => [pid, name, user])).toEqual([
      [4711, "kworkerd", "root"],
      [900, "bash", "1000"],
    ]);
    expect(imported.hosts).toEqual([{ name: "build-07", logicalCpus: 8 }]);
  });

  it.each([
    ["11/24/2026", "02:00:05 PM", "."],
    ["24.11.2026", "14:00:05", ","],
    ["2026-11-24", "14:00:05", "."],
  ])("reads the date %s with %s", async (date, time, mark) => {
    const row = `${time}        0      4711   95.00    1.00    0.00    0.10   96.50     2  a\n`.replaceAll(".", mark);
    const imported = await readFormat(pidstat, `${banner(date)}${cpu(time.replace("05", "00"))}${row}`);
    expect(usageOf(imported)).toEqual([["a", at("2026-11-24T14:00:05Z"), 0.965, undefined, undefined]]);
    expect(imported.notes.join()).toContain("nobody stated one");
  });

  it("takes command lines apart where they were asked for", async () => {
    const rows = [
      "10:00:05        0      4711   95.00    1.00    0.00    0.10   96.00     2  /usr/lib/x/kworkerd -o pool:3333 --cpu 95\n",
      "10:00:05        0      4712   95.00    1.00    0.00    0.10   96.00     2  bash ns.sh\n",
    ];
    const imported = await readFormat(pidstat, `${banner()}${cpu("10:00:00")}${rows.join("")}`);
    expect(imported.processes.map(({ name, executable, commandLine }) => [name, executable, commandLine])).toEqual([
      ["kworkerd", "/usr/lib/x/kworkerd", "/usr/lib/x/kworkerd -o pool:3333 --cpu 95"],
      ["bash", undefined, "bash ns.sh"],
    ]);
  });

  it("does not take averages since boot, threads, or shares that no machine has, for usage", async () => {
    const threads = cpu("10:00:00").replace("      PID", "     TGID       TID");
    const content = [
      banner(),
      cpu("10:00:00"),
      "10:00:00        0      4711   95.00    1.00    0.00    0.10   96.00     2  old\n",
      threads,
      "10:00:05        0      4711         -    1.00    1.00    0.00    0.10    2.00     2  old\n",
      "10:00:05        0         -      4712    1.00    1.00    0.00    0.10    2.00     2  |__old\n",
      "10:00:05        0      4713         -    0.00 479136209706741632.00 0.00 0.00 479136209706741632.00 5  mad\n",
    ].join("");
    const imported = await readFormat(pidstat, content);
    expect(usageOf(imported)).toEqual([["old", at("2026-11-24T10:00:05Z"), 0.02, undefined, undefined]]);
    expect(imported.skips).toEqual({ "threads (their process is kept)": 1 });
    expect(imported.notes.join()).toContain("no machine can have");
  });

  it("rejects rows that are cut or do not belong, and goes on", async () => {
    const good = "10:00:05        0      4711   95.00    1.00    0.00    0.10   96.00     2  a\n";
    const content = Buffer.concat([
      Buffer.from(`${good}${banner("99/99/26")}${cpu("10:00:00")}${good}${banner()}${cpu("10:00:00")}${good}`),
      Buffer.from(`${"z".repeat(9_000)}\n10:00:05        0     x   95.00    1.00    0.00    0.10   96.00     2  a\n`),
      Buffer.from([0xff, 0xe9, 0x0a]),
      Buffer.from("10:00:05        0      4711   95."),
    ]);
    const imported = await readFormat(pidstat, content, { longestLine: 8_000 });
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 6 });
    expect(imported.rejects.map(({ line }) => line).sort((a, b) => a - b)).toEqual([1, 5, 10, 11, 12, 13]);
  });

  it("takes no time that grows out of hand over lines made to that end", async () => {
    const lines = [" UID".repeat(500_000), `Linux x ${"(".repeat(500_000)}`, " USER Command".repeat(200_000)];
    const began = performance.now();
    const imported = await readFormat(pidstat, `${banner()}${lines.join("\n")}`, { pieceBytes: 1 << 20 });
    expect(imported.counts.rejected).toBe(3);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("reads the JSON of new releases", async () => {
    const document = {
      sysstat: {
        hosts: [
          {
            nodename: "build-07",
            "number-of-cpus": 8,
            date: "2026-11-24",
            statistics: [
              {
                timestamp: "10:00:05",
                "task-cpu-load": [
                  { UID: "0", TGID: "4711", TID: "", cpu: 96.5, cmd: "kworkerd" },
                  { UID: "0", TGID: "4711", TID: "4712", cpu: 1, cmd: "kworkerd" },
                ],
                io: [{ UID: "0", TGID: "4711", TID: "", "kB_rd/s": 2, "kB_wr/s": 0, cmd: "kworkerd" }],
              },
              { timestamp: "soon", "task-cpu-load": [] },
            ],
          },
        ],
      },
    };
    const content = JSON.stringify(document, undefined, "\t");
    expect(pidstat.sniff(headOf(content))).toBe(1);
    const imported = await readFormat(pidstat, content, { pieceBytes: 30 });
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 1 });
    expect(usageOf(imported)).toEqual([["kworkerd", at("2026-11-24T10:00:05Z"), 0.965, 2048, 0]]);
    const cut = await readFormat(pidstat, content.slice(0, content.indexOf("soon")));
    expect(cut.counts).toEqual({ stored: 1, skipped: 0, rejected: 1 });
  });
});

interface OracleRow {
  readonly time: number;
  readonly pid: number;
  readonly command: string;
  readonly percent_cpu: number;
  readonly rss: number;
  readonly kb_rd_s: number;
  readonly kb_wr_s: number;
}

describe.skipIf(!hasTestData)(`pidstat's own reports (${noTestData})`, () => {
  const folder = "import/metrics/12-process/";
  const read = (path: string, zone = "UTC"): Promise<Imported> =>
    readFormat(pidstat, realFile(path), { zone: zoneOf(zone), pieceBytes: 65_536 });

  it("say what another reader of them says", async () => {
    const name = "events/07-text-dumps/jc_centos-7.7_pidstat-hdlrsuw-2-5";
    const imported = await read(`import/${name}.out`);
    const oracle = JSON.parse(new TextDecoder().decode(realFile(`oracle/${name}.expected.json`))) as OracleRow[];
    const rate = (value: number): number | undefined => (value < 0 ? undefined : value * 1024);
    const expected = oracle.map((row) => ({
      pid: row.pid,
      name: row.command,
      time: row.time * SECOND,
      cpu: Math.round(row.percent_cpu * 100) / 10_000,
      memory: row.rss * 1024,
      readBytes: rate(row.kb_rd_s),
      writeBytes: rate(row.kb_wr_s),
    }));
    const given = imported.usages.map(({ process, ...usage }) => ({
      pid: imported.processes[process]?.pid,
      name: imported.processes[process]?.commandLine,
      ...usage,
    }));
    expect(given).toEqual(expected);
    expect(imported.counts).toEqual({ stored: expected.length, skipped: 0, rejected: 0 });
  });

  it("import whole in two locales, and agree with each other", async () => {
    const german = await read(`${folder}local_pidstat-ud-deDE.txt`);
    const american = await read(`${folder}local_pidstat-urdl-enUS.txt`);
    expect(german.counts.rejected + american.counts.rejected).toBe(0);
    const burner = (imported: Imported): (readonly [number, number])[] =>
      imported.usages
        .filter(
          ({ process, cpu: share }) =>
            share !== undefined && imported.processes[process]?.name.startsWith("node") === true,
        )
        .map(({ time, cpu: share }) => [time, share ?? NaN] as const);
    expect(burner(german).length).toBeGreaterThan(10);
    // Two tools beside each other: the same times, and shares that differ by a clock tick or two.
    expect(burner(german).map(([time]) => time)).toEqual(burner(american).map(([time]) => time));
    const shares = new Map(burner(american));
    for (const [time, share] of burner(german)) expect(Math.abs(share - (shares.get(time) ?? NaN))).toBeLessThan(0.01);
    expect(german.hosts).toEqual([{ name: "vm", logicalCpus: 2 }]);
  });

  it("import whole with every option, and in one wide table", async () => {
    const files = ["expected.pidstat-At-ALL", "expected.pidstat-Hh", "expected.pidstat-e", "expected.pidstat-l"];
    for (const file of [
      ...files,
      "expected1.pidstat-At-TALL-ALL",
      "expected1.pidstat-At-TALL-ALL-JSON",
      "pidstat-ht.out",
    ]) {
      const { counts } = await read(folder + file);
      expect(counts).toMatchObject({ rejected: 0 });
      expect(counts.stored).toBeGreaterThan(0);
    }
    const wide = await read(`${folder}expected.pidstat-Hh`);
    const shell = wide.usages.find(({ process }) => wide.processes[process]?.pid === 7900);
    expect(shell).toMatchObject({
      time: 1591016002 * SECOND,
      cpu: 4.1296,
      memory: 259044 * 1024,
      readBytes: 411.81 * 1024,
    });
    const text = await read(`${folder}expected1.pidstat-At-TALL-ALL`);
    const json = await read(`${folder}expected1.pidstat-At-TALL-ALL-JSON`);
    const first = (imported: Imported): unknown[] =>
      imported.usages
        .filter(({ time }) => time === at("2020-06-01T12:53:22Z"))
        .map(({ process, ...usage }) => [imported.processes[process]?.pid, usage]);
    expect(first(json)).toEqual(first(text));
  });
});
