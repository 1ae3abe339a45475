/**
 * Reads the two streams of a column block. Nothing in a block is believed: each read is checked against what is there,
 * so that damage ends in a `UserError` and never in a crash, an endless loop or a giant allocation.
 */
import { UserError } from "../../base/errors.ts";
import { unzigzag } from "./column-writer.ts";

/** The error of a block that is not what was once written. */
export function damaged(why: string): UserError {
  return new UserError("damaged", `A block of samples in the workspace is damaged: ${why}.`, {
    next: "Take out the source and import it again, or go back to a copy of the workspace.",
  });
}

/** Larger than any block that is written; anything beyond is damage. */
export const LARGEST_BLOCK = 512 * 1024;

/**
 * One aligned buffer for all blocks, seen as bytes, as words and at any byte: blobs come at any address. They are
 * constants and no one's fields, which makes the loops that read them fast.
 */
const blockBytes = new Uint8Array(LARGEST_BLOCK + 8);
export const blockWords = new Uint32Array(blockBytes.buffer);
export const blockView = new DataView(blockBytes.buffer);

/** There is one at a time. */
export class ColumnReader {
  #byte = 0;
  #byteEnd = 0;
  #word = 0;
  #wordEnd = 0;

  /** Takes the block in; the word stream is at `wordStart` (a multiple of four) and the byte stream follows it. */
  load(block: Uint8Array): void {
    if (block.length > LARGEST_BLOCK) throw damaged(`it has ${String(block.length)} bytes`);
    blockBytes.set(block);
  }

  setStreams(wordStart: number, wordCount: number, end: number): void {
    this.#word = wordStart / 4;
    this.#wordEnd = this.#word + wordCount;
    this.#byte = wordStart + 4 * wordCount;
    this.#byteEnd = end;
    if (this.#byte > end) throw damaged("it is shorter than it says");
  }

  /** Takes `count` words from the word stream and returns the index of the first in `blockWords`. */
  takeWords(count: number): number {
    const first = this.#word;
    this.#word += count;
    if (this.#word > this.#wordEnd) throw damaged("packed values are missing");
    return first;
  }

  byte(): number {
    const value = blockBytes[this.#byte];
    this.#byte += 1;
    if (value === undefined || this.#byte > this.#byteEnd) throw damaged("it ends too early");
    return value;
  }

  /** The byte that stands so many behind the next one, without reading it; -1 where there is none. */
  peek(distance: number): number {
    const at = this.#byte + distance;
    return at < this.#byteEnd ? (blockBytes[at] ?? -1) : -1;
  }

  varint(): number {
    let value = this.byte();
    if (value < 0x80) return value;
    value -= 0x80;
    let unit = 0x80;
    for (let index = 1; index < 8; index += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 0x80;
    }
    throw damaged("a number has too many digits");
  }

  signed(): number {
    return unzigzag(this.varint());
  }

  double(): number {
    const at = this.#byte;
    this.#byte += 8;
    if (this.#byte > this.#byteEnd) throw damaged("it ends too early");
    return blockView.getFloat64(at, true);
  }

  /** That everything was read, as it is after a whole block. */
  expectEnd(): void {
    if (this.#byte !== this.#byteEnd || this.#word !== this.#wordEnd) throw damaged("something is left over");
  }
}
