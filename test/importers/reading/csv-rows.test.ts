import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { csvRows, sniffDelimiter } from "../../../src/importers/reading/csv-rows.ts";
import { csvTable } from "../../../src/importers/reading/csv-table.ts";
import { flatten, memorySink, textFrom } from "../memory-sink.ts";

async function rowsOf(text: string, options = { delimiter: "," }, pieceSize = 7) {
  const sink = memorySink();
  const rows = await flatten(csvRows(textFrom(text, sink, pieceSize), options, sink));
  return { rows, cells: rows.map((row) => row.cells), sink };
}

describe("rows of separated text", () => {
  test("a quote that is never closed rejects its own line and no other", async () => {
    const { cells, sink } = await rowsOf('a,b\n1,"broken\n2,fine\n3,"also, fine"\n');
    expect(cells).toEqual([
      ["a", "b"],
      ["2", "fine"],
      ["3", "also, fine"],
    ]);
    expect(sink.rejects).toEqual([{ line: 2, reason: "A quote is opened and never closed.", raw: '1,"broken' }]);
  });

  test("quoted cells hold delimiters, doubled quotes and line ends; rows know their first line", async () => {
    const { rows } = await rowsOf('x,y\r\n"a ""b"", c","two\nlines"\r\n\r\nlast,one');
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, "x", "y"],
      [2, 'a "b", c', "two\nlines"],
      [5, "last", "one"],
    ]);
  });

  test("blanks beside the delimiter are cut where asked for, inside quotes they stay", async () => {
    const { cells } = await rowsOf('1;\t2 ; " 3 ";\n', { delimiter: ";", trim: true } as { delimiter: string });
    expect(cells).toEqual([["1", "2", " 3 ", ""]]);
  });

  test("a tab that is the delimiter is no blank, also where an empty cell stands beside a quoted one", async () => {
    const options = { delimiter: "\t", trim: true } as { delimiter: string };
    expect((await rowsOf('1\t\t"x"\t\t\n', options)).cells).toEqual([["1", "", "x", "", ""]]);
  });

  test("agrees with csv-parse on any table, however the stream is cut", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "ö", ",", '"', "\n", " ", "1", "😀"), maxLength: 8 });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        async (table, pieceSize) => {
          const text = table.map((row) => row.map(quoted).join(",")).join("\n");
          const expected = parse(text, { relaxColumnCount: true });
          const { cells, sink } = await rowsOf(text, { delimiter: "," }, pieceSize);
          expect({ cells, rejects: sink.rejects }).toEqual({ cells: expected, rejects: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any text at all ends, and every line of it is in a row, in a reject, or blank", async () => {
    const line = fc.string({ unit: fc.constantFrom("a", ",", '"', " "), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const { rows, sink } = await rowsOf(lines.join("\n"));
        const seen = [...rows.map((row) => row.raw), ...sink.rejects.map((reject) => reject.raw)].join("\n");
        const letters = (text: string): number => text.replaceAll(/[\s]/g, "").length;
        expect(letters(seen)).toBe(letters(lines.join("\n")));
      }),
      { numRuns: 500 },
    );
  });

  test("the delimiter is the one that cuts the first lines evenly", () => {
    expect(sniffDelimiter(["a;b;c", "1,5;2,5;3", "1,0;2,0;4"])).toBe(";");
    expect(sniffDelimiter(["a\tb", "1,2,3\t4"])).toBe("\t");
    expect(sniffDelimiter(["sep=|", "a,b|c"])).toBe("|");
    expect(sniffDelimiter(['"a,b",c', "d,e"])).toBe(",");
    expect(sniffDelimiter(["no delimiter", "at all"])).toBeUndefined();
  });
});

describe("a table with a header", () => {
  test("a repeated header is skipped and counted, and the sep= line is none", async () => {
    const sink = memorySink();
    const table = await csvTable(textFrom("sep=,\na,b\n1,2\na,b\n3,4\n", sink), { delimiter: "," }, sink);
    if (table === undefined) throw new Error("expected a table");
    const rows = await flatten(table.rows);
    expect([table.header, rows.map((row) => row.cells), [...sink.skips]]).toEqual([
      ["a", "b"],
      [
        ["1", "2"],
        ["3", "4"],
      ],
      [["header repeated", 1]],
    ]);
  });

  test("text without a row is no table", async () => {
    const sink = memorySink();
    expect(await csvTable(textFrom("\n\n", sink), { delimiter: "," }, sink)).toBeUndefined();
  });
});
