import { describe, expect, it } from "vitest";
import { TextNumbers } from "../../../src/store/batch/text-numbers.ts";

describe("texts of events", () => {
  it("are given once, and numbered in the order in which they come", () => {
    const texts = new TextNumbers();
    expect(["a", "b", "a", "", undefined].map((text) => texts.number(text))).toEqual([0, 1, 0, Number.NaN, Number.NaN]);
    expect(texts.take()).toEqual(["a", "b"]);
    expect([texts.number("b"), texts.number("c"), texts.length]).toEqual([1, 2, 3]);
    expect(texts.take()).toEqual(["c"]);
  });

  it("are numbered anew where too many came since, so that memory has a bound", () => {
    const texts = new TextNumbers();
    const numbers = Array.from({ length: 50_000 }, (_, index) => texts.number(String(index)));
    expect(numbers.at(-1)).toBe(49_999);
    expect(texts.number("0")).toBe(50_000);
    expect(texts.take()).toHaveLength(50_001);
    const long = "x".repeat(100);
    expect([texts.number(long), texts.number(long)]).toEqual([50_001, 50_001]);
  });
});
