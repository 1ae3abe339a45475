/**
 * A series as a chart needs it: least, mean and greatest value per step of a range. A chunk that lies within one step
 * is taken from its summary, so that years of a fast series cost no more than a look at its index.
 */
import type { TimeRange } from "../../base/time.ts";
import type { Envelope } from "../../model/series.ts";
import { MOST_ROWS } from "../chunk/limits.ts";
import type { Database } from "../file/database.ts";
import { decodeGroup, groupOverlapping, lowerBound, readChunkSummaries } from "./sample-reader.ts";

/**
 * At most `points` entries over the range, one per step that has a value; the time of each is that of its first sample.
 * Gaps count for nothing.
 */
export function readEnvelope(database: Database, seriesId: number, range: TimeRange, points: number): Envelope {
  const size = Math.max(1, Math.floor(points));
  const steps = new Steps(range, size);
  let times = new Float64Array(MOST_ROWS);
  let values = new Float64Array(MOST_ROWS);
  for (const group of groupOverlapping(readChunkSummaries(database, seriesId, range))) {
    const [chunk] = group;
    if (group.length === 1 && chunk !== undefined && steps.isWithinOne(chunk.first, chunk.last)) {
      if (chunk.count > 0) {
        steps.add(chunk.first, chunk.count, chunk.min ?? Number.NaN, chunk.max ?? Number.NaN, chunk.sum ?? Number.NaN);
      }
      continue;
    }
    let rows = 0;
    for (const member of group) rows += member.rows;
    if (rows > times.length) {
      times = new Float64Array(rows);
      values = new Float64Array(rows);
    }
    const end = decodeGroup(database, group, times, values, 0);
    const from = lowerBound(times, 0, end, range.start);
    steps.addAll(times, values, from, lowerBound(times, from, end, range.end));
  }
  return steps.finish();
}

class Steps {
  readonly #start: number;
  readonly #end: number;
  readonly #width: number;
  readonly #times: Float64Array;
  readonly #min: Float64Array;
  readonly #mean: Float64Array;
  readonly #max: Float64Array;
  readonly #count: Float64Array;
  /** Entries that are done, and the step that the last one is of. */
  #entries = 0;
  #step = -1;

  constructor(range: TimeRange, size: number) {
    this.#start = range.start;
    this.#end = range.end;
    this.#width = Math.max(1, Math.ceil((range.end - range.start) / size));
    this.#times = new Float64Array(size);
    this.#min = new Float64Array(size);
    this.#mean = new Float64Array(size);
    this.#max = new Float64Array(size);
    this.#count = new Float64Array(size);
  }

  isWithinOne(first: number, last: number): boolean {
    return first >= this.#start && last < this.#end && this.#stepOf(first) === this.#stepOf(last);
  }

  /** Samples of one step, at or after those that were added before. `#mean` holds sums until the end. */
  add(time: number, count: number, min: number, max: number, sum: number): void {
    const step = this.#stepOf(time);
    if (step !== this.#step) {
      this.#step = step;
      const entry = this.#entries;
      this.#entries += 1;
      this.#times[entry] = time;
      this.#min[entry] = min;
      this.#max[entry] = max;
      this.#mean[entry] = sum;
      this.#count[entry] = count;
      return;
    }
    const entry = this.#entries - 1;
    this.#min[entry] = Math.min(this.#min[entry] ?? min, min);
    this.#max[entry] = Math.max(this.#max[entry] ?? max, max);
    this.#mean[entry] = (this.#mean[entry] ?? 0) + sum;
    this.#count[entry] = (this.#count[entry] ?? 0) + count;
  }

  addAll(times: Float64Array, values: Float64Array, from: number, to: number): void {
    let i = from;
    while (i < to) {
      const time = times[i] ?? 0;
      const stepEnd = this.#start + (this.#stepOf(time) + 1) * this.#width;
      let firstTime = time;
      let count = 0;
      let sum = 0;
      let min = Infinity;
      let max = -Infinity;
      for (; i < to && (times[i] ?? 0) < stepEnd; i += 1) {
        const value = values[i] ?? 0;
        if (Number.isNaN(value)) continue;
        if (count === 0) firstTime = times[i] ?? 0;
        count += 1;
        sum += value;
        if (value < min) min = value;
        if (value > max) max = value;
      }
      if (count > 0) this.add(firstTime, count, min, max, sum);
    }
  }

  finish(): Envelope {
    for (let i = 0; i < this.#entries; i += 1) this.#mean[i] = (this.#mean[i] ?? 0) / (this.#count[i] ?? 1);
    const cut = (column: Float64Array): Float64Array => column.slice(0, this.#entries);
    return {
      times: cut(this.#times),
      min: cut(this.#min),
      mean: cut(this.#mean),
      max: cut(this.#max),
      count: cut(this.#count),
    };
  }

  #stepOf(time: number): number {
    return Math.floor((time - this.#start) / this.#width);
  }
}
