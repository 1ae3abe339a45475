/** Values that the metric's unit does not allow, and levels that jump by the very factor between two units. */
import { findMetric, type Metric } from "../../model/metrics.ts";
import type { SeriesSummary } from "../../model/series.ts";
import { quantile } from "../../statistics/quantile.ts";

export type UnitDoubt =
  | { readonly kind: "beyond"; readonly series: SeriesSummary; readonly value: number; readonly limit: number }
  | { readonly kind: "jump"; readonly hour: number; readonly factor: number };

/** Counters of a share overshoot by a little where two clocks meet. */
const MOST_RATIO = 1.05;
/** The warmest that a sensor of a computer says of itself, and the coldest place that it stands in. */
const CELSIUS = [-60, 150] as const;
/** The most that a single machine draws. */
const MOST_WATTS = 50_000;

/** The first value beyond what the unit allows, in order of the series. */
export function findBeyondUnit(series: readonly SeriesSummary[]): UnitDoubt | undefined {
  for (const one of series) {
    const unit = findMetric(one.metric)?.unit;
    if (unit === undefined) continue;
    const [least, most] = limitsOf(unit);
    if (one.max > most) return { kind: "beyond", series: one, value: one.max, limit: most };
    if (one.min < least) return { kind: "beyond", series: one, value: one.min, limit: least };
  }
  return undefined;
}

function limitsOf(unit: Metric["unit"]): readonly [number, number] {
  switch (unit) {
    case "1":
      return [0, MOST_RATIO];
    case "Cel":
      return CELSIUS;
    case "W":
      return [0, MOST_WATTS];
    case "By":
    case "By/s":
    case "{operation}/s":
    case "s":
      return [0, Number.POSITIVE_INFINITY];
  }
}

/** Between bytes and the multiples that exports write. */
const FACTORS = [1000, 1024, 1e6, 1024 ** 2, 1e9, 1024 ** 3];
const WITHIN = 0.02;
/** Hours on either side of a jump, how many of them must have samples, and how steady they must be. */
const SIDE = 24;
const LEAST_HOURS = 12;
const MOST_SPREAD = 0.3;

/**
 * The sharpest jump of a metric in bytes, where its factor is one between two units and both sides are steady: memory in
 * use that is a thousand times what it was is another unit, not another load. `median` is by the hour.
 */
export function findUnitJump(metric: string, median: Float32Array): UnitDoubt | undefined {
  const unit = findMetric(metric)?.unit;
  if (unit !== "By" && unit !== "By/s") return undefined;
  let sharpest = { hour: 0, step: 0 };
  let before = Number.NaN;
  median.forEach((value, hour) => {
    if (value !== value || value <= 0) return;
    const step = Math.abs(Math.log(value / before));
    if (step > sharpest.step) sharpest = { hour, step };
    before = value;
  });
  const { hour } = sharpest;
  const earlier = steadyLevel(median.subarray(Math.max(0, hour - SIDE), hour));
  const later = steadyLevel(median.subarray(hour, hour + SIDE));
  if (earlier === undefined || later === undefined) return undefined;
  const factor = later / earlier;
  const size = factor < 1 ? 1 / factor : factor;
  return FACTORS.some((known) => Math.abs(size / known - 1) <= WITHIN) ? { kind: "jump", hour, factor } : undefined;
}

function steadyLevel(values: Float32Array): number | undefined {
  const known = values.filter((value) => value === value);
  const level = quantile(known, 0.5);
  const isSteady = quantile(known, 0.75) - quantile(known, 0.25) <= MOST_SPREAD * level;
  return known.length >= LEAST_HOURS && isSteady && level > 0 ? level : undefined;
}
