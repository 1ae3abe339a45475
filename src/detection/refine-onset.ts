/**
 * The onset to the sample: detection works on hours, an investigator asks what was started at 14:07.
 *
 * The samples around the hour are searched for the step from the level before to the level after. Where the step is
 * not plain in the samples, the hour stands.
 */
import { HOUR, timestamp, type Timestamp } from "../base/time.ts";
import type { DetectedEpisode } from "../model/episode.ts";
import { median } from "../statistics/median.ts";
import { medianAbsoluteDeviation } from "../statistics/median-absolute-deviation.ts";
import { shiftPoint } from "../statistics/shift-point.ts";
import type { MetricSamples } from "./input.ts";

/** How far from the hour the step may be. */
const REACH = 3 * HOUR;
/** Samples this long before and after the reach say what the levels are. */
const LEVEL_SPAN = 6 * HOUR;
/** Samples further than this from an onset or an end are not looked at. */
export const SAMPLES_AROUND = REACH + LEVEL_SPAN;
/** A smaller step than this many robust standard deviations of the samples is not placed. */
const LEAST_STEP = 2;

/** The episode with `start`, and `end` where it has one, moved to the sample at which the load stepped. */
export function refineOnset(samples: MetricSamples, episode: DetectedEpisode): DetectedEpisode {
  if (samples.metric !== episode.shape.metric) return episode;
  const start = episode.startsBeforeData ? episode.start : stepNear(samples, episode.start);
  const end = episode.end === undefined ? undefined : stepNear(samples, episode.end);
  if (end !== undefined && end <= start) return episode;
  return { ...episode, start, end };
}

function stepNear(samples: MetricSamples, hour: Timestamp): Timestamp {
  const { times, values } = samples;
  const from = firstAtOrAfter(times, hour - REACH);
  const to = firstAtOrAfter(times, hour + REACH);
  const before = values.subarray(firstAtOrAfter(times, hour - REACH - LEVEL_SPAN), from);
  const after = values.subarray(to, firstAtOrAfter(times, hour + REACH + LEVEL_SPAN));
  const levelBefore = median(before);
  const levelAfter = median(after);
  const noise = Math.max(medianAbsoluteDeviation(before), medianAbsoluteDeviation(after));
  // A comparison with NaN, where a side has no samples, is false: the hour stands.
  if (!(Math.abs(levelAfter - levelBefore) > LEAST_STEP * noise)) return hour;
  const place = shiftPoint(values, from, to, levelBefore, levelAfter);
  const time = times[place];
  return time === undefined || place >= to ? hour : timestamp(time);
}

/** Index of the first time at or after `time`, by bisection. */
function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
