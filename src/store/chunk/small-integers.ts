/**
 * Reads what integers.ts writes where all numbers are known to lie within 31 bits, which takes less time: 32-bit sums
 * that overflow on the way come out right in the end.
 */
import { BLOCK, FROM_LAST, FROM_LAST_EITHER_WAY, FROM_LEAST } from "./block-layout.ts";
import { unpack, wordsFor } from "./bits.ts";
import { blockView, blockWords, damaged, type ColumnReader } from "./column-reader.ts";
import { MOST_ROWS } from "./limits.ts";

/** Numbers from here on, of either sign, are not small. */
export const SMALL = 2 ** 30;

/** Up to this width an offset lies within four bytes, whatever bit it starts at. */
const NARROW = 25;
/** Up to this width two of them do. */
const HALF = 12;
/** Of one block: what is added to its numbers, and room for where that is wider. */
const offsets = new Int32Array(BLOCK);
const wide = new Float64Array(BLOCK);

/** What was read last. As a constant of this module it is read and written in half the time that an argument takes. */
const numbers = new Int32Array(MOST_ROWS);

/** Reads `count` numbers into an array that the next call fills anew. */
export function readSmallIntegers(from: ColumnReader, count: number): Int32Array {
  const first = from.signed() | 0;
  const unit = from.varint();
  let last = unit === 1 ? first : 0;
  for (let start = 0; start < count; start += BLOCK) {
    last = readBlock(from, start, Math.min(start + BLOCK, count), last);
  }
  if (unit !== 1) for (let i = 0; i < count; i += 1) numbers[i] = first + Math.imul(numbers[i] ?? 0, unit);
  return numbers;
}

/** Reads a block; `before` is the number before it. Returns its last number. */
function readBlock(from: ColumnReader, start: number, end: number, before: number): number {
  const tag = from.byte();
  const patches = from.byte();
  const base = from.signed() | 0;
  const width = tag & 0x3f;
  const size = end - start;
  const word = from.takeWords(wordsFor(width, size));
  if (width <= NARROW) unpackNarrow(word * 32, width, size);
  else unpackWide(word, width, size);
  for (let i = 0; i < patches; i += 1) {
    const row = from.byte();
    if (row >= size) throw damaged("a value stands outside its block");
    const above = from.varint();
    if (width < 32) offsets[row] = (offsets[row] ?? 0) + (above << width);
  }
  let last = before;
  switch (tag >>> 6) {
    case FROM_LEAST: {
      const least = (before + base) | 0;
      for (let i = 0; i < size; i += 1) numbers[start + i] = least + (offsets[i] ?? 0);
      return numbers[end - 1] ?? 0;
    }
    case FROM_LAST:
      for (let i = 0; i < size; i += 1) {
        last = (last + base + (offsets[i] ?? 0)) | 0;
        numbers[start + i] = last;
      }
      return last;
    case FROM_LAST_EITHER_WAY:
      for (let i = 0; i < size; i += 1) {
        const turn = offsets[i] ?? 0;
        last = (last + ((turn >>> 1) ^ -(turn & 1))) | 0;
        numbers[start + i] = last;
      }
      return last;
    default:
      throw damaged("its packing is unknown");
  }
}

function unpackNarrow(firstBit: number, width: number, size: number): void {
  const mask = (1 << width) - 1;
  let bit = firstBit;
  let row = 0;
  if (width <= HALF) {
    for (; row + 1 < size; row += 2) {
      const bits = blockView.getInt32(bit >>> 3, true) >>> (bit & 7);
      offsets[row] = bits & mask;
      offsets[row + 1] = (bits >>> width) & mask;
      bit += 2 * width;
    }
  }
  for (; row < size; row += 1) {
    offsets[row] = (blockView.getInt32(bit >>> 3, true) >>> (bit & 7)) & mask;
    bit += width;
  }
}

function unpackWide(word: number, width: number, size: number): void {
  unpack(blockWords, word, width, wide, 0, size, 0);
  for (let row = 0; row < size; row += 1) offsets[row] = wide[row] ?? 0;
}
