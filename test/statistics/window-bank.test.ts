import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile } from "../../src/statistics/quantile.ts";
import { clearWindow, createWindowBank, pushInto, quantileOf, sizeOf } from "../../src/statistics/window-bank.ts";

describe("a window bank", () => {
  test("refuses NaN, which has no place in an order", () => {
    expect(() => pushInto(createWindowBank(1, 3), 0, Number.NaN)).toThrow(RangeError);
  });

  test("has no quantile of an empty window", () => {
    expect(quantileOf(createWindowBank(2, 3), 1, 0.5)).toBe(Number.NaN);
  });

  test("knows the quantiles of the newest values of each window", () => {
    const pushes = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -5, max: 5 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(pushes, (list) => {
        const bank = createWindowBank(3, 5);
        const kept: number[][] = [[], [], []];
        for (const [window, value] of list) {
          pushInto(bank, window, value);
          kept[window] = [...(kept[window] ?? []), value].slice(-5);
        }
        kept.forEach((values, window) => {
          expect(sizeOf(bank, window)).toBe(values.length);
          if (values.length > 0) expect(quantileOf(bank, window, 0.3)).toBeCloseTo(quantile(values, 0.3), 12);
        });
      }),
    );
  });

  test("begins anew where a window is cleared, and leaves the others alone", () => {
    const bank = createWindowBank(2, 3);
    for (const value of [5, 6, 7, 8]) {
      pushInto(bank, 0, value);
      pushInto(bank, 1, value);
    }
    clearWindow(bank, 0);
    expect(sizeOf(bank, 0)).toBe(0);
    for (const value of [3, 1]) pushInto(bank, 0, value);
    expect([quantileOf(bank, 0, 0), quantileOf(bank, 0, 1)]).toEqual([1, 3]);
    expect(quantileOf(bank, 1, 0.5)).toBe(7);
  });
});
