import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile } from "../../src/statistics/quantile.ts";
import { createWindowBank } from "../../src/statistics/window-bank.ts";

describe("a window bank", () => {
  test("refuses NaN, which has no place in an order", () => {
    expect(() => createWindowBank(1, 3).push(0, Number.NaN)).toThrow(RangeError);
  });

  test("has no quantile of an empty window", () => {
    expect(createWindowBank(2, 3).quantile(1, 0.5)).toBe(Number.NaN);
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
          bank.push(window, value);
          kept[window] = [...(kept[window] ?? []), value].slice(-5);
        }
        kept.forEach((values, window) => {
          expect(bank.size(window)).toBe(values.length);
          if (values.length > 0) expect(bank.quantile(window, 0.3)).toBeCloseTo(quantile(values, 0.3), 12);
        });
      }),
    );
  });
});
