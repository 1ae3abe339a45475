/** The steps of an envelope while samples are added to them in order of time. */
import type { Envelope } from "../../model/series.ts";
import { toValue } from "../chunk/scaling.ts";
import type { Unscaled } from "../chunk/values.ts";
import type { RowTimes } from "./row-times.ts";

export class EnvelopeSteps {
  readonly #start: number;
  readonly #width: number;
  readonly #times: Float64Array;
  readonly #min: Float64Array;
  /** Sums until the end. */
  readonly #mean: Float64Array;
  readonly #max: Float64Array;
  readonly #count: Float64Array;
  /** Entries that are done, and the step that the last one is of. */
  #entries = 0;
  #step = -1;

  /** At most `size` steps, each `width` long, from `start` on. */
  constructor(start: number, width: number, size: number) {
    this.#start = start;
    this.#width = width;
    this.#times = new Float64Array(size);
    this.#min = new Float64Array(size);
    this.#mean = new Float64Array(size);
    this.#max = new Float64Array(size);
    this.#count = new Float64Array(size);
  }

  /** Samples of one step, at least one, at or after those that were added before. */
  add(time: number, count: number, min: number, max: number, sum: number): void {
    this.#addTo(this.#stepOf(time), time, count, min, max, sum);
  }

  #addTo(step: number, time: number, count: number, min: number, max: number, sum: number): void {
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

  /** Samples `from` to `to`, none of them a gap. */
  addAll(times: RowTimes, values: Float64Array, from: number, to: number): void {
    for (let i = from; i < to;) {
      const time = times.at(i);
      const step = this.#stepOf(time);
      const end = times.rowAt(this.#endOf(step), i, to);
      summarize(values, i, end);
      this.#addTo(step, time, end - i, summary.min, summary.max, summary.sum);
      i = end;
    }
  }

  addUnscaled(times: RowTimes, { integers, scaling }: Unscaled, from: number, to: number): void {
    for (let i = from; i < to;) {
      const time = times.at(i);
      const step = this.#stepOf(time);
      const end = times.rowAt(this.#endOf(step), i, to);
      summarizeSmall(integers, i, end);
      const { min, max, sum } = summary;
      this.#addTo(step, time, end - i, toValue(scaling, min), toValue(scaling, max), toValue(scaling, sum));
      i = end;
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

  #endOf(step: number): number {
    return this.#start + (step + 1) * this.#width;
  }

  #stepOf(time: number): number {
    return Math.floor((time - this.#start) / this.#width);
  }
}

/** What the functions below give, in place of an object a step. */
const summary = { min: 0, max: 0, sum: 0 };

function summarize(values: Float64Array, from: number, to: number): void {
  let sum = values[from] ?? 0;
  let min = sum;
  let max = sum;
  for (let i = from + 1; i < to; i += 1) {
    const value = values[i] ?? 0;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  summary.min = min;
  summary.max = max;
  summary.sum = sum;
}

/** Without a branch: whether a value is the least so far cannot be predicted, and that takes most of the time above. */
function summarizeSmall(values: Int32Array, from: number, to: number): void {
  let sum = values[from] ?? 0;
  let min = sum;
  let max = sum;
  for (let i = from + 1; i < to; i += 1) {
    const value = values[i] ?? 0;
    const below = (value - min) | 0;
    const above = (max - value) | 0;
    sum += value;
    min = (min + (below & (below >> 31))) | 0;
    max = (max - (above & (above >> 31))) | 0;
  }
  summary.min = min;
  summary.max = max;
  summary.sum = sum;
}
