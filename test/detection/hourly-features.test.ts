import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, timestamp } from "../../src/base/time.ts";
import { hourlyFeatures } from "../../src/detection/hourly-features.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { quantile } from "../../src/statistics/quantile.ts";
import { seededRandom } from "../../src/statistics/random.ts";

const start = timestamp(Date.UTC(2026, 0, 5) * 1000);
const samples = (pairs: readonly (readonly [minutes: number, value: number])[]) => ({
  metric: CPU_UTILIZATION,
  times: Float64Array.from(pairs, ([minutes]) => start + minutes * MINUTE),
  values: Float64Array.from(pairs, ([, value]) => value),
});

describe("hourlyFeatures", () => {
  test("leaves hours without samples unknown instead of zero", () => {
    const { median, count } = hourlyFeatures(samples([[125, 0.5]]), start, 4);
    expect([...median]).toEqual([Number.NaN, Number.NaN, 0.5, Number.NaN]);
    expect([...count]).toEqual([0, 0, 1, 0]);
  });

  test("gives the middle of an hour, whatever the order of values", () => {
    const unordered = samples([50, 10, 40, 20, 30].map((value, i) => [i * 10, value] as const));
    expect(hourlyFeatures(unordered, start, 1).median[0]).toBe(30);
  });

  test("counts neither stated gaps nor samples outside the range", () => {
    const pairs = [
      [-5, 9],
      [0, 1],
      [10, Number.NaN],
      [20, 3],
      [60, 9],
    ] as const;
    const { median, count } = hourlyFeatures(samples(pairs), start, 1);
    expect([median[0], count[0]]).toEqual([2, 2]);
  });

  test("agrees with the quantile of the hour for dense samples as for sparse ones", () => {
    const random = seededRandom("hours");
    for (const perHour of [1, 12, 60, 720]) {
      const pairs = Array.from({ length: perHour }, (_, i) => [(i * 60) / perHour, random.next()] as const);
      const own = samples(pairs);
      const { median } = hourlyFeatures(own, start, 1);
      expect(median[0]).toBeCloseTo(quantile(own.values, 0.5), 6);
    }
  });

  test("puts a sample on the hour into the hour that begins", () => {
    const own = { metric: CPU_UTILIZATION, times: Float64Array.of(start + HOUR), values: Float64Array.of(1) };
    expect([...hourlyFeatures(own, start, 2).count]).toEqual([0, 1]);
  });
});
