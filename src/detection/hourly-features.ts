/**
 * Hourly features of one metric: what detection keeps of the samples.
 *
 * An hour's median is not lifted by a burst.
 * Hours are counted from `start` on; an hour without samples is NaN, never zero.
 */
import { HOUR, type Timestamp } from "../base/time.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import { sortRange } from "../statistics/sort-range.ts";
import { sortTwelve, TWELVE } from "../statistics/sort-twelve.ts";
import type { MetricHours, MetricSamples } from "./input.ts";

/** Samples outside the `hours` from `start` on, and NaN values, are left out. O(samples). */
export function hourlyFeatures(samples: MetricSamples, start: Timestamp, hours: number): MetricHours {
  const { times, values } = samples;
  const median = new Float32Array(hours).fill(Number.NaN);
  const count = new Uint16Array(hours);
  let buffer = new Float64Array(256);
  const twelve = new Float64Array(TWELVE);
  // An hour's values are about as great as those of the hour before.
  let scale = 1;

  let end = 0;
  let length = 0;
  for (let from = 0; from < times.length; from = end) {
    const hour = Math.floor(((times[from] ?? 0) - start) / HOUR);
    const hourEnd = start + (hour + 1) * HOUR;
    // Hours have about as many samples as the one before.
    end = Math.min(times.length, from + length);
    while (end > from && (times[end - 1] ?? 0) >= hourEnd) end--;
    while (end < times.length && (times[end] ?? 0) < hourEnd) end++;
    length = end - from;
    if (length > buffer.length) buffer = new Float64Array(2 * length);
    let size = 0;
    for (let i = from; i < end; i++) {
      const value = values[i] ?? Number.NaN;
      buffer[size] = value;
      if (value === value) size++;
    }
    if (size === 0 || hour < 0 || hour >= hours) continue;
    let sorted = twelve;
    if (size !== TWELVE || !sortTwelve(buffer, scale, twelve)) {
      sortRange(buffer, 0, size);
      sorted = buffer;
    }
    median[hour] = quantileSorted(sorted, 0, size, 0.5);
    count[hour] = Math.min(size, 65_535);
    scale = 2 ** 24 / Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted[size - 1] ?? 0));
  }
  return { metric: samples.metric, median, count };
}
