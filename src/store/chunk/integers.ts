/**
 * Whole numbers (up to 2^50 of either sign) in blocks of 128, each packed in the way that takes least room:
 * as distances from the block's least number, or as distances from number to number. A few numbers that are far larger
 * than the rest are "patched": their upper bits stand apart, so that a spike does not widen its whole block.
 */
import { bitsOf, pack, unpack, wordsFor } from "./bits.ts";
import { BLOCK, FROM_LAST, FROM_LAST_EITHER_WAY, FROM_LEAST } from "./block-layout.ts";
import { damaged, type ColumnReader } from "./column-reader.ts";
import type { ColumnWriter } from "./column-writer.ts";
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
  }
  if (most > LARGEST_NARROW * unit || least < -LARGEST_NARROW * unit) return false;
  if (unit === 1) for (let i = 0; i < count; i += 1) narrow[i] = (values[i] ?? 0) - first;
  else for (let i = 0; i < count; i += 1) narrow[i] = ((values[i] ?? 0) - first) / unit;
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
  const unit = 2 ** packing.width;
  for (let i = 0; i < size; i += 1) {
    const offset = offsets[i] ?? 0;
    if (offset < unit) continue;
    out.byte(i);
    out.varint(Math.floor(offset / unit));
  }
}

/** Reads `count` numbers into `out` from `at` on. */
export function readIntegers(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  const first = from.signed();
  const unit = from.varint();
  // Distances are read as they are, or, where they need no multiplying, as the numbers themselves.
  const origin = unit === 1 ? first : 0;
  let last = origin;
  for (let start = at; start < at + count; start += BLOCK) {
    const size = Math.min(BLOCK, at + count - start);
    readBlock(from, out, start, size, last);
    last = out[start + size - 1] ?? 0;
  }
  if (unit === 1) return;
  for (let i = at; i < at + count; i += 1) out[i] = first + (out[i] ?? 0) * unit;
}

function readBlock(from: ColumnReader, out: Float64Array, start: number, size: number, before: number): void {
  const tag = from.byte();
  const patches = from.byte();
  const base = from.signed();
  const width = tag & 0x3f;
  const mode = tag >>> 6;
  if (width > 53) throw damaged(`a number is ${String(width)} bits wide`);
  const added = mode === FROM_LEAST ? before + base : mode === FROM_LAST ? base : 0;
  unpack(from.words, from.takeWords(wordsFor(width, size)), width, out, start, size, added);
  for (let patch = 0; patch < patches; patch += 1) {
    const position = from.byte();
    if (position >= size) throw damaged("a value stands outside its block");
    out[start + position] = (out[start + position] ?? 0) + from.varint() * 2 ** width;
  }
  const end = start + size;
  let last = before;
  switch (mode) {
    case FROM_LEAST:
      break;
    case FROM_LAST:
      for (let i = start; i < end; i += 1) {
        last += out[i] ?? 0;
        out[i] = last;
      }
      break;
    case FROM_LAST_EITHER_WAY:
      for (let i = start; i < end; i += 1) {
        // As `unzigzag`, without a branch: which way a load turns next cannot be predicted.
        const half = (out[i] ?? 0) / 2;
        const distance = Math.ceil(half);
        last += distance * (1 - 4 * (distance - half));
        out[i] = last;
      }
      break;
    default:
      throw damaged("its packing is unknown");
  }
}
