/**
 * Hourly features of one metric of a host, week by week: weeks that the workspace has kept and whose samples are still
 * the same are taken from there, the others are made from samples.
 *
 * What a week was made of is known without reading a sample, since a source never changes once it is in: which series
 * and sources reach into the week. Several instances are combined by the cadence of all their samples, so there a week
 * depends on every source of each of them.
 */
import { createHash } from "node:crypto";
import { HOUR, WEEK, timestamp, type TimeRange } from "../base/time.ts";
import { hourlyFeatures } from "../detection/hourly-features.ts";
import type { MetricHours, MetricSamples } from "../detection/input.ts";
import type { SeriesSummary } from "../model/series.ts";
import { HOURS_OF_WEEK, type Contribution, type WeekOfHours } from "../store/workspace.ts";
import type { HourSpan } from "./hour-span.ts";

/** To be counted up with every change to how samples become features; older weeks are then made anew. */
const FEATURES = 2;

export interface HoursOfMetric {
  readonly hours: MetricHours;
  /** Weeks that had to be made, to be kept for the next time. */
  readonly made: readonly WeekOfHours[];
}

/**
 * `series` are the instances that count, at least one; `contributions` and `kept` may hold those of other metrics too.
 * `read` gives the combined samples of all instances in a range, or all there are.
 */
export function hoursByWeek(
  series: readonly SeriesSummary[],
  contributions: readonly Contribution[],
  kept: readonly WeekOfHours[],
  span: HourSpan,
  read: (range: TimeRange | undefined) => MetricSamples | undefined,
): HoursOfMetric {
  const metric = series[0]?.metric ?? "";
  const hours = emptyHours(metric, span.hours);
  const wanted = weeksMadeOf(series, contributions, span);
  const missing = new Set(wanted.keys());
  for (const week of kept) {
    if (week.metric !== metric || wanted.get(week.week) !== week.madeOf) continue;
    place(week, span, hours);
    missing.delete(week.week);
  }
  const made = stretches([...missing]).flatMap(([first, last]) => {
    const range = { start: timestamp(first * WEEK), end: timestamp((last + 1) * WEEK) };
    const samples = read(series.length === 1 ? range : undefined);
    if (samples === undefined) return [];
    const features = hourlyFeatures(samples, range.start, (last + 1 - first) * HOURS_OF_WEEK);
    return weeksOf(features, first, wanted);
  });
  for (const week of made) place(week, span, hours);
  return { hours, made };
}

/** Every week of the span that may have samples, with a digest of all that its features depend on. */
function weeksMadeOf(
  series: readonly SeriesSummary[],
  contributions: readonly Contribution[],
  span: HourSpan,
): Map<number, string> {
  const ids = new Set(series.map(({ id }) => id));
  const own = contributions.filter(({ seriesId }) => ids.has(seriesId));
  const first = weekAt(span.start);
  const last = weekAt(span.start + (span.hours - 1) * HOUR);
  if (series.length > 1) {
    const all = digest(own.map(textOf).join(" "));
    return new Map(Array.from({ length: last + 1 - first }, (_, index) => [first + index, all]));
  }
  const parts = new Map<number, string>();
  for (const contribution of own) {
    const text = textOf(contribution);
    const end = Math.min(last, weekAt(contribution.to));
    for (let week = Math.max(first, weekAt(contribution.from)); week <= end; week++) {
      const before = parts.get(week);
      parts.set(week, before === undefined ? text : `${before} ${text}`);
    }
  }
  // Most weeks are made of the same sources as the week before.
  const digests = new Map<string, string>();
  for (const [week, text] of parts) {
    const known = digests.get(text) ?? digest(text);
    digests.set(text, known);
    parts.set(week, known);
  }
  return parts;
}

function textOf({ seriesId, sourceId }: Contribution): string {
  return `${seriesId}:${sourceId}`;
}

function digest(contributions: string): string {
  return createHash("sha256").update(`${FEATURES} ${contributions}`).digest("base64url");
}

function weekAt(time: number): number {
  return Math.floor(time / WEEK);
}

/** Runs of consecutive weeks as their first and last. */
function stretches(weeks: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const week of weeks.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.[1] === week - 1) run[1] = week;
    else runs.push([week, week]);
  }
  return runs;
}

function emptyHours(metric: string, hours: number): MetricHours {
  return { metric, median: new Float32Array(hours).fill(Number.NaN), count: new Uint16Array(hours) };
}

/** Features that begin with a week, cut into the weeks that are wanted. */
function weeksOf(features: MetricHours, first: number, wanted: ReadonlyMap<number, string>): WeekOfHours[] {
  return Array.from({ length: features.count.length / HOURS_OF_WEEK }, (_, index) => {
    const range = [index * HOURS_OF_WEEK, (index + 1) * HOURS_OF_WEEK] as const;
    return {
      metric: features.metric,
      week: first + index,
      madeOf: wanted.get(first + index) ?? "",
      median: features.median.slice(...range),
      count: features.count.slice(...range),
    };
  });
}

/** Puts a week where it belongs in the span; what lies outside is left out. */
function place(week: WeekOfHours, span: HourSpan, hours: MetricHours): void {
  const offset = (week.week * WEEK - span.start) / HOUR;
  if (offset >= 0 && offset + HOURS_OF_WEEK <= span.hours) {
    hours.median.set(week.median, offset);
    hours.count.set(week.count, offset);
    return;
  }
  const from = Math.max(0, -offset);
  const to = Math.min(HOURS_OF_WEEK, span.hours - offset);
  hours.median.set(week.median.subarray(from, to), offset + from);
  hours.count.set(week.count.subarray(from, to), offset + from);
}
