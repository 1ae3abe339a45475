import { HOUR, timestamp, type Timestamp } from "../base/time.ts";
import type { SeriesSummary } from "../model/series.ts";

/** The hours that a whole fleet is laid out on. */
export interface HourSpan {
  readonly start: Timestamp;
  readonly hours: number;
}

/** What is older than this before the newest sample is left out: one wild date must not cost memory for centuries. */
const MOST_HOURS = 5 * 366 * 24;

/** From the first to the last sample of all series; `undefined` without samples. */
export function hourSpan(series: readonly SeriesSummary[]): HourSpan | undefined {
  if (series.length === 0) return undefined;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { from, to } of series) {
    first = Math.min(first, from);
    last = Math.max(last, to);
  }
  const end = Math.floor(last / HOUR) + 1;
  const start = Math.max(Math.floor(first / HOUR), end - MOST_HOURS);
  return { start: timestamp(start * HOUR), hours: end - start };
}
