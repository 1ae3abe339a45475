import { describe, expect, test } from "vitest";
import { logGamma } from "../../src/statistics/log-gamma.ts";
import { normalQuantile } from "../../src/statistics/normal-quantile.ts";
import { hypergeometricTail } from "../../src/statistics/hypergeometric-tail.ts";
import { poissonBounds } from "../../src/statistics/poisson-bounds.ts";

describe("logGamma", () => {
  test("agrees with R lgamma", () => {
    expect(logGamma(10)).toBeCloseTo(Math.log(362_880), 10);
    expect(logGamma(0.5)).toBeCloseTo(0.5723649429247001, 10);
    expect(logGamma(100)).toBeCloseTo(359.1342053695754, 9);
  });
});

describe("normalQuantile", () => {
  test("refuses shares that have no quantile", () => {
    expect(() => normalQuantile(0)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });

  test("agrees with R qnorm", () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 8);
    expect(normalQuantile(0.8)).toBeCloseTo(0.8416212, 6);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.326348, 6);
  });
});

describe("poissonBounds", () => {
  test("agrees with R poisson.test", () => {
    expect(poissonBounds(0).lower).toBe(0);
    expect(poissonBounds(0).upper).toBeCloseTo(3.688879, 6);
    expect(poissonBounds(3).lower).toBeCloseTo(0.6186721, 6);
    expect(poissonBounds(3).upper).toBeCloseTo(8.767273, 6);
    expect(poissonBounds(10).lower).toBeCloseTo(4.795389, 5);
    expect(poissonBounds(10).upper).toBeCloseTo(18.39036, 4);
  });
});

describe("hypergeometricTail", () => {
  test("refuses more marked or drawn than there are", () => {
    expect(() => hypergeometricTail(5, 6, 1, 1)).toThrow(RangeError);
    expect(() => hypergeometricTail(5, 1, 6, 1)).toThrow(RangeError);
  });

  test("gives Fisher's lady tasting tea: 3 or more of 4 cups by chance 17/70, all 4 by 1/70", () => {
    expect(hypergeometricTail(8, 4, 4, 3)).toBeCloseTo(17 / 70, 12);
    expect(hypergeometricTail(8, 4, 4, 4)).toBeCloseTo(1 / 70, 12);
  });

  test("is certain of what must be and excludes what cannot", () => {
    expect(hypergeometricTail(10, 8, 5, 3)).toBe(1);
    expect(hypergeometricTail(10, 2, 5, 3)).toBe(0);
  });

  test("stays a probability for large populations", () => {
    const tail = hypergeometricTail(100_000, 500, 2_000, 30);
    expect(tail).toBeGreaterThan(0);
    expect(tail).toBeLessThan(1e-5);
  });
});
