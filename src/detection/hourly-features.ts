/**
 * Hourly features of one metric: what detection keeps of the samples.
 *
 * An hour's median and lower quartile are not lifted by a burst, and its spread tells a plateau from a busy machine.
 * Hours are counted from `start` on; an hour without samples is NaN, never zero.
 */
import { HOUR, type Timestamp } from "../base/time.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import type { MetricHours, MetricSamples } from "./input.ts";

/** Above this many samples an hour, the typed array's own sort is faster than insertion. */
const INSERTION_LIMIT = 64;

/** Samples outside the `hours` from `start` on, and NaN values, are left out. O(samples). */
export function hourlyFeatures(samples: MetricSamples, start: Timestamp, hours: number): MetricHours {
  const { times, values } = samples;
  const median = new Float32Array(hours).fill(Number.NaN);
  const lower = new Float32Array(hours).fill(Number.NaN);
  const spread = new Float32Array(hours).fill(Number.NaN);
  const count = new Uint16Array(hours);
  let buffer = new Float64Array(256);

  let next = 0;
  while (next < times.length) {
    const hour = Math.floor(((times[next] ?? 0) - start) / HOUR);
    const end = start + (hour + 1) * HOUR;
    let size = 0;
    for (; next < times.length && (times[next] ?? 0) < end; next++) {
      const value = values[next] ?? Number.NaN;
      if (value !== value) continue;
      if (size === buffer.length) buffer = grown(buffer);
      buffer[size++] = value;
    }
    if (size === 0 || hour < 0 || hour >= hours) continue;
    sortFirst(buffer, size);
    const first = quantileSorted(buffer, 0, size, 0.25);
    median[hour] = quantileSorted(buffer, 0, size, 0.5);
    lower[hour] = first;
    spread[hour] = quantileSorted(buffer, 0, size, 0.75) - first;
    count[hour] = Math.min(size, 65_535);
  }
  return { metric: samples.metric, median, lower, spread, count };
}

function grown(buffer: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(buffer.length * 2);
  larger.set(buffer);
  return larger;
}

function sortFirst(buffer: Float64Array, size: number): void {
  if (size > INSERTION_LIMIT) {
    buffer.subarray(0, size).sort();
    return;
  }
  for (let i = 1; i < size; i++) {
    const value = buffer[i] ?? 0;
    let j = i - 1;
    while (j >= 0 && (buffer[j] ?? 0) > value) {
      buffer[j + 1] = buffer[j] ?? 0;
      j--;
    }
    buffer[j + 1] = value;
  }
}
