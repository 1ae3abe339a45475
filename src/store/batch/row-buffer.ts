/** Collects rows of numbers without an object a row. */
import type { Rows } from "./source-batch.ts";

const FIRST_ROWS = 64;

export class RowBuffer {
  /** The rows so far, one after the other. */
  numbers: Float64Array<ArrayBuffer>;
  count = 0;
  readonly #width: number;

  /** `width` is how many numbers a row has. */
  constructor(width: number) {
    this.#width = width;
    this.numbers = new Float64Array(FIRST_ROWS * width);
  }

  /** Begins a row and returns where in `numbers` it stands. */
  next(): number {
    const at = this.count * this.#width;
    if (at === this.numbers.length) {
      const grown = new Float64Array(2 * at);
      grown.set(this.numbers);
      this.numbers = grown;
    }
    this.count += 1;
    return at;
  }

  /** Adds a copy of a row that stands at `from` in other numbers. */
  copy(numbers: Float64Array, from: number): void {
    const at = this.next();
    for (let column = 0; column < this.#width; column += 1) this.numbers[at + column] = numbers[from + column] ?? 0;
  }

  /** Gives the rows away. */
  take(): Rows {
    const rows = { count: this.count, numbers: this.numbers.slice(0, this.count * this.#width) };
    this.count = 0;
    return rows;
  }
}
