import fc from "fast-check";
import { expect, test } from "vitest";
import { sortTwelve } from "../../src/statistics/sort-twelve.ts";

const sorted = new Float64Array(12);

test("refuses what it would not sort: values too great for the scale, or unequal ones that become one whole number", () => {
  const rising = Float64Array.from({ length: 12 }, (_, index) => index);
  expect(sortTwelve(rising, 2 ** 24, sorted)).toBe(false);
  expect(sortTwelve(rising, Infinity, sorted)).toBe(false);
  expect(sortTwelve(rising, 0.5, sorted)).toBe(false);
  expect(sortTwelve(rising, 1, sorted)).toBe(true);
});

test("sorts all sequences of zeros and ones, and so any, as the zero-one principle says", () => {
  for (let bits = 0; bits < 2 ** 12; bits++) {
    const values = Float64Array.from({ length: 12 }, (_, index) => (bits >> index) & 1);
    expect(sortTwelve(values, 2 ** 20, sorted)).toBe(true);
    expect(sorted.join()).toBe(values.sort().join());
  }
});

test("what it sorts is sorted, up to the greatest values of either sign", () => {
  const whole = fc.oneof(
    fc.integer({ min: 1 - 2 ** 26, max: 2 ** 26 - 1 }),
    fc.integer({ min: -9, max: 9 }),
    fc.constantFrom(2 ** 26 - 1, 1 - 2 ** 26, -0),
  );
  const value = fc.tuple(whole, fc.constantFrom(0, 0, 0, 0.25)).map(([own, part]) => own * (1 - part / 2 ** 26));
  let count = 0;
  fc.assert(
    fc.property(fc.array(value, { minLength: 12, maxLength: 12 }), (list) => {
      if (!sortTwelve(Float64Array.from(list), 1, sorted)) return;
      count++;
      expect([...sorted]).toEqual(list.toSorted((a, b) => a - b));
    }),
    { numRuns: 1000 },
  );
  expect(count).toBeGreaterThan(100);
});
