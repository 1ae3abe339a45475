import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { median } from "../../src/statistics/median.ts";
import {
  medianAbsoluteDeviation,
  medianAbsoluteDeviationSorted,
} from "../../src/statistics/median-absolute-deviation.ts";
import { medianWithout } from "../../src/statistics/median-without.ts";

describe("medianAbsoluteDeviation", () => {
  test("agrees with R mad(x, constant = 1)", () => {
    expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9])).toBe(1);
    expect(medianAbsoluteDeviation([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(2);
  });

  test("is not moved by a wild minority", () => {
    expect(medianAbsoluteDeviation([1, 2, 3, 4, 5, 6, 7, 8, 9e9])).toBe(2);
  });

  test("does not change with a shift and grows with the scale", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 }), (list) => {
        const own = medianAbsoluteDeviation(list);
        expect(medianAbsoluteDeviation(list.map((value) => 3 * value - 7))).toBe(3 * own);
      }),
    );
  });
});

describe("medianAbsoluteDeviationSorted", () => {
  test("is NaN of nothing", () => {
    expect(medianAbsoluteDeviationSorted(Float64Array.of(1, 2), 1, 1, 1.5)).toBe(Number.NaN);
  });

  test("is what the values have in any order, bit for bit, around any center", () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(5), fc.double({ min: -2e6, max: 2e6, noNaN: true }), (list, before, center) => {
        const sorted = Float64Array.from(list).sort();
        const placed = Float64Array.from([...new Array<number>(before).fill(7), ...sorted, 7]);
        for (const around of [median(list), center]) {
          const own = medianAbsoluteDeviationSorted(placed, before, before + list.length, around);
          expect(own).toBe(medianAbsoluteDeviation(list, around));
        }
      }),
    );
  });
});

describe("medianWithout", () => {
  test("is NaN where nobody else is left", () => {
    expect(medianWithout(Float64Array.of(5), 1, 5)).toBe(Number.NaN);
  });

  test("is the median of the others, for every member", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 12 }), (list) => {
        const sorted = Float64Array.from(list).sort();
        sorted.forEach((value, place) => {
          const others = [...sorted].filter((_, other) => other !== place);
          expect(medianWithout(sorted, sorted.length, value)).toBe(median(others));
        });
      }),
    );
  });
});
