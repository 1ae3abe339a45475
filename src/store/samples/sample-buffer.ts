/**
 * Holds the newest samples of one series until they make a chunk. Samples that come in order are handed on as soon as
 * a chunk is full; once one came late, a chunk's worth is held back, so that further late ones still find their place.
 */
import { MOST_ROWS } from "../chunk/limits.ts";
import { sortSamples } from "./sort-samples.ts";

const FIRST_CAPACITY = 128;
/** Microseconds that are exact in a double. */
const LATEST = Number.MAX_SAFE_INTEGER;

/** Takes the first `count` samples of the arrays, which it must not keep. */
export type ChunkTaker = (times: Float64Array, values: Float64Array, count: number) => void;

export class SampleBuffer {
  /** Samples that had the time of another one and were dropped. */
  repeats = 0;
  #times = new Float64Array(FIRST_CAPACITY);
  #values = new Float64Array(FIRST_CAPACITY);
  #count = 0;
  #isSorted = true;
  #newest = -Infinity;
  readonly #take: ChunkTaker;

  constructor(take: ChunkTaker) {
    this.#take = take;
  }

  get bytes(): number {
    return this.#times.byteLength + this.#values.byteLength;
  }

  add(times: Float64Array, values: Float64Array, count: number): void {
    let taken = 0;
    while (taken < count) {
      if (this.#count === (this.#isSorted ? MOST_ROWS : 2 * MOST_ROWS)) this.#handOn();
      const limit = this.#isSorted ? MOST_ROWS : 2 * MOST_ROWS;
      const end = Math.min(count, taken + limit - this.#count);
      this.#check(times, taken, end);
      this.#hold(times.subarray(taken, end), values.subarray(taken, end));
      taken = end;
    }
  }

  /** Hands on all that is held. */
  flush(): void {
    this.#order();
    for (let from = 0; from < this.#count; from += MOST_ROWS) {
      const size = Math.min(MOST_ROWS, this.#count - from);
      this.#take(this.#times.subarray(from, from + size), this.#values.subarray(from, from + size), size);
    }
    this.#times = new Float64Array(FIRST_CAPACITY);
    this.#values = new Float64Array(FIRST_CAPACITY);
    this.#count = 0;
  }

  /** Takes samples for which there is room; a whole chunk that nothing waits for goes on from where it lies. */
  #hold(times: Float64Array, values: Float64Array): void {
    const { length } = times;
    if (this.#count === 0 && this.#isSorted && length === MOST_ROWS) {
      this.#take(times, values, length);
      return;
    }
    this.#grow(this.#count + length);
    this.#times.set(times, this.#count);
    this.#values.set(values, this.#count);
    this.#count += length;
  }

  #check(times: Float64Array, from: number, to: number): void {
    let newest = this.#newest;
    let isSorted = this.#isSorted;
    let isWhole = true;
    for (let i = from; i < to; i += 1) {
      const time = times[i] ?? 0;
      // As `Number.isSafeInteger`, which takes several times as long.
      if (!(Math.floor(time) === time && time <= LATEST && time >= -LATEST)) isWhole = false;
      if (time <= newest) isSorted = false;
      newest = time;
    }
    if (!isWhole) {
      const wrong = times.subarray(from, to).find((time) => !Number.isSafeInteger(time));
      throw new RangeError(`A sample's time is ${String(wrong)}, not whole microseconds.`);
    }
    this.#newest = newest;
    this.#isSorted = isSorted;
  }

  #handOn(): void {
    const wasSorted = this.#isSorted;
    this.#order();
    if (!wasSorted && this.#count <= MOST_ROWS) return;
    const size = Math.min(this.#count, MOST_ROWS);
    this.#take(this.#times, this.#values, size);
    this.#times.copyWithin(0, size, this.#count);
    this.#values.copyWithin(0, size, this.#count);
    this.#count -= size;
    // What comes next may still be older than what is held: it stays on the careful path.
    this.#isSorted = wasSorted;
  }

  #order(): void {
    if (this.#isSorted) return;
    const left = sortSamples(this.#times, this.#values, this.#count);
    this.repeats += this.#count - left;
    this.#count = left;
  }

  #grow(needed: number): void {
    if (needed <= this.#times.length) return;
    const capacity = Math.max(needed, 2 * this.#times.length);
    const times = new Float64Array(capacity);
    const values = new Float64Array(capacity);
    times.set(this.#times.subarray(0, this.#count));
    values.set(this.#values.subarray(0, this.#count));
    this.#times = times;
    this.#values = values;
  }
}
