/** Rows of events that are read where they lie in their bytes give what the same rows give that are read as texts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { tidyTable } from "../../../src/importers/formats/tidy-table.ts";
import { readFormat } from "./read-format.ts";

const odd = fc.constantFrom(
  "",
  " ",
  "-",
  "n/a",
  "oops",
  '"',
  '"quoted"',
  '"a ""b"" c"',
  '"12"',
  '"x" y',
  'C:\\"x"',
  "1e3",
);
const times = fc.constantFrom(
  "2026-03-02T00:00:00Z",
  "2026-03-02 00:05:00.25+01:00",
  '"2026-03-02T00:00:00Z"',
  '"2026-03-02T00:00:00Z""x"',
  "1772409600",
  "1772409600.5",
  "2026-03-02T00:00:00",
  "never",
);
const words = fc.constantFrom(
  "TCP",
  "udp",
  "yes",
  "No",
  "outbound",
  "ingress",
  "a b",
  " padded ",
  "svchost.exe",
  "10.0.0.1",
);
const numbers = fc.constantFrom("0", "7", "0012", "80", "65535", "65536", "12.0", "1.", ".5", "0.25", "-3", " 5 ");
const long = fc.constantFrom("123456789012345", "1234567890123456", "12345678901234567", "0.1234567890123456");
const addresses = fc.constantFrom("198.51.100.7", "[::1]", "::ffff:10.0.0.1", "256.1.1.1", "host.example");
const cell = fc.oneof(words, numbers, long, addresses, odd, times);

/** A mark in each row: with a letter beyond ASCII the rows around it are read as texts. */
const MARK = "pod";
const TEXTS = "p\u00f6d";

/** What a table gives, as text. */
async function outcome(text: string, pieceBytes: number): Promise<string> {
  const { samples, ...rest } = await readFormat(tidyTable, text, { pieceBytes, host: "RND-07" });
  return JSON.stringify({ ...rest, samples: [...samples] });
}

async function compare(columns: string, rows: readonly (readonly string[])[], end: string): Promise<void> {
  const header = `timestamp,host.name,${columns},mark`;
  const lines = rows.map((cells) => [...cells, MARK].join(","));
  lines.splice(
    Math.floor(lines.length / 2),
    0,
    header,
    "",
    `too,few,${MARK}`,
    `"open at the end,${MARK}`,
    `of its line",${MARK}`,
  );
  const table = [header, ...lines].join(end);
  const plain = await outcome(table, 200);
  expect(plain).toBe((await outcome(table.replaceAll(MARK, TEXTS), 100_000)).replaceAll(TEXTS, MARK));
}

/** Most rows have a time, so that their other cells are looked at. */
const row = (width: number): fc.Arbitrary<string[]> =>
  fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: fc.constant("2026-03-02T00:00:00Z") }, times),
      fc.constantFrom("A", '"B"', "", "-"),
    )
    .chain(([time, host]) =>
      fc.array(cell, { minLength: width, maxLength: width }).map((cells) => [time, host, ...cells]),
    );
const ends = fc.constantFrom("\n", "\r\n");

test("of processes", async () => {
  const columns =
    "process.pid,process.name,process.command_line,process.parent.pid,process.start,process.code_signature.trusted,process.cpu.utilization";
  await fc.assert(
    fc.asyncProperty(fc.array(row(7), { maxLength: 30 }), ends, (rows, end) => compare(columns, rows, end)),
    { numRuns: 100 },
  );
});

test("of connections", async () => {
  const columns =
    "process.pid,network.transport,network.direction,source.ip,source.port,destination.ip,destination.bytes,event.duration";
  await fc.assert(
    fc.asyncProperty(fc.array(row(8), { maxLength: 30 }), ends, (rows, end) => compare(columns, rows, end)),
    { numRuns: 100 },
  );
});

test("of many rows whose texts come again, and of such that never do", async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => [
    "2026-03-02T00:00:00Z",
    `H${String(index % 3)}`,
    String(index + 1),
    `tool${String(index % 7)}.exe`,
    `run ${String(index % 9_000 < 8_000 ? index : 1)}`,
  ]);
  await compare("process.pid,process.name,process.command_line", rows, "\n");
});
