import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIso } from "../../../src/base/time.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { tidyTable } from "../../../src/importers/formats/tidy-table.ts";
import type { SourceFacts } from "../../../src/importers/importer.ts";
import { memorySink, noFacts, textFrom, type MemorySink } from "../memory-sink.ts";

async function read(text: string, facts: Partial<SourceFacts> = {}, pieceSize = 64 * 1024): Promise<MemorySink> {
  const sink = memorySink({ "10.0.4.7": "RND-07" });
  await tidyTable.read(textFrom(text, sink, pieceSize), { ...noFacts, ...facts }, sink, new AbortController().signal);
  return sink;
}

const series = (sink: MemorySink): Record<string, [string, number][]> =>
  Object.fromEntries(
    [...sink.series].map(([key, samples]) => [key, samples.map(([time, value]) => [toIso(time), value])]),
  );
const rejects = (sink: MemorySink): string[] => sink.rejects.map(({ line, reason }) => `${line}: ${reason}`);
const sniff = (text: string): number => tidyTable.sniff({ name: "x.csv", text, lines: text.split("\n") });

describe("tables that are not tidy", () => {
  test("are not claimed, and refused with what to do where the format is forced", async () => {
    expect(sniff("timestamp,value\n2026-03-01T00:00:00Z,1")).toBe(0);
    expect(sniff("time,system.cpu.utilization\n2026-03-01T00:00:00Z,1")).toBe(0);
    expect(sniff("")).toBe(0);
    await expect(read("a,b\n1,2\n")).rejects.toThrow("The file does not begin with the header of a tidy table.");
  });

  test("a table that names no host anywhere asks for it", async () => {
    const text = "timestamp,system.cpu.utilization\n2026-03-01T00:00:00Z,0.1\n";
    await expect(read(text, { fileName: "metrics.csv" })).rejects.toThrow("The table names no host.");
  });
});

describe("samples", () => {
  test("of several hosts, with attributes in braces, gaps, aliases and every form of time", async () => {
    const sink = await read(
      [
        "timestamp,host.name,system.cpu.utilization,system.disk.io{disk.io.direction=read},colour,hw.power",
        "2026-03-01T00:00:00Z,RND-07,0.042,1310720,red,99.5",
        "2026-03-01T01:00:00.25+01:00,FS-01,1,,blue,-3",
        "1772323500,10.0.4.7,.5,0,,1e-05",
        "1772323800000,RND-07,0.12345678901234567,,,",
        '"2026-03-01T00:15:00Z","RND-07","0.25",,"a, b",',
      ].join("\r\n"),
    );
    expect(series(sink)).toEqual({
      "RND-07 system.cpu.utilization": [
        ["2026-03-01T00:00:00Z", 0.042],
        ["2026-03-01T00:05:00Z", 0.5],
        ["2026-03-01T00:10:00Z", 0.12345678901234567],
        ["2026-03-01T00:15:00Z", 0.25],
      ],
      "RND-07 system.disk.io{disk.io.direction=read}": [
        ["2026-03-01T00:00:00Z", 1310720],
        ["2026-03-01T00:05:00Z", 0],
      ],
      "RND-07 hw.power": [
        ["2026-03-01T00:00:00Z", 99.5],
        ["2026-03-01T00:05:00Z", 0.00001],
      ],
      "FS-01 system.cpu.utilization": [["2026-03-01T00:00:00.250Z", 1]],
      "FS-01 hw.power": [["2026-03-01T00:00:00.250Z", -3]],
    });
    expect([sink.storedCount(), rejects(sink), [...sink.notes.keys()]]).toEqual([
      5,
      [],
      ['The column "colour" is in no registry of metrics: it was ignored.'],
    ]);
  });

  test("every row that is not stored is counted with its line and why", async () => {
    const sink = await read(
      [
        "timestamp,host.name,system.cpu.utilization",
        "2026-03-01T00:00:00Z,H,0.1",
        "",
        "2026-03-01T00:05:00Z,H",
        "2026-03-01T00:05:00Z,H,0.1,7",
        "2026-02-30T00:05:00Z,H,0.1",
        "1601-01-01T00:00:00Z,H,0.1",
        "2026-03-01T00:05:00Z,,0.1",
        "2026-03-01T00:05:00Z,H,",
        "2026-03-01T00:05:00Z,H,N/A",
        "2026-03-01T00:05:00Z,H,lots",
        "timestamp,host.name,system.cpu.utilization",
        '2026-03-01T00:05:00Z,H,"0.1',
        "2026-03-01T00:0",
      ].join("\n"),
    );
    expect(rejects(sink)).toEqual([
      "4: The row has 2 cells, the header 3.",
      "5: The row has 4 cells, the header 3.",
      '6: "2026-02-30T00:05:00Z" is not a time of the form iso.',
      "7: The time lies outside 1980 to 2200.",
      "8: The row names no host.",
      "11: None of the row's values can be read.",
      "13: A quote is opened and never closed.",
      "14: The row has 1 cells, the header 3.",
    ]);
    expect([sink.storedCount(), [...sink.skips]]).toEqual([
      1,
      [
        ["row without a value", 2],
        ["header repeated", 1],
      ],
    ]);
  });

  test("an unreadable cell in a good row is a gap, and noted", async () => {
    const sink = await read("timestamp,system.cpu.utilization,hw.power\n2026-03-01T00:00:00Z,0.5,lots\n", {
      host: "H",
    });
    expect([Object.keys(series(sink)), [...sink.notes]]).toEqual([
      ["H system.cpu.utilization"],
      [["Column hw.power: a value could not be read and was left out.", 1]],
    ]);
  });

  test("a time without an offset is read in the stated zone, and the host comes from the file's name at last", async () => {
    const sink = await read("timestamp,system.cpu.utilization\n2026-03-01T00:00:00,0.5\n", {
      zone: zoneOf("Europe/Berlin"),
      fileName: "RND-07.csv",
    });
    expect(series(sink)).toEqual({ "RND-07 system.cpu.utilization": [["2026-02-28T23:00:00Z", 0.5]] });
  });

  test("ratios that are percent in truth are kept and doubted; an instance attribute becomes the instance", async () => {
    const sink = await read(
      'timestamp,system.cpu.utilization,"system.disk.io{disk.io.direction=read,system.device=sda}"\n2026-03-01T00:00:00Z,45,7\n',
      { host: "H" },
    );
    expect(Object.keys(series(sink))).toEqual([
      "H system.cpu.utilization",
      "H system.disk.io{disk.io.direction=read} sda",
    ]);
    expect([...sink.notes.keys()]).toEqual([
      "system.cpu.utilization is a ratio from 0 to 1, but the file holds larger values: is it percent?",
    ]);
  });

  test("a host column in another place than second means the same", async () => {
    const usual = await read("timestamp,host.name,hw.power\n2026-03-01T00:00:00Z,A,5\n2026-03-01T00:00:00Z,B,\n");
    const other = await read("timestamp,hw.power,host.name\n2026-03-01T00:00:00Z,5,A\n2026-03-01T00:00:00Z,,B\n");
    expect([series(other), other.storedCount(), [...other.skips]]).toEqual([
      series(usual),
      usual.storedCount(),
      [...usual.skips],
    ]);
  });

  test("any numbers, times and hosts come back exactly, however the stream is cut", async () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer({ min: -1e9, max: 1e9 }).map((whole) => (whole / 1e4).toFixed(4)),
      fc.constant(""),
    );
    const row = fc.record({
      time: fc.integer({ min: 315_532_800, max: 7_258_118_399 }),
      form: fc.constantFrom("iso", "s", "ms", "offset"),
      host: fc.constantFrom("A", "B-long-name", "Ü"),
      values: fc.tuple(value, value),
    });
    const written = (time: number, form: string): string => {
      const iso = new Date(time * 1000).toISOString();
      if (form === "s") return String(time);
      if (form === "ms") return `${time}000`;
      return form === "iso" ? iso : `${new Date((time + 5_400) * 1000).toISOString().slice(0, 19)}+01:30`;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 200 }), async (rows, pieceSize) => {
        const lines = rows.map(({ time, form, host, values }) => `${written(time, form)},${host},${values.join(",")}`);
        const sink = await read(["timestamp,host.name,hw.power,hw.temperature", ...lines].join("\n"), {}, pieceSize);
        const expected = new Map<string, [number, number][]>();
        for (const { time, host, values } of rows) {
          ["hw.power", "hw.temperature"].forEach((metric, index) => {
            const text = values[index] ?? "";
            if (text === "") return;
            const key = `${host} ${metric}`;
            expected.set(key, [...(expected.get(key) ?? []), [time * 1e6, Number(text)]]);
          });
        }
        expect(Object.fromEntries(sink.series)).toEqual(Object.fromEntries(expected));
        expect(sink.rejects).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("processes", () => {
  test("give an instance and its usage, a ratio of one CPU", async () => {
    const sink = await read(
      [
        "timestamp,host.name,process.pid,process.name,process.executable,process.command_line,process.parent.pid,user.name,process.cpu.utilization",
        '2026-03-01T00:00:00Z,RND-07,42,svchost.exe,"C:\\Temp\\svchost.exe","svchost.exe -o pool:3333, -u ""x""",1,u1,3.5',
        "2026-03-01T00:05:00Z,RND-07,42,,/opt/x/miner,,,,",
        "2026-03-01T00:05:00Z,RND-07,-1,x,,,,,1",
        "2026-03-01T00:05:00Z,RND-07,7,,,,,,1",
      ].join("\n"),
    );
    expect(sink.processes).toMatchObject([
      {
        host: "RND-07",
        pid: 42,
        name: "svchost.exe",
        parentPid: 1,
        user: "u1",
        commandLine: 'svchost.exe -o pool:3333, -u "x"',
      },
      { pid: 42, name: "miner", executable: "/opt/x/miner", parentPid: undefined, user: undefined },
    ]);
    expect(sink.usages.map(({ usage }) => usage.cpu)).toEqual([3.5]);
    expect([sink.storedCount(), rejects(sink)]).toEqual([
      2,
      ["4: The row has no process id.", "5: The row names no process."],
    ]);
  });
});

describe("connections", () => {
  test("have two ends, bytes each way, and addresses in one spelling", async () => {
    const sink = await read(
      [
        "timestamp,host.name,process.pid,process.name,network.transport,source.ip,source.port,destination.ip,destination.port,destination.domain,event.duration,source.bytes,destination.bytes",
        "2026-03-01T00:00:00Z,RND-07,42,svchost.exe,TCP,10.0.4.7,50000,::FFFF:185.1.2.3,3333,pool.example,86400.5,1000,2000",
        "2026-03-01T00:00:00Z,RND-07,,,udp,,,2001:0DB8:0:0:0:0:0:1,70000,,,-,",
        "2026-03-01T00:00:00Z,RND-07,,,udp,,,,53,,,,",
      ].join("\n"),
    );
    expect(sink.connections).toMatchObject([
      {
        destinationIp: "185.1.2.3",
        destinationPort: 3333,
        transport: "tcp",
        durationSeconds: 86400.5,
        bytesOut: 1000,
        bytesIn: 2000,
        pid: 42,
      },
      { destinationIp: "2001:db8::1", destinationPort: undefined, bytesOut: undefined, durationSeconds: undefined },
    ]);
    expect(rejects(sink)).toEqual(["4: The row names neither end of the connection."]);
  });
});

describe("control events", () => {
  test("have an action, and perhaps a user and a message", async () => {
    const sink = await read(
      'timestamp,host.name,event.action,user.name,message\n1772323200,H,protection-stopped,u1,"Defender, off"\n1772323200,H,,u1,x\n',
    );
    expect(sink.controls).toEqual([
      { host: "H", time: 1772323200000000, action: "protection-stopped", user: "u1", message: "Defender, off" },
    ]);
    expect(rejects(sink)).toEqual(["3: The row names no action."]);
  });
});

describe("justifications", () => {
  const header = "id,kind,title,host.name,start,end,recurrence,state,created,metrics,expected,process";

  test("name hosts, metrics and bounds, several between semicolons", async () => {
    const sink = await read(
      `${header}\nCHG1,change,Render farm,RND-07;10.0.4.7,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,,Implement,2026-02-01T00:00:00Z,system.cpu.utilization;hw.power,system.cpu.utilization<=0.9,blender\n`,
    );
    expect(sink.justifications).toMatchObject([
      {
        id: "CHG1",
        kind: "change",
        hosts: ["RND-07", "RND-07"],
        approval: "approved",
        state: "Implement",
        metrics: ["system.cpu.utilization", "hw.power"],
        expected: [{ metric: "system.cpu.utilization", comparison: "<=", value: 0.9 }],
        process: "blender",
        recurrence: undefined,
      },
    ]);
  });

  test("recur in the stated zone, and states mean what they say", async () => {
    const row = (id: string, kind: string, state: string): string =>
      `${id},${kind},t,H,2026-03-01T02:00:00,2026-03-01T04:00:00,RRULE:FREQ=WEEKLY;BYDAY=SU,${state},,,,`;
    const rows = [
      row("1", "maintenance", ""),
      row("2", "change", ""),
      row("3", "change", "Canceled"),
      row("4", "change", "New"),
      row("5", "task", "glowing"),
    ];
    const sink = await read([header, ...rows].join("\n"), { zone: zoneOf("Europe/Berlin") });
    expect(sink.justifications.map(({ id, approval }) => `${id} ${approval}`)).toEqual([
      "1 approved",
      "2 unapproved",
      "3 cancelled",
      "4 unapproved",
      "5 unapproved",
    ]);
    expect(sink.justifications[0]).toMatchObject({ recurrence: "FREQ=WEEKLY;BYDAY=SU", timeZone: "Europe/Berlin" });
  });

  test("whatever narrows a claim and cannot be read rejects it rather than widening it", async () => {
    const rows = [
      ",change,t,H,,,,Closed,,,,",
      "2,party,t,H,,,,Closed,,,,",
      "3,change,t,H,soon,,,Closed,,,,",
      "4,change,t,H,2026-03-02T00:00:00Z,2026-03-01T00:00:00Z,,Closed,,,,",
      "5,change,t,H,,,every Sunday,Closed,,,,",
      "6,change,t,H,,,,Closed,,system.mood,,",
      "7,change,t,H,,,,Closed,,,system.cpu.utilization~0.9,",
    ];
    const sink = await read([header, ...rows].join("\n"));
    expect(rejects(sink)).toEqual([
      "2: The row has no id.",
      "3: The kind must be one of change, task, maintenance, workload.",
      '4: start: "soon" is not a time of the form iso.',
      "5: It ends before it starts.",
      "6: The recurrence is no RRULE such as FREQ=WEEKLY;BYDAY=SU.",
      '7: "system.mood" is no metric of the registry.',
      '8: "system.cpu.utilization~0.9" is no expectation such as system.cpu.utilization<=0.9.',
    ]);
  });
});
