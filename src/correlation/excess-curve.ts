/**
 * How much more than normal a metric was in each hour of an episode: what claims are tested against and what processes
 * are credited with.
 */
import { HOUR, mergeRanges, overlap, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import type { MetricHours } from "../detection/input.ts";
import type { Baseline } from "../model/baseline.ts";
import type { Calendar } from "../model/calendar.ts";
import type { DetectedEpisode } from "../model/episode.ts";

export interface ExcessCurve {
  readonly metric: string;
  readonly range: TimeRange;
  /** Start of the first hour; entry i is the hour from `start + i * HOUR`. */
  readonly start: Timestamp;
  /** Typical level of the hour; NaN without data. */
  readonly level: Float64Array;
  /** Level above normal times the part of the hour that lies in the episode: unit × hours, never negative. */
  readonly excess: Float64Array;
  readonly total: number;
}

/** What is normal at an instant, in the metric's unit; NaN where nothing says so. */
export type ExpectedAt = (time: Timestamp) => number;

/**
 * What an episode's load is measured against: the host's own load line, or its peers' where only they could see the
 * deviation (it was there before the data, so that the own line has learned it).
 */
export function expectedFor(episode: DetectedEpisode, baseline: Baseline | undefined, calendar: Calendar): ExpectedAt {
  const isPeersOnly = !episode.frames.some((frame) => frame === "own-season" || frame === "own-level");
  const band = episode.startsBeforeData || isPeersOnly ? (baseline?.peers ?? baseline) : baseline;
  return (time) => {
    const own = band?.median[calendar.binOf(time)];
    return own === undefined || Number.isNaN(own) ? Number.NaN : own;
  };
}

/** `fallback` is the normal level where the load line has none. O(hours of the range). */
export function excessCurve(
  hours: MetricHours,
  firstHour: Timestamp,
  range: TimeRange,
  expectedAt: ExpectedAt,
  fallback: number,
): ExcessCurve {
  const from = Math.max(0, Math.floor((range.start - firstHour) / HOUR));
  const to = Math.min(hours.median.length, Math.ceil((range.end - firstHour) / HOUR));
  const length = Math.max(0, to - from);
  const level = new Float64Array(length).fill(Number.NaN);
  const excess = new Float64Array(length);
  let total = 0;
  for (let i = 0; i < length; i++) {
    const start = timestamp(firstHour + (from + i) * HOUR);
    const value = hours.median[from + i] ?? Number.NaN;
    level[i] = value;
    const expected = expectedAt(start);
    const above = value - (Number.isNaN(expected) ? fallback : expected);
    if (!(above > 0)) continue;
    const part = overlap(range, { start, end: timestamp(start + HOUR) }) / HOUR;
    excess[i] = above * part;
    total += above * part;
  }
  return { metric: hours.metric, range, start: timestamp(firstHour + from * HOUR), level, excess, total };
}

/**
 * Time itself as the curve, for episodes that are no excess: each hour counts alike, so that a claim covers what it covers
 * of the time. No level is told.
 */
export function timeCurve(metric: string, range: TimeRange): ExcessCurve {
  const first = Math.floor(range.start / HOUR);
  const length = Math.max(0, Math.ceil(range.end / HOUR) - first);
  const excess = Float64Array.from({ length }, (_, hour) => {
    const start = timestamp((first + hour) * HOUR);
    return overlap(range, { start, end: timestamp(start + HOUR) }) / HOUR;
  });
  return {
    metric,
    range,
    start: timestamp(first * HOUR),
    level: new Float64Array(length).fill(Number.NaN),
    excess,
    total: excess.reduce((sum, hours) => sum + hours, 0),
  };
}

/** Excess that lies inside the windows, which may overlap; hours that `counts` refuses are left out. O(n log n). */
export function excessInside(
  curve: ExcessCurve,
  windows: readonly TimeRange[],
  counts: (hour: number) => boolean = () => true,
): number {
  const merged = mergeRanges(windows);
  let inside = 0;
  let next = 0;
  curve.excess.forEach((excess, index) => {
    const hourStart = curve.start + index * HOUR;
    const hour = {
      start: timestamp(Math.max(hourStart, curve.range.start)),
      end: timestamp(Math.min(hourStart + HOUR, curve.range.end)),
    };
    while (next < merged.length && (merged[next]?.end ?? 0) <= hour.start) next++;
    if (excess <= 0 || !counts(index)) return;
    let covered = 0;
    for (let i = next; i < merged.length && (merged[i]?.start ?? 0) < hour.end; i++) {
      const window = merged[i];
      if (window !== undefined) covered += overlap(window, hour);
    }
    inside += excess * (covered / (hour.end - hour.start));
  });
  return inside;
}

/** Level of the hour of an instant; NaN outside the curve or without data. */
export function levelAt(curve: ExcessCurve, time: number): number {
  return curve.level[Math.floor((time - curve.start) / HOUR)] ?? Number.NaN;
}

/** Level above normal in the hour of an instant; NaN outside the curve or without data. */
export function excessAt(curve: ExcessCurve, time: number): number {
  if (Number.isNaN(levelAt(curve, time))) return Number.NaN;
  return curve.excess[Math.floor((time - curve.start) / HOUR)] ?? Number.NaN;
}
