/** Collects encoded chunks as rows of numbers and one run of bytes: what crosses threads whole, without a copy. */
import type { Chunks, EncodedChunk } from "./source-batch.ts";

/** Numbers of a chunk; `END` is where its block ends among the bytes. */
const SERIES = 0;
const FIRST = 1;
const LAST = 2;
const ROWS = 3;
const COUNT = 4;
const MIN = 5;
const MAX = 6;
const SUM = 7;
const END = 8;
const WIDTH = 9;

const FIRST_CHUNKS = 64;
const FIRST_BYTES = 64 * 1024;

export class ChunkBuffer {
  #numbers = new Float64Array(0);
  #bytes = new Uint8Array(0);
  #count = 0;
  #used = 0;

  add(chunk: EncodedChunk): void {
    const { block } = chunk;
    const at = this.#count * WIDTH;
    const end = this.#used + block.length;
    if (at === this.#numbers.length) this.#numbers = longer(this.#numbers, Math.max(FIRST_CHUNKS * WIDTH, 2 * at));
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(FIRST_BYTES, 2 * end));
      grown.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = grown;
    }
    const numbers = this.#numbers;
    numbers[at + SERIES] = chunk.series;
    numbers[at + FIRST] = chunk.first;
    numbers[at + LAST] = chunk.last;
    numbers[at + ROWS] = chunk.rows;
    numbers[at + COUNT] = chunk.count;
    numbers[at + MIN] = chunk.min;
    numbers[at + MAX] = chunk.max;
    numbers[at + SUM] = chunk.sum;
    numbers[at + END] = end;
    this.#bytes.set(block, this.#used);
    this.#count += 1;
    this.#used = end;
  }

  /** Gives the chunks away, with all of their memory. */
  take(): Chunks {
    const chunks = { count: this.#count, numbers: this.#numbers, bytes: this.#bytes };
    this.#numbers = new Float64Array(0);
    this.#bytes = new Uint8Array(0);
    this.#count = 0;
    this.#used = 0;
    return chunks;
  }
}

/** The chunks, whose blocks lie in the memory that was given away. */
export function* chunksOf({ count, numbers, bytes }: Chunks): Generator<EncodedChunk> {
  let start = 0;
  for (let at = 0; at < count * WIDTH; at += WIDTH) {
    const end = numbers[at + END] ?? start;
    yield {
      series: numbers[at + SERIES] ?? Number.NaN,
      first: numbers[at + FIRST] ?? Number.NaN,
      last: numbers[at + LAST] ?? Number.NaN,
      rows: numbers[at + ROWS] ?? Number.NaN,
      count: numbers[at + COUNT] ?? Number.NaN,
      min: numbers[at + MIN] ?? Number.NaN,
      max: numbers[at + MAX] ?? Number.NaN,
      sum: numbers[at + SUM] ?? Number.NaN,
      block: bytes.subarray(start, end),
    };
    start = end;
  }
}

function longer(numbers: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(numbers);
  return grown;
}
