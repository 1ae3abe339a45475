/**
 * Whole numbers (up to 2^50 of either sign) in blocks of 128, each packed in the way that takes least room:
 * as distances from the block's least number, or as distances from number to number. A few numbers that are far larger
 * than the rest are "patched": their upper bits stand apart, so that a spike does not widen its whole block.
 */
import { bitsOf, pack, POWERS_OF_TWO, unpack, wordsFor } from "./bits.ts";
import { BLOCK, FROM_LAST, FROM_LAST_EITHER_WAY, FROM_LEAST } from "./block-layout.ts";
import { blockView, blockWords, damaged, type ColumnReader } from "./column-reader.ts";
import { unzigzag, type ColumnWriter } from "./column-writer.ts";
import { MOST_ROWS } from "./limits.ts";
import { LARGEST_NARROW, writeNarrow } from "./narrow-integers.ts";

export const LARGEST_INTEGER = 2 ** 50;

const narrow = new Int32Array(MOST_ROWS);
const levels = new Float64Array(BLOCK);
const steps = new Float64Array(BLOCK);
const turns = new Float64Array(BLOCK);
const histogram = new Uint8Array(64);

interface Packing {
  width: number;
  patches: number;
  bits: number;
}

const ofLevels: Packing = { width: 0, patches: 0, bits: 0 };
const ofSteps: Packing = { width: 0, patches: 0, bits: 0 };
const ofTurns: Packing = { width: 0, patches: 0, bits: 0 };

/**
 * Writes `count` (up to `MOST_ROWS`) whole numbers. They are divided by their common unit (seconds, pages, kilobytes),
 * in place or not.
 */
export function writeIntegers(out: ColumnWriter, values: Float64Array, count: number): void {
  out.reserve(count * 10 + 64, count * 2 + 64);
  const first = values[0] ?? 0;
  const unit = commonUnit(values, count, first);
  out.signed(first);
  out.varint(unit);
  if (isNarrow(values, count, first, unit)) {
    writeNarrow(out, narrow, count);
    return;
  }
  for (let i = 0; i < count; i += 1) values[i] = ((values[i] ?? 0) - first) / unit;
  let last = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const size = Math.min(BLOCK, count - start);
    writeBlock(out, values, start, size, last);
    last = values[start + size - 1] ?? 0;
  }
}

/** Puts the distances from the first value, in units, into `narrow`, where all of them are small enough. */
function isNarrow(values: Float64Array, count: number, first: number, unit: number): boolean {
  let least = 0;
  let most = 0;
  for (let i = 0; i < count; i += 1) {
    const distance = (values[i] ?? 0) - first;
    if (distance < least) least = distance;
    if (distance > most) most = distance;
    narrow[i] = distance;
  }
  if (most > LARGEST_NARROW * unit || least < -LARGEST_NARROW * unit) return false;
  if (unit > 1) for (let i = 0; i < count; i += 1) narrow[i] = ((values[i] ?? 0) - first) / unit;
  return true;
}

/** The greatest number that divides all distances from the first value; 1 where there is none. */
function commonUnit(values: Float64Array, count: number, first: number): number {
  let unit = 0;
  for (let i = 1; i < count; i += 1) {
    let rest = Math.abs((values[i] ?? 0) - first);
    // Exact for numbers of this size, and far cheaper than a remainder.
    const quotient = rest / unit;
    if (rest === 0 || (unit > 0 && quotient === Math.floor(quotient))) continue;
    while (rest !== 0) [unit, rest] = [rest, unit % rest];
    if (unit === 1) return 1;
  }
  return Math.max(1, unit);
}

function writeBlock(out: ColumnWriter, values: Float64Array, start: number, size: number, before: number): void {
  let least = Infinity;
  let leastStep = Infinity;
  let last = before;
  for (let i = 0; i < size; i += 1) {
    const value = values[start + i] ?? 0;
    const step = value - last;
    if (value < least) least = value;
    if (step < leastStep) leastStep = step;
    steps[i] = step;
    turns[i] = step >= 0 ? 2 * step : -2 * step - 1;
    last = value;
  }
  for (let i = 0; i < size; i += 1) {
    levels[i] = (values[start + i] ?? 0) - least;
    steps[i] = (steps[i] ?? 0) - leastStep;
  }
  choosePacking(levels, size, ofLevels);
  choosePacking(steps, size, ofSteps);
  choosePacking(turns, size, ofTurns);
  if (ofLevels.bits <= ofSteps.bits && ofLevels.bits <= ofTurns.bits) {
    writeOffsets(out, levels, size, ofLevels, FROM_LEAST, least - before);
  } else if (ofSteps.bits <= ofTurns.bits) {
    writeOffsets(out, steps, size, ofSteps, FROM_LAST, leastStep);
  } else {
    writeOffsets(out, turns, size, ofTurns, FROM_LAST_EITHER_WAY, 0);
  }
}

/** The width that takes least room for these offsets, when the numbers that need more are patched. */
function choosePacking(offsets: Float64Array, size: number, best: Packing): void {
  histogram.fill(0);
  let widest = 0;
  for (let i = 0; i < size; i += 1) {
    const bits = bitsOf(offsets[i] ?? 0);
    histogram[bits] = (histogram[bits] ?? 0) + 1;
    if (bits > widest) widest = bits;
  }
  best.width = widest;
  best.patches = 0;
  best.bits = widest * size;
  let above = 0;
  for (let width = widest - 1; width >= 0; width -= 1) {
    above += histogram[width + 1] ?? 0;
    if (width * size > best.bits || above > size / 4) continue;
    const bits = width * size + above * (8 + 8 * Math.ceil((widest - width) / 7));
    if (width <= 32 && bits < best.bits) {
      best.width = width;
      best.patches = above;
      best.bits = bits;
    }
  }
}

function writeOffsets(
  out: ColumnWriter,
  offsets: Float64Array,
  size: number,
  packing: Packing,
  mode: number,
  base: number,
): void {
  out.byte((mode << 6) | packing.width);
  out.byte(packing.patches);
  out.signed(base);
  out.wordCount = pack(offsets, size, packing.width, out.words, out.wordCount);
  if (packing.patches === 0) return;
  const unit = POWERS_OF_TWO[packing.width] ?? 0;
  for (let i = 0; i < size; i += 1) {
    const offset = offsets[i] ?? 0;
    if (offset < unit) continue;
    out.byte(i);
    out.varint(Math.floor(offset / unit));
  }
}

/** Up to this width an offset lies within four bytes, whatever bit it starts at. */
const NARROW = 25;
const patchedRows = new Uint8Array(BLOCK);
const patches = new Float64Array(BLOCK);

/** Reads `count` numbers, each divided by `divisor`, into `out` from `at` on. */
export function readIntegers(from: ColumnReader, out: Float64Array, at: number, count: number, divisor = 1): void {
  const first = from.signed();
  const unit = from.varint();
  // Distances are read as they are, or, where they need no multiplying, as the numbers themselves.
  const isDirect = unit === 1;
  let last = isDirect ? first : 0;
  for (let start = at; start < at + count; start += BLOCK) {
    last = readBlock(from, out, start, Math.min(BLOCK, at + count - start), last, isDirect ? divisor : 1);
  }
  if (isDirect) return;
  for (let i = at; i < at + count; i += 1) out[i] = (first + (out[i] ?? 0) * unit) / divisor;
}

interface BlockHead {
  readonly mode: number;
  readonly width: number;
  /** Added to every offset. */
  readonly base: number;
  /** Index of the first word. */
  readonly word: number;
}

/** Reads a block; `before` is the number before it. Returns the block's last number, undivided. */
function readBlock(
  from: ColumnReader,
  out: Float64Array,
  start: number,
  size: number,
  before: number,
  divisor: number,
): number {
  const tag = from.byte();
  const patched = from.byte();
  const base = from.signed();
  const width = tag & 0x3f;
  const mode = tag >>> 6;
  if (width > 53) throw damaged(`a number is ${String(width)} bits wide`);
  if (mode > FROM_LAST_EITHER_WAY) throw damaged("its packing is unknown");
  const word = from.takeWords(wordsFor(width, size));
  readPatches(from, patched, size, width);
  const head = { mode, width, base: mode === FROM_LEAST ? before + base : base, word };
  let last = before;
  if (width > NARROW) {
    unpack(blockWords, word, width, levels, 0, size, 0);
    for (let i = 0; i < patched; i += 1) {
      const row = patchedRows[i] ?? 0;
      levels[row] = (levels[row] ?? 0) + (patches[i] ?? 0);
    }
    for (let row = 0; row < size; row += 1) {
      last = next(head, last, levels[row] ?? 0);
      out[start + row] = last / divisor;
    }
    return last;
  }
  let row = 0;
  for (let i = 0; i < patched; i += 1) {
    const end = patchedRows[i] ?? 0;
    last = readRows(head, last, out, start, row, end, divisor);
    last = next(head, last, offsetAt(head, end) + (patches[i] ?? 0));
    out[start + end] = last / divisor;
    row = end + 1;
  }
  return readRows(head, last, out, start, row, size, divisor);
}

/** Rows and what is added to their offsets, in order. */
function readPatches(from: ColumnReader, count: number, size: number, width: number): void {
  let least = 0;
  const unit = POWERS_OF_TWO[width] ?? 0;
  for (let i = 0; i < count; i += 1) {
    const row = from.byte();
    if (row < least || row >= size) throw damaged("a value stands outside its block");
    patchedRows[i] = row;
    patches[i] = from.varint() * unit;
    least = row + 1;
  }
}

/** The number that an offset stands for. */
function next({ mode, base }: BlockHead, last: number, offset: number): number {
  if (mode === FROM_LEAST) return base + offset;
  return last + (mode === FROM_LAST ? base + offset : unzigzag(offset));
}

/** `next` for the narrow offsets of a run of rows: one short loop per mode, since this is where reading spends its time. */
function readRows(
  { mode, width, base, word }: BlockHead,
  before: number,
  out: Float64Array,
  start: number,
  from: number,
  to: number,
  divisor: number,
): number {
  const mask = (1 << width) - 1;
  const end = start + to;
  let bit = word * 32 + from * width;
  let last = before;
  switch (mode) {
    case FROM_LEAST:
      for (let i = start + from; i < end; i += 1) {
        last = base + ((blockView.getInt32(bit >>> 3, true) >>> (bit & 7)) & mask);
        out[i] = last / divisor;
        bit += width;
      }
      break;
    case FROM_LAST:
      for (let i = start + from; i < end; i += 1) {
        last += base + ((blockView.getInt32(bit >>> 3, true) >>> (bit & 7)) & mask);
        out[i] = last / divisor;
        bit += width;
      }
      break;
    default:
      for (let i = start + from; i < end; i += 1) {
        const turn = (blockView.getInt32(bit >>> 3, true) >>> (bit & 7)) & mask;
        last += (turn >>> 1) ^ -(turn & 1);
        out[i] = last / divisor;
        bit += width;
      }
  }
  return last;
}

function offsetAt({ width, word }: BlockHead, row: number): number {
  const bit = word * 32 + row * width;
  return (blockView.getInt32(bit >>> 3, true) >>> (bit & 7)) & ((1 << width) - 1);
}
