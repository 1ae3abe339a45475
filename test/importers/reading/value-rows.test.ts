import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitRow } from "../../../src/importers/reading/csv-rows.ts";
import { parseNumber } from "../../../src/importers/reading/numbers.ts";
import {
  endingInNewline,
  HOST,
  IGNORED,
  TIME,
  ValueRows,
  type RowPlan,
} from "../../../src/importers/reading/value-rows.ts";

const NEWLINE = 10;

/** Reads digits up to whatever else. */
function digitClock() {
  const clock = {
    end: 0,
    read(bytes: Uint8Array, from: number): number {
      const digits = /^\d+/.exec(Buffer.from(bytes.subarray(from)).toString("latin1"))?.[0] ?? "";
      clock.end = from + digits.length;
      return digits === "" ? Number.NaN : Number(digits);
    },
  };
  return clock;
}

function readerOf(plan: Partial<RowPlan> & Pick<RowPlan, "roles">) {
  const width = Math.max(...plan.roles) + 1;
  const places = plan.places ?? new Int32Array(width);
  return new ValueRows({ delimiter: 44, decimal: ".", trims: false, ...plan, places }, digitClock());
}

const bytesOf = (text: string): Uint8Array => endingInNewline(Buffer.from(text, "utf8"));

describe("rows of values straight from bytes", () => {
  test("the time, the host and the values stand where the plan says, in whatever order", () => {
    const rows = readerOf({ roles: Int32Array.of(1, HOST, IGNORED, TIME, 0) });
    const bytes = bytesOf("0.25,RND-07,any words,1700,-3\r\n,H,x,1,4.5");
    const first = rows.read(bytes, 0);
    expect(bytes[first]).toBe(NEWLINE);
    expect([rows.time, ...rows.values]).toEqual([1700, -3, 0.25]);
    expect(Buffer.from(bytes.subarray(rows.hostFrom, rows.hostTo)).toString()).toBe("RND-07");
    expect(rows.read(bytes, first + 1)).toBe(bytes.length - 1);
    expect([rows.time, ...rows.values]).toEqual([1, 4.5, Number.NaN]);
  });

  test("a row with fewer or more cells, a word, a doubled quote or an open one is not read", () => {
    const rows = readerOf({ roles: Int32Array.of(TIME, 0, IGNORED) });
    for (const row of [
      "1,2",
      "1,2,3,4",
      "1,two,",
      '1,2,a"b',
      '1,2,"a""b"',
      '1,"2,x',
      "1,2 ,",
      "x,2,",
      "1,1e999,",
      "",
    ]) {
      expect([row, rows.read(bytesOf(row), 0)]).toEqual([row, -1]);
    }
  });

  test("is as reading each cell as text, where it reads a row at all", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 11 });
    const number = fc
      .tuple(fc.constantFrom("", "-", "+"), digits, fc.constantFrom("", ".", ",", "e", "e-"), digits)
      .map((parts) => parts.join(""));
    const cell = fc.oneof(
      { weight: 6, arbitrary: number },
      { weight: 1, arbitrary: fc.constantFrom("", " ", "-", "NaN", "x", '"', '""', "\t", "1 2", "5 %") },
    );
    const spelt = fc
      .tuple(fc.constantFrom("", "", " ", "\t"), cell, fc.constantFrom("", "", " "), fc.boolean())
      .map(([before, text, after, isQuoted]) => before + (isQuoted ? `"${text}"` : text) + after);
    const shape = fc.record({
      delimiter: fc.constantFrom(",", ";", "\t"),
      decimal: fc.constantFrom("." as const, "," as const),
      trims: fc.boolean(),
      places: fc.constantFrom(0, 2),
      cells: fc.array(spelt, { minLength: 1, maxLength: 4 }),
      end: fc.constantFrom("", "\n", "\r\n"),
    });
    let read = 0;
    fc.assert(
      fc.property(shape, ({ delimiter, decimal, trims, places, cells, end }) => {
        const roles = Int32Array.from([TIME, ...cells.map((_, index) => index)]);
        const rows = readerOf({
          delimiter: delimiter.charCodeAt(0),
          decimal,
          trims,
          roles,
          places: new Int32Array(cells.length).fill(places),
        });
        const line = `17${delimiter}${cells.join(delimiter)}`;
        const bytes = bytesOf(line + end);
        const newline = rows.read(bytes, 0);
        if (newline === -1) return;
        read += 1;
        expect(newline).toBe(bytes.length - 1);
        const texts = splitRow(line, { delimiter, trim: trims }) ?? [];
        expect(texts.length).toBe(cells.length + 1);
        const expected = texts.slice(1).map((text) => parseNumber(text, decimal, places));
        expect([...rows.values]).toEqual(expected);
      }),
      { numRuns: 8_000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  test("reads every short decimal, as the language does", () => {
    const rows = readerOf({ roles: Int32Array.of(TIME, 0) });
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        fc.integer({ min: 0, max: 9 }),
        (whole, places) => {
          const text = (whole / 10 ** places).toFixed(places);
          expect(rows.read(bytesOf(`1,${text}`), 0)).toBeGreaterThan(0);
          expect(rows.values[0]).toBe(Number(text));
        },
      ),
    );
  });
});
