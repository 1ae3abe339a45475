import { expect, test } from "vitest";
import { seededRandom } from "../../src/statistics/random.ts";

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test("an empty list has nothing to pick", () => {
  expect(() => seededRandom(1).pick([])).toThrow("at least 1 entry");
});

test("the same seed gives the same numbers, another seed others", () => {
  const first = draw(50, seededRandom(7).next);
  expect(draw(50, seededRandom(7).next)).toEqual(first);
  expect(draw(50, seededRandom(8).next)).not.toEqual(first);
});

test("a fork depends on its name, not on what was drawn before it", () => {
  const used = seededRandom("fleet");
  draw(1_000, used.normal);
  expect(draw(20, used.fork("RND-07").next)).toEqual(draw(20, seededRandom("fleet").fork("RND-07").next));
  expect(draw(20, used.fork("RND-08").next)).not.toEqual(draw(20, used.fork("RND-07").next));
});

test("forks with neighbouring names are uncorrelated", () => {
  const root = seededRandom(3);
  const a = draw(20_000, root.fork("host/1").normal);
  const b = draw(20_000, root.fork("host/2").normal);
  expect(Math.abs(mean(a.map((value, index) => value * (b[index] ?? 0))))).toBeLessThan(0.03);
});

test("uniform numbers fill [0, 1) evenly: chi-square over 100 cells stays below its 99.99 % quantile, 161.3", () => {
  const cells = new Array<number>(100).fill(0);
  for (const value of draw(100_000, seededRandom(11).next)) {
    const cell = Math.floor(value * 100);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  expect(cells).toHaveLength(100);
  expect(cells.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)).toBeLessThan(161.3);
});

test("normal numbers have the moments 0, 1, 0 and 3", () => {
  const values = draw(200_000, seededRandom(5).normal);
  const moments = [1, 2, 3, 4].map((power) => mean(values.map((value) => value ** power)));
  expect(moments[0]).toBeCloseTo(0, 1);
  expect(moments[1]).toBeCloseTo(1, 1);
  expect(moments[2]).toBeCloseTo(0, 1);
  expect(Math.abs((moments[3] ?? 0) - 3)).toBeLessThan(0.08);
});

test("exponential numbers have mean 1, Pareto ones start at 1 and have the median 2^(1/shape)", () => {
  const random = seededRandom(9);
  expect(mean(draw(100_000, random.exponential))).toBeCloseTo(1, 1);
  const tail = draw(100_001, () => random.pareto(2)).sort((a, b) => a - b);
  expect(tail[0]).toBeGreaterThanOrEqual(1);
  expect(tail[50_000]).toBeCloseTo(Math.SQRT2, 1);
});

test("whole numbers reach both of their bounds", () => {
  const random = seededRandom(2);
  expect(new Set(draw(200, () => random.integer(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
});
