/** Objects that are scanned as bytes give what `JSON.parse` makes of them, and are refused where it refuses them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { metricRows } from "../../../src/importers/formats/generic/metric-rows.ts";
import { readPlainLines } from "../../../src/importers/formats/generic/plain-lines.ts";
import { decideEncoding } from "../../../src/importers/decode/encoding.ts";
import { fileText } from "../../../src/importers/decode/file-text.ts";
import type { ColumnMapping, TableShape } from "../../../src/importers/mapping.ts";
import { timeReader } from "../../../src/importers/reading/times.ts";
import { recordingSink, type Imported } from "./read-format.ts";

const COLUMNS = ["time", "host", "cpu", "memory", "note", "Größe \u{1f600}"];
const shape: TableShape = {
  kind: "json",
  delimiter: ",",
  columns: COLUMNS,
  hasHeader: false,
  isNested: false,
  hasPlainLines: true,
};

function mappingOf(form: ColumnMapping["time"]["form"]): ColumnMapping {
  return {
    plimsollMapping: 1,
    time: { column: "time", form },
    host: { column: "host" },
    columns: [
      { column: "cpu", as: "system.cpu.utilization", scale: 0.01 },
      { column: "memory", as: "system.memory.utilization" },
      { column: "Größe \u{1f600}", as: "hw.power", scale: 1_000 },
    ],
  };
}

/** What the lines give, and how many of them were scanned as bytes. */
async function read(
  lines: string,
  form: ColumnMapping["time"]["form"],
  way: "bytes" | "text",
): Promise<{ readonly imported: Imported; readonly scanned: number }> {
  const { sink, imported } = recordingSink();
  const bytes = new TextEncoder().encode(lines);
  const text = fileText(
    async function* () {
      for (let at = 0; at < bytes.length; at += 300) yield await Promise.resolve(bytes.subarray(at, at + 300));
    },
    { encoding: decideEncoding(bytes), note: sink.note, onOverlong: () => undefined },
  );
  const rows = metricRows(
    shape,
    mappingOf(form),
    { time: 0, host: 1, columns: [2, 3, 5] },
    timeReader(form, undefined, sink.noteOnce),
    (written) => (written === undefined || written === "" ? undefined : written),
    sink,
  );
  let scanned = 0;
  const scanner = {
    scan(block: Uint8Array, from: number): number {
      const end = way === "bytes" ? (rows.scanner?.scan(block, from) ?? -1) : -1;
      if (end !== -1) scanned += 1;
      return end;
    },
  };
  const readRow: Parameters<typeof readPlainLines>[3] = ({ cells, line, raw }) => rows.readRow(cells, line, raw);
  await readPlainLines(text, shape, scanner, readRow, sink, new AbortController().signal);
  rows.flush();
  return { imported, scanned };
}

const digits = fc.integer({ min: 0, max: 1e9 }).map(String);
const decimal = fc.tuple(digits, digits).map(([whole, fraction]) => `${whole}.${fraction}`);
/** Numbers as JSON has them, and much that it has not. */
const number = fc.oneof(
  { weight: 8, arbitrary: decimal },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.tuple(decimal, digits).map(([value, more]) => `-${value}${more}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ..."0 -0 -0.0 0.0 7 1e2 1E+2 1.5e-7 2e400 5e-400 1e 1e+ 01 -01 00.5 1. .5 +1 - -a 1.2.3 0x1 NaN 12a".split(" "),
      "123456789012345678",
      "12.345678901234567890",
      "0.00000000000000000000000012345678901234567",
      "0000000000000000001",
    ),
  },
);
const value = fc.oneof(
  { weight: 12, arbitrary: number },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...`null nul nulx true false tru falsey {} [] [1] {"cpu":3} "" "-" "n/a" "7.5%" "-0" "+5" "1." "oops" 'x'`.split(
        " ",
      ),
      '"a \\u0022 b"',
      '"\t"',
      '"open',
      "",
    ),
  },
  { weight: 2, arbitrary: number.map((text) => `"${text}"`) },
);
const host = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom('"A"', '"B"', '"c.corp.example"', '"Zürich"') },
  { weight: 1, arbitrary: fc.constantFrom('""', "null", "7", "7.0", "true", '"\\u0041"', '" A"', "{}") },
);
const time = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 500 }).map((step) => `"${iso(step)}Z"`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom(
          "",
          ".5Z",
          ".123456Z",
          ".1234567891Z",
          "+02:00",
          "-0530",
          "+99:99",
          " Z",
          "z",
          "\\u005a",
          "\tZ",
        ),
      )
      .map(([step, rest]) => `"${iso(step)}${rest}"`),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ..."1772323200 1772323200.5 1772323200123 1772323200123456 01772323200 1.7723232e9 -1 2026 null".split(" "),
      '"1772323200"',
      '"2026-02-30T00:00:00Z"',
      '"31.10.2026 14:05"',
      '"Oct 9, 2026 2:41:10 PM"',
      '"1850-01-01T00:00:00Z"',
      '""',
    ),
  },
);

function iso(step: number): string {
  return new Date(1_772_323_200_000 + step * 300_000).toISOString().slice(0, 19);
}

const pair = fc.oneof(
  { weight: 6, arbitrary: value.map((text): [string, string] => ["cpu", text]) },
  { weight: 6, arbitrary: value.map((text): [string, string] => ["memory", text]) },
  { weight: 3, arbitrary: value.map((text): [string, string] => ["note", text]) },
  { weight: 3, arbitrary: value.map((text): [string, string] => ["Größe \u{1f600}", text]) },
  { weight: 1, arbitrary: value.map((text): [string, string] => ["Größe \\ud83d\\ude00", text]) },
  { weight: 1, arbitrary: value.map((text): [string, string] => ["other", text]) },
  { weight: 1, arbitrary: time.map((text): [string, string] => ["time", text]) },
  { weight: 1, arbitrary: host.map((text): [string, string] => ["host", text]) },
);
const blank = fc.oneof(
  { weight: 12, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom(" ", "\t", "  ") },
);

/** A line with its keys in some order, some of them more than once, blanks here and there, and at times cut or followed. */
const line = fc
  .record({
    time,
    host,
    pairs: fc.array(pair, { maxLength: 6 }),
    isShuffled: fc.boolean(),
    blanks: fc.array(blank, { minLength: 4, maxLength: 4 }),
    end: fc.oneof(
      { weight: 10, arbitrary: fc.constant("}") },
      { weight: 1, arbitrary: fc.constantFrom("", ",}", ", }", "} ", "}\r", "},", "} x", "}}", "}{}", "]") },
    ),
    seed: fc.nat(),
  })
  .map(({ time: at, host: name, pairs, isShuffled, blanks: [a = "", b = "", c = "", d = ""], end, seed }) => {
    const all: [string, string][] = [["time", at], ["host", name], ...pairs];
    if (isShuffled) all.unshift(...all.splice(seed % all.length));
    return `${a}{${b}${all.map(([key, text]) => `"${key}"${c}:${d}${text}`).join(`${c},${d}`)}${b}${end}`;
  });
const lines = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: line },
    { weight: 1, arbitrary: fc.constantFrom("", " ", "{}", "[]", "null", "x") },
  ),
  {
    maxLength: 20,
  },
);

test("whatever the values, blanks and order of their keys, and whatever is broken", async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom("iso", "epoch-s", "epoch-ms", "day-first"), async (written, form) => {
      const text = written.join("\n");
      const { imported } = await read(text, form, "bytes");
      expect(imported).toEqual((await read(text, form, "text")).imported);
    }),
    { numRuns: 1_000 },
  );
});

test("objects of one export are scanned, also where a value is missing, null, repeated, long or in a text", async () => {
  const rows = [
    `{"time":"${iso(0)}Z","host":"A","cpu":12.5,"memory":0.25,"note":"x"}`,
    `{"time":"${iso(1)}Z","host":"A","cpu":null,"memory":0.5,"note":"y"}`,
    `{"time":"${iso(2)}Z","host":"A","memory":0.5}`,
    `{ "host": "Zürich", "note": null, "memory": "0.75", "time": "${iso(3)}Z", "cpu": 12.345678901234567 }\r`,
    `{"time":"${iso(4)}Z","host":"A","cpu":1,"cpu":-2.5e1,"Größe \u{1f600}":3}`,
  ];
  const { imported, scanned } = await read(rows.join("\n"), "iso", "bytes");
  expect(scanned).toBe(rows.length);
  const at = (step: number): number => Date.parse(`${iso(step)}Z`) * 1_000;
  expect(Object.fromEntries(imported.samples)).toEqual({
    "A system.cpu.utilization": [
      [at(0), 0.125],
      [at(4), -0.25],
    ],
    "A system.memory.utilization": [
      [at(0), 0.25],
      [at(1), 0.5],
      [at(2), 0.5],
    ],
    "A hw.power": [[at(4), 3_000]],
    "Zürich system.cpu.utilization": [[at(3), 0.12345678901234567]],
    "Zürich system.memory.utilization": [[at(3), 0.75]],
  });
});

test("a key in escapes, a nested value or a broken line leave the next lines to be scanned", async () => {
  const row = (step: number): string => `{"time":"${iso(step)}Z","host":"A","cpu":${step}}`;
  const odd = [
    `{"time":"${iso(90)}Z","host":"A","c\\u0070u":7}`,
    `{"time":"${iso(91)}Z","host":"A","note":{},"cpu":7}`,
    '{"time":"20',
  ];
  const { imported, scanned } = await read([row(1), ...odd, row(2), row(3)].join("\n"), "iso", "bytes");
  expect({ scanned, counts: imported.counts, rejects: imported.rejects }).toEqual({
    scanned: 3,
    counts: { stored: 5, skipped: 0, rejected: 1 },
    rejects: [{ line: 4, reason: "The record is no JSON object.", raw: '{"time":"20' }],
  });
});
