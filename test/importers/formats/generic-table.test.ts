import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { toIso } from "../../../src/base/time.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { genericTable } from "../../../src/importers/formats/generic-table.ts";
import { planTable } from "../../../src/importers/formats/generic/plan-table.ts";
import type { SourceFacts } from "../../../src/importers/importer.ts";
import { parseMapping, type ColumnMapping } from "../../../src/importers/mapping.ts";
import { previewTable } from "../../../src/importers/preview-table.ts";
import { memorySink, noFacts, textFrom, type MemorySink } from "../memory-sink.ts";

async function read(text: string, facts: Partial<SourceFacts> = {}): Promise<MemorySink> {
  const sink = memorySink();
  await genericTable.read(textFrom(text, sink), { ...noFacts, ...facts }, sink, new AbortController().signal);
  return sink;
}

async function guess(text: string, fileName = "HOST.csv") {
  const plan = await planTable(textFrom(text), fileName, undefined);
  if (plan === undefined) throw new Error("no table");
  return plan.guess;
}

const series = (sink: MemorySink): Record<string, [string, number][]> =>
  Object.fromEntries(
    [...sink.series].map(([key, samples]) => [key, samples.map(([time, value]) => [toIso(time), value])]),
  );

const csv = (header: string, rows: readonly string[]): string => `${header}\n${rows.join("\n")}\n`;
const clock = (index: number): string => `2026-03-01T00:${String(index).padStart(2, "0")}:00Z`;

describe("a table that cannot be understood", () => {
  test.each([
    ["no column holds times", "a,b\n1,2\n3,4\n", "No column holds times."],
    ["no column is known", "time,colour\n2026-03-01T00:00:00Z,red\n", "No column is known as a metric"],
  ])("%s: says so and asks for a mapping", async (_, text, reason) => {
    await expect(read(text)).rejects.toThrow(reason);
    await expect(read(text)).rejects.toMatchObject({ next: expect.stringContaining("Give a mapping") as string });
  });

  test("prose is no table", () => {
    const lines = ["Dear colleague,", "please find attached, as agreed, the export.", "Regards"];
    expect(genericTable.sniff({ name: "mail.txt", text: lines.join("\n"), lines })).toBe(0);
  });
});

describe("a mapping", () => {
  const mapping: ColumnMapping = {
    plimsollMapping: 1,
    time: { column: "when", form: "epoch-s" },
    host: { name: "H" },
    columns: [{ column: "load", as: "system.cpu.utilization", scale: 0.01 }],
  };

  test("that does not fit the table or the registry is refused by name", async () => {
    await expect(read("time,load\n1772323200,5\n", { mapping })).rejects.toThrow(
      'The mapping names the column "when", which the table does not have.',
    );
    const columns = [{ column: "load", as: "system.cpu.lood" }];
    await expect(read("when,load\n1772323200,5\n", { mapping: { ...mapping, columns } })).rejects.toThrow(
      'The mapping\'s "system.cpu.lood" is no metric of the registry.',
    );
    const pids = { ...mapping, kind: "processes" as const, columns: [{ column: "load", as: "process.speed" }] };
    await expect(read("when,load\n1772323200,5\n", { mapping: pids })).rejects.toThrow(
      "no field of a table of processes",
    );
  });

  test.each([
    ["{", "The mapping is no valid JSON."],
    ["{}", "plimsollMapping"],
    [JSON.stringify({ ...mapping, time: { column: "t", form: "roman" } }), "time.form"],
    [JSON.stringify({ ...mapping, time: { column: "t", form: "iso", zone: "Mars" } }), "time.zone: is no time zone"],
    [JSON.stringify({ ...mapping, colums: [] }), "colums"],
  ])("text %s is refused with its fault", (text, fault) => {
    expect(() => parseMapping(text)).toThrow(fault);
  });

  test("reads as it says, and what it does not name is ignored and noted", async () => {
    const sink = await read("when,load,other\n1772323200,35.7,x\n1772323260,,y\nsoon,1,z\n1772323320,many,z\n", {
      mapping: parseMapping(JSON.stringify(mapping)),
    });
    expect(series(sink)).toEqual({ "H system.cpu.utilization": [["2026-03-01T00:00:00Z", 0.357]] });
    expect([sink.storedCount(), [...sink.skips], sink.rejects.map(({ line, reason }) => `${line}: ${reason}`)]).toEqual(
      [
        1,
        [["row without a value, or with first readings of counters only", 1]],
        ['4: "soon" is not a time of the form epoch-s.', "5: None of the row's values can be read."],
      ],
    );
    expect([...sink.notes.keys()]).toContain("Columns that were ignored: other.");
  });
});

describe("a guess", () => {
  test("finds time, host, percent and unit by names and values, with a decimal comma", async () => {
    const rows = [
      "13.02.2026 14:05:00;RND-07;12,5 %;300",
      "13.02.2026 14:10:00;RND-08;95;0,5",
      "14.02.2026 14:05:00;RND-07;;1",
    ];
    const sink = await read(csv("Zeit;Server;CPU-Auslastung;Disk read [KB/s]", rows), {
      zone: zoneOf("Europe/Berlin"),
    });
    expect(series(sink)).toEqual({
      "RND-07 system.cpu.utilization": [["2026-02-13T13:05:00Z", 0.125]],
      "RND-08 system.cpu.utilization": [["2026-02-13T13:10:00Z", 0.95]],
      "RND-07 system.disk.io{disk.io.direction=read}": [
        ["2026-02-13T13:05:00Z", 307_200],
        ["2026-02-14T13:05:00Z", 1_024],
      ],
      "RND-08 system.disk.io{disk.io.direction=read}": [["2026-02-13T13:10:00Z", 512]],
    });
    expect([...sink.notes.keys()]).toEqual([
      "Numbers have a decimal comma.",
      'The time is in column "Zeit": the day first, since a first number is over 12.',
      'The host is in column "Server".',
      'Column "CPU-Auslastung" is system.cpu.utilization: percent, by its name or its cells.',
      'Column "Disk read [KB/s]" is system.disk.io{disk.io.direction=read}: KB of 1024 bytes a second.',
      "The times name no zone: they were read in Europe/Berlin, as stated for this source.",
    ]);
  });

  test("a cpu column without a unit is a ratio or percent by its values", async () => {
    const ratio = await guess(csv("time,cpu", [`${clock(0)},0.5`, `${clock(1)},0.93`]));
    const percent = await guess(csv("time,cpu", [`${clock(0)},0.5`, `${clock(1)},93`]));
    expect([ratio.mapping?.columns, percent.mapping?.columns]).toEqual([
      [{ column: "cpu", as: "system.cpu.utilization" }],
      [{ column: "cpu", as: "system.cpu.utilization", scale: 0.01 }],
    ]);
  });

  test("a number that only grows is a counter, host by host, and becomes a rate", async () => {
    const rows = Array.from({ length: 20 }, (_, index) => [
      `${clock(index)},A,${1_000_000 + index * 6_000}`,
      `${clock(index)},B,${5 + index * 60}`,
    ]).flat();
    const sink = await read(csv("time,host,net rx bytes", rows));
    const found = series(sink);
    expect(Object.keys(found)).toEqual([
      "A system.network.io{network.io.direction=receive}",
      "B system.network.io{network.io.direction=receive}",
    ]);
    expect(found["A system.network.io{network.io.direction=receive}"]?.map(([, value]) => value)).toEqual(
      Array(19).fill(100),
    );
    expect([sink.storedCount(), [...sink.skips.values()]]).toEqual([38, [2]]);
  });

  test("the header's unit of time yields to the values", async () => {
    const { mapping, decisions } = await guess(
      "Timestamp [ms];\tCPU usage [%]\n1372629804;\t0.67\n1372630104;\t0.8\n",
      "20.csv",
    );
    expect(mapping).toMatchObject({ time: { column: "Timestamp [ms]", form: "epoch-s" }, delimiter: ";" });
    expect(decisions).toContain("Its name says milliseconds, but its values can only be seconds.");
  });

  test("an order of dates that the sample leaves open is settled by a later row", async () => {
    const rows = Array.from(
      { length: 6_000 },
      (_, index) => `03/04/2026 ${new Date(index * 1000).toISOString().slice(11, 19)},5`,
    );
    const open = await guess(csv("time,cpu %", rows));
    const settled = await guess(csv("time,cpu %", [...rows, "13/04/2026 00:00:00,5"]));
    expect([open.mapping?.time.form, open.decisions[0]]).toEqual([
      "month-first",
      'The time is in column "time": the month first, which is only assumed: no date in the sample tells.',
    ]);
    expect([settled.mapping?.time.form, settled.decisions.at(-1)]).toEqual([
      "day-first",
      "A later date tells that the day comes first.",
    ]);
  });

  test("the order of dates in which rows follow each other is taken", async () => {
    const rows = Array.from({ length: 10 }, (_, index) => `${String(index + 1).padStart(2, "0")}/03/2026 00:00,5`);
    expect((await guess(csv("time,cpu %", rows))).mapping?.time.form).toBe("day-first");
  });

  test("one nameless value is what the file's name says", async () => {
    const { mapping } = await guess(
      "timestamp,value\n2014-02-14 14:30:00,51.8\n2014-02-14 14:35:00,44.2\n",
      "ec2_cpu_utilization_5f5533.csv",
    );
    expect(mapping?.columns).toEqual([{ column: "value", as: "system.cpu.utilization", scale: 0.01 }]);
  });

  test.each([
    ["the number of a CPU", csv("time;CPU;%user", [`${clock(0)};-1;5`, `${clock(1)};0;6`])],
    ["bytes under a share's name", csv("time,memory", [`${clock(0)},8000000000`, `${clock(1)},9000000000`])],
    ["parts of a load", csv("time,cpu wait pct,cpu steal pct,memory cached", [`${clock(0)},1,2,3`])],
    ["a number beside values with units", csv("time,index,draw", [`${clock(0)},0,93 W`, `${clock(1)},0,94 W`])],
    ["one row a device", csv("time,gpu,gpu usage %", [`${clock(0)},0,5`, `${clock(0)},1,6`, `${clock(1)},0,5`])],
    ["flows", csv("time,dst addr,bytes in", [`${clock(0)},10.0.0.1,5`, `${clock(1)},10.0.0.2,6`])],
    ["a log of logons", csv("time,host,remote ip,remote port,user", [`${clock(0)},A,10.0.0.1,445,root`])],
    ["packets", csv("time,net in packets", [`${clock(0)},5`, `${clock(1)},6`])],
    ["a log of actions", csv("time,host,action,user", [`${clock(0)},A,added,root`])],
    ["times of something else", csv("StartTime,CPU %", [`${clock(0)},5`, `${clock(1)},6`])],
    ["nested objects", `{"ts":1772323200,"cpu":{"pct":12}}\n{"ts":1772323260,"cpu":{"pct":13}}\n`],
  ])("is not made of %s: a wrong one would be worse than none", async (_, text) => {
    expect((await guess(text, "power.csv")).mapping).toBeUndefined();
  });

  test("of several columns for one share takes the plainest and names the others", async () => {
    const { mapping, decisions } = await guess(csv("time,cpu busy now pct,cpu pct", [`${clock(0)},1,2`]));
    expect(mapping?.columns.map((column) => column.column)).toEqual(["cpu pct"]);
    expect(decisions.at(-1)).toBe(
      'Column "cpu busy now pct" was left out: "cpu pct" is system.cpu.utilization already.',
    );
  });

  test("JSON lines are a table too; a broken one is rejected alone", async () => {
    const sink = await read(
      '{"ts":1772323200,"host":"A","cpu pct":12}\n{"ts":17\n{"ts":1772323260,"host":"A","cpu pct":13}\n',
    );
    expect(series(sink)).toEqual({
      "A system.cpu.utilization": [
        ["2026-03-01T00:00:00Z", 0.12],
        ["2026-03-01T00:01:00Z", 0.13],
      ],
    });
    expect(sink.rejects).toHaveLength(1);
  });

  test("a table of connections is known by its columns", async () => {
    const sink = await read(
      "time,hostname,src_ip,src_port,dst_ip,dst_port,proto,bytes_out,bytes_in\n2026-03-01T00:00:00Z,A,10.0.0.1,50000,::ffff:1.2.3.4,443,TCP,10,20\n",
    );
    expect(sink.connections).toMatchObject([
      { host: "A", destinationIp: "1.2.3.4", destinationPort: 443, transport: "tcp", bytesOut: 10, bytesIn: 20 },
    ]);
  });

  test("two columns of one metric become instances", async () => {
    const { mapping } = await guess(
      csv("time,eth0 rx bytes/s,eth1 rx bytes/s", [`${clock(0)},1,2`, `${clock(1)},1,2`]),
    );
    expect(mapping?.columns.map((column) => column.instance)).toEqual(["eth0", "eth1"]);
  });
});

describe("a preview", () => {
  const folder = mkdtempSync(join(tmpdir(), "preview-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("shows columns, the first rows, and a mapping that can be given back", async () => {
    const path = join(folder, "table.csv");
    writeFileSync(
      path,
      csv(
        "time,cpu %",
        Array.from({ length: 80 }, (_, index) => `${1_772_323_200 + index},${index}`),
      ),
    );
    const preview = await previewTable(path);
    expect([preview.format, preview.columns, preview.rows.length]).toEqual(["generic-table", ["time", "cpu %"], 50]);
    expect(parseMapping(preview.mapping ?? "").columns).toEqual([
      { column: "cpu %", as: "system.cpu.utilization", scale: 0.01 },
    ]);
  });

  test("of a table that a format claims names the format and guesses nothing", async () => {
    const path = join(folder, "tidy.csv");
    writeFileSync(path, "timestamp,system.cpu.utilization\n2026-03-01T00:00:00Z,0.1\n");
    expect(await previewTable(path)).toMatchObject({ format: "tidy-table", mapping: undefined, decisions: [] });
  });

  test("of a table whose columns nobody knows gives what is known of it, for a person to go on from", async () => {
    const path = join(folder, "odd.csv");
    writeFileSync(
      path,
      csv(
        "when;frobs;gloops",
        Array.from({ length: 40 }, (_, index) => `2026-03-01 00:${String(index).padStart(2, "0")};${index},5;${index}`),
      ),
    );
    const preview = await previewTable(path);
    expect([preview.format, preview.columns]).toEqual(["generic-table", ["when", "frobs", "gloops"]]);
    expect(JSON.parse(preview.mapping ?? "{}")).toMatchObject({
      time: { column: "when" },
      delimiter: ";",
      decimal: ",",
      columns: [],
    });
    expect(preview.decisions.at(-1)).toMatch(/No column is known/);
  });

  test("of a text that is no table has no columns", async () => {
    const path = join(folder, "note.txt");
    writeFileSync(path, "hello\n");
    expect(await previewTable(path)).toMatchObject({ format: undefined, columns: [], rows: [] });
  });
});

const real = process.env["PLIMSOLL_TEST_DATA"];

describe.skipIf(real === undefined || !existsSync(real))("real tables (set PLIMSOLL_TEST_DATA to run)", () => {
  test("a Bitbrains trace gives six metrics in the registry's units", async () => {
    const preview = await previewTable(join(real ?? "", "bitbrains/2013-7/20.csv"));
    const mapping = parseMapping(preview.mapping ?? "");
    expect(mapping.time).toEqual({ column: "Timestamp [ms]", form: "epoch-s" });
    expect(mapping.columns.map(({ as, scale }) => [as, scale])).toEqual([
      ["system.cpu.utilization", 0.01],
      ["system.memory.usage", 1024],
      ["system.disk.io{disk.io.direction=read}", 1024],
      ["system.disk.io{disk.io.direction=write}", 1024],
      ["system.network.io{network.io.direction=receive}", 1024],
      ["system.network.io{network.io.direction=transmit}", 1024],
    ]);
  });

  test("CloudWatch tables of the anomaly benchmark are read by their file names", async () => {
    const folder = join(real ?? "", "nab/data/realAWSCloudwatch");
    const as = async (file: string) => parseMapping((await previewTable(join(folder, file))).mapping ?? "").columns[0];
    expect(await as("ec2_cpu_utilization_24ae8d.csv")).toMatchObject({ as: "system.cpu.utilization", scale: 0.01 });
    expect(await as("ec2_network_in_257a54.csv")).toMatchObject({
      as: "system.network.io{network.io.direction=receive}",
    });
  });
});
