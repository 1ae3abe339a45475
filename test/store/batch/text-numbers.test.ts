import { describe, expect, it } from "vitest";
import { TextNumbers } from "../../../src/store/batch/text-numbers.ts";

describe("texts of events", () => {
  it("are given once, and numbered in the order in which they come", () => {
    const texts = new TextNumbers();
    expect(["a", "b", "a", "", undefined].map((text) => texts.number(0, text))).toEqual([
      0,
      1,
      0,
      Number.NaN,
      Number.NaN,
    ]);
    expect(texts.take().texts).toEqual(["a", "b"]);
    expect([texts.number(0, "b"), texts.number(0, "c"), texts.length]).toEqual([1, 2, 3]);
    expect(texts.take().texts).toEqual(["c"]);
  });

  it("are numbered anew where too many came since, so that memory has a bound", () => {
    const texts = new TextNumbers();
    const numbers = Array.from({ length: 50_000 }, (_, index) => texts.number(0, String(index)));
    expect(numbers.at(-1)).toBe(49_999);
    expect(texts.number(0, "0")).toBe(50_000);
    expect(texts.take().texts).toHaveLength(50_001);
    const long = "x".repeat(100);
    expect([texts.number(0, long), texts.number(0, long)]).toEqual([50_001, 50_001]);
  });
});
