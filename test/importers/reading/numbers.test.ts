import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMissing } from "../../../src/importers/reading/missing.ts";
import { decideDecimal, parseCount, parseNumber } from "../../../src/importers/reading/numbers.ts";

describe("numbers", () => {
  test("what is no number is undefined, what is missing is NaN, and neither is zero", () => {
    expect(["12a", "1,5", "0x10", "1 000", "--5", "1.2.3"].map((cell) => parseNumber(cell))).toEqual(
      Array<undefined>(6).fill(undefined),
    );
    const missing = ["", " ", "-", "N/A", "[N/A]", "[Not Supported]", "null", "NaN", "+Inf", "-Inf", "<nil>"];
    expect(missing.map((cell) => parseNumber(cell))).toEqual(missing.map(() => Number.NaN));
  });

  test("every finite double is read as itself, with a point or a comma", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (double) => {
        const value = double + 0; // minus zero is written as zero
        expect(parseNumber(` ${value} `)).toBe(value);
        expect(parseNumber(String(value).replace(".", ","), ",")).toBe(value);
      }),
    );
  });

  test("a point in a file of decimal commas is no number", () => {
    expect([parseNumber("1.234", ","), parseNumber("1.234,5", ","), parseNumber("-0,5", ",")]).toEqual([
      undefined,
      undefined,
      -0.5,
    ]);
  });

  test("counts are whole, not negative and exact", () => {
    expect(["80", "-1", "1.5", "", "9007199254740993", "9007199254740991"].map(parseCount)).toEqual([
      80,
      undefined,
      undefined,
      undefined,
      undefined,
      9007199254740991,
    ]);
  });

  test("one file has one decimal mark, and grouped thousands prove nothing", () => {
    expect(decideDecimal(["78,70", "1,234", "3"])).toEqual({ decimal: ",", isCertain: true });
    expect(decideDecimal(["78.70", "1,234"])).toEqual({ decimal: ".", isCertain: true });
    expect(decideDecimal(["1,234", "5"])).toEqual({ decimal: ".", isCertain: false });
  });

  test("a word with blanks around it may be missing; a name is not", () => {
    expect([isMissing(" n/a "), isMissing("(null)"), isMissing("nano"), isMissing("0")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
