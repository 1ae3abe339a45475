import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDecimal } from "../../../src/importers/reading/byte-number.ts";

const read = (text: string, places = 0): number => {
  const bytes = new TextEncoder().encode(`"${text}",`);
  return readDecimal(bytes, 1, bytes.length - 2, places);
};

describe("decimal numbers from bytes", () => {
  it("refuses what is no plain decimal number", () => {
    const texts = [
      "",
      " ",
      "-",
      ".",
      "+.",
      "1,5",
      "1 2",
      "0x10",
      "NaN",
      "Infinity",
      "1.2.3",
      "1e",
      "--1",
      "12a",
      "1".repeat(500),
    ];
    expect(texts.map((text) => read(text)).every(Number.isNaN)).toBe(true);
  });

  it("reads the forms that logs use", () => {
    const texts = ["0", "7", "-7", "+7", "0.5", ".5", "5.", "007", "-0.25", "1e3", "1.5E-3", "238132991823872"];
    expect(texts.map((text) => read(text))).toEqual(texts.map(Number));
  });

  it("moves the point before it rounds, so that a percentage is a ratio to the last bit", () => {
    expect(read("35.7", 2)).toBe(0.357);
    expect(read("1.5e3", 2)).toBe(15);
    expect(read("-0", 2)).toBe(-0);
  });

  it("rounds exactly as the language does, to the last of twenty digits", () => {
    const seen = ["0.032083023520161361", "1071.0072491149669531", "176584.65862871808349", "9007199254740993"];
    expect(seen.map((text) => read(text))).toEqual(seen.map(Number));
    const digits = fc.stringMatching(/^\d{1,24}$/);
    fc.assert(
      fc.property(digits, digits, (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(read(text)).toBe(Number(text));
        expect(read(text, 2)).toBe(Number(`${text}e-2`));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });
});
