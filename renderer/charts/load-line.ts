/** A lane's samples against its load line: which points stand outside, and where the line has to break. */
import type { BandOverTime, LaneData } from "../../src/model/lane.ts";
import type { Against } from "./lane.ts";
import { findMetric } from "../../src/model/metrics.ts";

/** A metric's samples and the line that they are held against, which need not be the host's own. */
export interface Measured extends Pick<LaneData, "metric" | "envelope"> {
  readonly band: BandOverTime | undefined;
}

/** A trace held against the line that its lane is drawn with. */
export function measuredAgainst(trace: LaneData, against: Against): Measured {
  const { metric, envelope, band } = trace;
  switch (against) {
    case "own":
      return trace;
    case "class":
      return { metric, envelope, band: band?.peers };
    case "none":
      return { metric, envelope, band: undefined };
  }
}

/** For each point of the envelope the index of the band's step that holds it; −1 before the first one. */
export function bandSteps(lane: Measured): Int32Array {
  const { times } = lane.envelope;
  const steps = new Int32Array(times.length).fill(-1);
  const bandTimes = lane.band?.times;
  if (bandTimes === undefined) return steps;
  let step = -1;
  for (let point = 0; point < times.length; point += 1) {
    const time = times[point] ?? Number.NaN;
    while (step + 1 < bandTimes.length && (bandTimes[step + 1] ?? Number.POSITIVE_INFINITY) <= time) step += 1;
    steps[point] = step;
  }
  return steps;
}

/**
 * 1 where a point's mean stands above or below the 5th–95th percentile of its hour of the week, by at least the
 * smallest change that means anything for its metric: on a quiet host nearly nothing beyond nothing is no alarm. `least` is a larger distance, in the metric's unit, such as
 * what can be seen at all in a chart.
 */
export function outsideBand(lane: Measured, steps = bandSteps(lane), least = 0): Uint8Array {
  const { mean } = lane.envelope;
  const flags = new Uint8Array(mean.length);
  const { band } = lane;
  if (band === undefined) return flags;
  const margin = Math.max(least, findMetric(lane.metric)?.noiseFloor ?? 0);
  for (let point = 0; point < mean.length; point += 1) {
    const step = steps[point] ?? -1;
    if (step < 0) continue;
    const value = mean[point] ?? Number.NaN;
    const high = band.high[step] ?? Number.POSITIVE_INFINITY;
    const low = band.low[step] ?? Number.NEGATIVE_INFINITY;
    flags[point] = Number(value > high + margin || value < low - margin);
  }
  return flags;
}

/** A step longer than this many usual steps is a gap. */
const GAP = 3.5;

/** Asked with every frame for the same arrays, and answered by a sort. */
const knownSteps = new WeakMap<Float64Array, number>();

/** The longest distance of two points that a line still joins: a few times their usual distance. */
export function longestStep(times: Float64Array): number {
  const known = knownSteps.get(times);
  if (known !== undefined) return known;
  const longest = times.length < 3 ? Number.POSITIVE_INFINITY : usualStep(times) * GAP;
  knownSteps.set(times, longest);
  return longest;
}

function usualStep(times: Float64Array): number {
  const steps = new Float64Array(times.length - 1);
  for (let point = 1; point < times.length; point += 1) {
    steps[point - 1] = (times[point] ?? 0) - (times[point - 1] ?? 0);
  }
  steps.sort();
  return steps[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** The greatest value that a lane has to hold: samples and the top of the band. */
export function greatestOf(lane: Measured): number {
  let greatest = 0;
  for (const value of lane.envelope.max) if (value > greatest) greatest = value;
  for (const value of lane.band?.high ?? []) if (value > greatest) greatest = value;
  return greatest;
}

/** Index of the point nearest to an instant; −1 without points. */
export function nearestPoint(times: Float64Array, time: number): number {
  if (times.length === 0) return -1;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  if (before < 0) return low;
  return time - (times[before] ?? 0) <= (times[low] ?? 0) - time ? before : low;
}
