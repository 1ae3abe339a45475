/** Makes chunks of the samples of one source: a buffer per series, encoded as soon as it is full. */
import type { SeriesKey } from "../../model/series.ts";
import { encodeBlock } from "../chunk/column-block.ts";
import { SampleBuffer } from "../samples/sample-buffer.ts";
import type { EncodedChunk, NumberedSeries } from "./source-batch.ts";

/** Bytes in buffers above which they are emptied into smaller chunks. */
const MOST_BUFFERED = 96 * 1024 * 1024;

export class SeriesEncoder {
  readonly #onSeries: (series: NumberedSeries) => void;
  readonly #onChunk: (chunk: EncodedChunk) => void;
  readonly #byKey = new Map<number, Map<string, Map<string, SampleBuffer>>>();
  readonly #all: SampleBuffer[] = [];
  #buffered = 0;

  constructor(onSeries: (series: NumberedSeries) => void, onChunk: (chunk: EncodedChunk) => void) {
    this.#onSeries = onSeries;
    this.#onChunk = onChunk;
  }

  /** Bytes in buffers. */
  get pendingBytes(): number {
    return this.#buffered;
  }

  /** Takes samples of a series of the host of that number within the source. */
  add(host: number, key: SeriesKey, times: Float64Array, values: Float64Array, count: number): void {
    const buffer = this.#provide(host, key);
    const before = buffer.bytes;
    buffer.add(times, values, count);
    this.#buffered += buffer.bytes - before;
    if (this.#buffered > MOST_BUFFERED) this.flush();
  }

  /** Encodes all that is held. */
  flush(): void {
    for (const buffer of this.#all) buffer.flush();
    this.#buffered = 0;
    for (const buffer of this.#all) this.#buffered += buffer.bytes;
  }

  /** How many samples repeated the time of another one of their series and were dropped. */
  get repeats(): number {
    let repeats = 0;
    for (const buffer of this.#all) repeats += buffer.repeats;
    return repeats;
  }

  #provide(host: number, { metric, instance }: SeriesKey): SampleBuffer {
    let ofHost = this.#byKey.get(host);
    if (ofHost === undefined) this.#byKey.set(host, (ofHost = new Map()));
    let ofMetric = ofHost.get(metric);
    if (ofMetric === undefined) ofHost.set(metric, (ofMetric = new Map()));
    let buffer = ofMetric.get(instance);
    if (buffer === undefined) {
      const number = this.#all.length;
      buffer = new SampleBuffer((times, values, rows) => this.#onChunk(encodeChunk(number, times, values, rows)));
      ofMetric.set(instance, buffer);
      this.#all.push(buffer);
      this.#buffered += buffer.bytes;
      this.#onSeries({ host, metric, instance });
    }
    return buffer;
  }
}

function encodeChunk(series: number, times: Float64Array, values: Float64Array, rows: number): EncodedChunk {
  let count = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < rows; i += 1) {
    const value = values[i] ?? 0;
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const block = encodeBlock(times, [values], 0, rows);
  return { series, first: times[0] ?? 0, last: times[rows - 1] ?? 0, rows, count, min, max, sum, block };
}
