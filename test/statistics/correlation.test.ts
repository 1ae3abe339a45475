import { expect, test } from "vitest";
import { correlation } from "../../src/statistics/correlation.ts";

test("is 1 for what rises alike, -1 for what falls, and between for the rest", () => {
  expect(correlation([1, 2, 3, 4], [10, 20, 30, 40])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 3, 4], [8, 6, 4, 2])).toBeCloseTo(-1, 12);
  // By hand: covariance 3, variances 5 and 2.
  expect(correlation([1, 2, 3, 4], [1, 2, 1, 2])).toBeCloseTo(1 / Math.sqrt(5), 12);
});

test("leaves out places where either has nothing, and says nothing of too few or of what does not vary", () => {
  expect(correlation([1, Number.NaN, 2, 3], [2, 9, 4, 6])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 3], [1, 2, 3], 4)).toBeNaN();
  expect(correlation([1, 1, 1], [1, 2, 3])).toBeNaN();
  expect(correlation([], [])).toBeNaN();
});
