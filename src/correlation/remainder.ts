/**
 * What a host's total leaves when everything that its processes or connections account for is taken away. A remainder
 * that comes with a load is a process that nobody lists, or a reading that is not true.
 */
import { SECOND, contains, timestamp, type TimeRange } from "../base/time.ts";
import type { ConnectionRecord } from "../model/events.ts";
import type { Samples } from "../model/series.ts";
import type { UsageRows } from "./attribution.ts";

/** Rows of one snapshot may be stamped one after the other within this time. */
const SNAPSHOT = 30 * SECOND;

/** Buckets of equal width over a range; entry i of each array is the bucket from `start + i * width`. */
export interface Buckets {
  readonly range: TimeRange;
  /** Microseconds. */
  readonly width: number;
}

/**
 * A bucket's mean total less its mean of the parts, in the total's unit; NaN where either has no data. Negative where
 * the parts exceed the total, which no true reading does for long. O(samples + buckets).
 */
export function remainderOf(total: Samples, parts: Float64Array, buckets: Buckets): Float64Array {
  const means = bucketMeans(total, buckets);
  return means.map((mean, index) => mean - (parts[index] ?? Number.NaN));
}

/** What all processes used together, as a mean a bucket: the sum of each snapshot, averaged over the bucket's snapshots. */
export function usedByProcesses(rows: UsageRows, columns: readonly Float64Array[], buckets: Buckets): Float64Array {
  const times: number[] = [];
  const values: number[] = [];
  for (let from = 0; from < rows.times.length;) {
    const time = rows.times[from] ?? 0;
    let sum = 0;
    let isKnown = false;
    let to = from;
    for (; to < rows.times.length && (rows.times[to] ?? 0) <= time + SNAPSHOT; to++) {
      for (const column of columns) {
        const value = column[to] ?? Number.NaN;
        if (!(value >= 0)) continue;
        sum += value;
        isKnown = true;
      }
    }
    if (isKnown) {
      times.push(time);
      values.push(sum);
    }
    from = to;
  }
  return bucketMeans({ times: Float64Array.from(times), values: Float64Array.from(values) }, buckets);
}

/**
 * Bytes a second that connections carried, as a mean a bucket: each one's bytes spread evenly over its time. NaN outside
 * the time that the records cover, and everywhere where none tells its bytes.
 */
export function carriedByConnections(
  connections: readonly ConnectionRecord[],
  { range, width }: Buckets,
): Float64Array {
  const count = bucketCount({ range, width });
  const bytes = new Float64Array(count);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { start, durationSeconds = 0, bytesOut, bytesIn } of connections) {
    if (bytesOut === undefined && bytesIn === undefined) continue;
    const end = start + Math.max(durationSeconds, 1) * SECOND;
    const rate = ((bytesOut ?? 0) + (bytesIn ?? 0)) / (end - start);
    first = Math.min(first, start);
    last = Math.max(last, end);
    const from = Math.max(0, Math.floor((start - range.start) / width));
    const to = Math.min(count, Math.ceil((end - range.start) / width));
    for (let index = from; index < to; index++) {
      const bucket = range.start + index * width;
      bytes[index] = (bytes[index] ?? 0) + rate * (Math.min(end, bucket + width) - Math.max(start, bucket));
    }
  }
  return bytes.map((sum, index) => {
    const bucket = range.start + index * width;
    return bucket + width > first && bucket < last ? sum / (width / SECOND) : Number.NaN;
  });
}

export function bucketCount({ range, width }: Buckets): number {
  return Math.max(0, Math.ceil((range.end - range.start) / width));
}

function bucketMeans({ times, values }: Samples, buckets: Buckets): Float64Array {
  const { range, width } = buckets;
  const sums = new Float64Array(bucketCount(buckets));
  const counts = new Float64Array(sums.length);
  for (let index = 0; index < times.length; index++) {
    const time = times[index] ?? Number.NaN;
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value) || time < range.start || time >= range.end) continue;
    const bucket = Math.floor((time - range.start) / width);
    sums[bucket] = (sums[bucket] ?? 0) + value;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return sums.map((sum, index) => sum / (counts[index] ?? 0));
}

/** How a remainder, its total and its parts stand inside an episode and before it. */
export interface RemainderStanding {
  readonly before: number | undefined;
  readonly inside: number;
  readonly totalBefore: number | undefined;
  /** Share of the rise of the total that is not in the parts, 0–1; of the total where nothing is known of before. */
  readonly share: number;
  /** Hours behind `inside`. */
  readonly hours: number;
}

/** Fewer buckets on a side say nothing about it. */
const LEAST_BUCKETS = 6;
/** A remainder that holds so much of the rise should not be there. */
export const UNEXPECTED_SHARE = 0.5;

/** `undefined` with too few buckets inside that have both a total and parts. */
export function remainderStanding(
  total: Samples,
  remainder: Float64Array,
  buckets: Buckets,
  episode: TimeRange,
): RemainderStanding | undefined {
  const totals = bucketMeans(total, buckets);
  const inside: number[] = [];
  const before: number[] = [];
  remainder.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const start = buckets.range.start + index * buckets.width;
    if (start < episode.start - buckets.width) before.push(index);
    else if (contains(episode, timestamp(start))) inside.push(index);
  });
  if (inside.length < LEAST_BUCKETS) return undefined;
  const isKnownBefore = before.length >= LEAST_BUCKETS;
  const rise = meanAt(totals, inside) - (isKnownBefore ? meanAt(totals, before) : 0);
  const remainderInside = meanAt(remainder, inside);
  const remainderRise = remainderInside - (isKnownBefore ? meanAt(remainder, before) : 0);
  return {
    before: isKnownBefore ? meanAt(remainder, before) : undefined,
    inside: remainderInside,
    totalBefore: isKnownBefore ? meanAt(totals, before) : undefined,
    share: rise > 0 ? Math.min(1, Math.max(0, remainderRise / rise)) : 0,
    hours: inside.length,
  };
}

function meanAt(values: Float64Array, indices: readonly number[]): number {
  return indices.reduce((sum, index) => sum + (values[index] ?? 0), 0) / indices.length;
}
