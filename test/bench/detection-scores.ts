/**
 * Causal scores of one series, sample by sample: Plimsoll's own-season frame, what others would do in its place, and
 * controls that no measure may reward. Each looks at nothing later than the sample it scores.
 */
import { DAY, HOUR, timestamp } from "../../src/base/time.ts";
import { hourGrid } from "../../src/detection/hour-grid.ts";
import { hourlyFeatures } from "../../src/detection/hourly-features.ts";
import { ownSeason } from "../../src/detection/own-season.ts";
import { defaultParameters } from "../../src/detection/parameters.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { createWindowBank, pushInto, quantileOf, sizeOf } from "../../src/statistics/window-bank.ts";
import { seasonInput } from "../detection/season-input.ts";

export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

export type CausalScore = (series: Series) => Float64Array;

/** To normal standard deviations from half the interquartile range. */
const TO_SIGMA = 1 / 0.6745;
const ROLLING_ROWS = 288;

/** An anomaly is told when it begins: only a score above all of the last rows stands. */
export function risingEdges(scores: Float64Array, rows = 36): Float64Array {
  return scores.map((score, i) => {
    for (let before = Math.max(0, i - rows); before < i; before++) if ((scores[before] ?? 0) >= score) return 0;
    return score;
  });
}

/** The hour of the sample is scored once it is over; values in their own spread, since these series have no unit. */
function ownSeasonScore({ times, values }: Series): Float64Array {
  const start = timestamp(Math.floor((times[0] ?? 0) / HOUR) * HOUR);
  const hours = Math.floor(((times.at(-1) ?? 0) - start) / HOUR) + 1;
  const { median } = hourlyFeatures({ metric: "benchmark", times, values }, start, hours);
  const grid = hourGrid(calendarOf({ timeZone: "UTC" }, undefined), start, hours);
  const probation = values.subarray(0, Math.max(2, Math.floor(values.length * 0.15)));
  const floor = Math.max(0.25 * spread(probation), 1e-9);
  const [own] = ownSeason([seasonInput(Float64Array.from(median), grid)], floor, defaultParameters);
  const z = own?.hours().z ?? [];
  return times.map((time) => Math.abs(z[Math.floor((time - start) / HOUR) - 1] ?? 0) || 0);
}

function spread(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return ((at(0.75) - at(0.25)) / 2) * TO_SIGMA;
}

function rolling({ values }: Series, score: (value: number, window: Rolled) => number): Float64Array {
  const bank = createWindowBank(1, ROLLING_ROWS);
  let [sum, squares] = [0, 0];
  return values.map((value, i) => {
    const size = sizeOf(bank, 0);
    const mean = size === 0 ? value : sum / size;
    const deviation = Math.sqrt(Math.max(0, size === 0 ? 0 : squares / size - mean * mean));
    const quantile = (share: number): number => quantileOf(bank, 0, share);
    const result = size < ROLLING_ROWS / 4 ? 0 : score(value, { mean, deviation, quantile });
    const oldest = i >= ROLLING_ROWS ? (values[i - ROLLING_ROWS] ?? 0) : 0;
    sum += value - oldest;
    squares += value * value - oldest * oldest;
    pushInto(bank, 0, value);
    return Number.isFinite(result) ? Math.max(0, result) : 0;
  });
}

interface Rolled {
  readonly mean: number;
  readonly deviation: number;
  readonly quantile: (share: number) => number;
}

/** Distance from a day before, in the spread of such distances. */
function seasonalNaive({ times, values }: Series): Float64Array {
  let back = 0;
  const distances = values.map((value, i) => {
    while ((times[back + 1] ?? Infinity) <= (times[i] ?? 0) - DAY) back++;
    return (times[i] ?? 0) - (times[0] ?? 0) < DAY ? 0 : value - (values[back] ?? value);
  });
  return robustZ({ times, values: distances });
}

/** What is left when the median of the same hour of the day is taken off, in its own rolling spread. */
function seasonalRobust({ times, values }: Series): Float64Array {
  const bank = createWindowBank(24, ROLLING_ROWS);
  const left = values.map((value, i) => {
    const hour = Math.floor(((times[i] ?? 0) % DAY) / HOUR);
    const usual = sizeOf(bank, hour) === 0 ? value : quantileOf(bank, hour, 0.5);
    pushInto(bank, hour, value);
    return value - usual;
  });
  return robustZ({ times, values: left });
}

function robustZ(series: Series): Float64Array {
  return rolling(series, (value, { quantile, deviation }) => {
    const scale = ((quantile(0.75) - quantile(0.25)) / 2) * TO_SIGMA;
    return Math.abs(value - quantile(0.5)) / Math.max(scale, 0.1 * deviation, 1e-9);
  });
}

/** Level against the greatest value seen in the first 15 %: series without a unit have no other 100 %. */
function levelOf({ values }: Series): Float64Array {
  const most = Math.max(...values.subarray(0, Math.max(1, Math.floor(values.length * 0.15))));
  return values.map((value) => (most > 0 ? value / most : 0));
}

function isAbove(limit: number): CausalScore {
  return (series) => levelOf(series).map((level) => (level > limit ? 1 : 0));
}

export const causalScores: Readonly<Record<string, CausalScore>> = {
  "Plimsoll, own-season frame": (series) => risingEdges(ownSeasonScore(series)),
  "static 70 %": isAbove(0.7),
  "static 90 %": isAbove(0.9),
  "rolling 3-sigma": (series) =>
    rolling(series, (value, { mean, deviation }) => (Math.abs(value - mean) > 3 * deviation ? 1 : 0)),
  "median × 5 burst": (series) => rolling(series, (value, { quantile }) => (value > 5 * quantile(0.5) ? 1 : 0)),
  "seasonal-naive": (series) => risingEdges(seasonalNaive(series)),
  "STL-like robust": (series) => risingEdges(seasonalRobust(series)),
  "rolling robust z": (series) => risingEdges(robustZ(series)),
  "always on": ({ values }) => values.map(() => 1),
  random: ({ values }) => {
    const random = seededRandom("nab");
    return values.map(() => random.next());
  },
  null: ({ values }) => values.map(() => 0),
};
