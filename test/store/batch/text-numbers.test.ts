import { describe, expect, it } from "vitest";
import { TextNumbers } from "../../../src/store/batch/text-numbers.ts";
import { textsIn } from "./texts-in.ts";

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
    const first = texts.take();
    expect([first.count, textsIn(first.block)]).toEqual([
      2,
      [
        [0, "a"],
        [0, "b"],
      ],
    ]);
    expect([texts.number(0, "b"), texts.number(0, "c"), texts.length]).toEqual([1, 2, 3]);
    expect(textsIn(texts.take().block)).toEqual([[0, "c"]]);
  });

  it("are numbered anew where too many came since, so that memory has a bound", () => {
    const texts = new TextNumbers();
    for (let index = 0; index < 50_000; index += 1) {
      texts.number(0, `often ${String(index % 100)}`);
      texts.number(0, String(index));
    }
    // Most of them were told once or twice, though they came 500 times.
    expect(textsIn(texts.take().block).filter(([, text]) => text === "often 7").length).toBeLessThan(5);
    expect(texts.number(0, "0")).not.toBe(1);
  });

  it("of a field in which none comes again are not sought for a while, those of other fields are", () => {
    const texts = new TextNumbers();
    const numbers = Array.from({ length: 20_002 }, (_, index) => texts.number(3, String(index)));
    expect(numbers.at(-1)).toBe(20_001);
    expect([texts.number(3, "20001"), texts.number(4, "x"), texts.number(4, "x")]).toEqual([20_002, 20_003, 20_003]);
    for (let index = 0; index < 200_000; index += 1) texts.number(3, "again");
    const [first, second] = [texts.number(3, "again"), texts.number(3, "again")];
    expect(second).toBe(first);
  });
});
