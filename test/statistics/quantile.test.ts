import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile, quantileSorted } from "../../src/statistics/quantile.ts";

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

describe("quantile", () => {
  test("is NaN where there is nothing to measure", () => {
    expect([quantile([], 0.5), quantile([Number.NaN], 0.5)]).toEqual([Number.NaN, Number.NaN]);
  });

  test("agrees with R quantile(1:10, c(0.1, 0.25, 0.5, 0.9), type = 7)", () => {
    const ten = [10, 3, 1, 7, 5, 9, 2, 8, 4, 6];
    expect([0.1, 0.25, 0.5, 0.9].map((share) => quantile(ten, share))).toEqual([1.9, 3.25, 5.5, 9.1]);
  });

  test("agrees with numpy.percentile of its own example", () => {
    expect(quantile([10, 7, 4, 3, 2, 1], 0.5)).toBe(3.5);
  });

  test("leaves NaN values out and the input as it was", () => {
    const input = Float64Array.of(3, Number.NaN, 1, 2);
    expect(quantile(input, 0.5)).toBe(2);
    expect([...input]).toEqual([3, Number.NaN, 1, 2]);
  });

  test("selects what sorting would give", () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const sorted = Float64Array.from(list).sort();
        expect(quantile(list, share)).toBeCloseTo(quantileSorted(sorted, 0, sorted.length, share), 6);
      }),
    );
  });
});
