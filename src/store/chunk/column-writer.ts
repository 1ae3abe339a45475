/**
 * The two streams that a column block is written to: bytes for what steers (tags, variable-length numbers), 32-bit
 * words for what is packed. Kept apart so that packed words stay aligned and are read without shifting bytes.
 */
const BYTES_OF_A_DOUBLE = 8;

export interface Mark {
  readonly bytes: number;
  readonly words: number;
}

export class ColumnWriter {
  bytes = new Uint8Array(16 * 1024);
  words = new Uint32Array(16 * 1024);
  byteCount = 0;
  wordCount = 0;
  readonly #double = new Float64Array(1);
  readonly #doubleBytes = new Uint8Array(this.#double.buffer);

  /** Makes room, so that the calls that follow need not ask. */
  reserve(bytes: number, words: number): void {
    if (this.byteCount + bytes > this.bytes.length) {
      const grown = new Uint8Array(2 * (this.byteCount + bytes));
      grown.set(this.bytes.subarray(0, this.byteCount));
      this.bytes = grown;
    }
    if (this.wordCount + words > this.words.length) {
      const grown = new Uint32Array(2 * (this.wordCount + words));
      grown.set(this.words.subarray(0, this.wordCount));
      this.words = grown;
    }
  }

  clear(): void {
    this.byteCount = 0;
    this.wordCount = 0;
  }

  mark(): Mark {
    return { bytes: this.byteCount, words: this.wordCount };
  }

  /** Forgets what was written since the mark. */
  rewind(mark: Mark): void {
    this.byteCount = mark.bytes;
    this.wordCount = mark.words;
  }

  /** Bytes written since the mark, in both streams. */
  sizeSince(mark: Mark): number {
    return this.byteCount - mark.bytes + 4 * (this.wordCount - mark.words);
  }

  byte(value: number): void {
    this.bytes[this.byteCount] = value;
    this.byteCount += 1;
  }

  /** A whole number from 0 to 2^53 as groups of seven bits, the lowest first. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** A whole number of either sign, up to 2^52. */
  signed(value: number): void {
    this.varint(zigzag(value));
  }

  double(value: number): void {
    this.#double[0] = value;
    this.bytes.set(this.#doubleBytes, this.byteCount);
    this.byteCount += BYTES_OF_A_DOUBLE;
  }
}

/** Whole numbers of either sign as whole numbers from 0: 0, -1, 1, -2, … become 0, 1, 2, 3, … */
export function zigzag(value: number): number {
  return value >= 0 ? 2 * value : -2 * value - 1;
}

export function unzigzag(value: number): number {
  const half = Math.floor(value / 2);
  return 2 * half === value ? half : -half - 1;
}
