import { describe, expect, it } from "vitest";
import { formatNumber, formatShare, formatShort, THIN_SPACE } from "../../../renderer/format/number.ts";

const thin = (text: string): string => text.replaceAll("_", THIN_SPACE);

describe("formatNumber", () => {
  it("says that something is no number", () => {
    expect(formatNumber(Number.NaN)).toBe("–");
    expect(formatNumber(Number.POSITIVE_INFINITY)).toBe("–");
  });

  it("groups thousands with a thin space that does not break", () => {
    expect([999, 1_000, 12_448_800, 1234.5].map((value) => formatNumber(value))).toEqual(
      ["999", "1_000", "12_448_800", "1_235"].map(thin),
    );
  });

  it("groups the whole part only, and never signs a zero", () => {
    expect(formatNumber(1234.56789, 4)).toBe(thin("1_234.5679"));
    expect(formatNumber(-0.001, 2)).toBe("0.00");
    expect(formatNumber(-1234)).toBe(thin("−1_234"));
  });
});

describe("formatShort", () => {
  it("keeps about three significant digits", () => {
    expect([0, 0.0123, 1.2345, 12.345, 1234.5].map(formatShort)).toEqual(["0", "0.012", "1.23", "12.3", thin("1_235")]);
  });
});

describe("formatShare", () => {
  it("gives whole percents from ten on and a decimal below", () => {
    expect([0, 0.031, 0.0999, 0.953, 1, Number.NaN].map(formatShare)).toEqual(
      ["0_%", "3.1_%", "10_%", "95_%", "100_%", "–"].map(thin),
    );
  });
});
