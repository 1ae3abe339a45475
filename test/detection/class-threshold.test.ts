import { describe, expect, test } from "vitest";
import { classThreshold } from "../../src/detection/class-threshold.ts";
import { seededRandom } from "../../src/statistics/random.ts";

const bounds = { floor: 2, ceiling: 4, allowance: 0.1 };
const random = seededRandom("classes");
const lognormal = (count: number, middle: number, sigma: number): number[] =>
  Array.from({ length: count }, () => middle * Math.exp(sigma * random.normal()));

describe("classThreshold", () => {
  test("is the floor for a class in which nothing happens, and for nobody", () => {
    expect(classThreshold([], bounds)).toBe(2);
    expect(classThreshold(Array<number>(20).fill(0), bounds)).toBe(2);
  });

  test("lets about the allowed share of an unruly class through", () => {
    const scores = lognormal(2_000, 2, 0.5);
    const threshold = classThreshold(scores, bounds);
    const through = scores.filter((score) => score >= threshold).length / scores.length;
    expect(through).toBeGreaterThan(0.06);
    expect(through).toBeLessThan(0.14);
  });

  test("stands below the miners while over a quarter of the class mines", () => {
    const scores = [...lognormal(44, 0.5, 0.5), ...lognormal(16, 12, 0.1)];
    expect(classThreshold(scores, bounds)).toBeLessThan(6);
  });

  test("is never raised beyond the ceiling", () => {
    expect(classThreshold(lognormal(50, 1000, 1), bounds)).toBe(8);
  });
});
