/**
 * Whole numbers that fit 30 bits, in the same blocks as integers.ts writes, several times as fast: almost all telemetry
 * is of this kind, and most of an import's time is spent here.
 */
import type { ColumnWriter } from "./column-writer.ts";
import { BLOCK, FROM_LAST, FROM_LAST_EITHER_WAY, FROM_LEAST } from "./block-layout.ts";

/** Of either sign: the distance between two such numbers, and its zigzag form, still are whole 32-bit numbers. */
export const LARGEST_NARROW = 2 ** 29 - 1;

const levels = new Int32Array(BLOCK);
const steps = new Int32Array(BLOCK);
const counts = new Int32Array(33);

/** Writes the first `count` numbers; the first of them is 0. */
export function writeNarrow(out: ColumnWriter, numbers: Int32Array, count: number): void {
  let last = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const size = Math.min(BLOCK, count - start);
    writeBlock(out, numbers, start, size, last);
    last = numbers[start + size - 1] ?? 0;
  }
}

function writeBlock(out: ColumnWriter, numbers: Int32Array, start: number, size: number, before: number): void {
  let least = numbers[start] ?? 0;
  let leastStep = (least - before) | 0;
  let last = before;
  let zerosOfTurns = 0;
  for (let i = 0; i < size; i += 1) {
    const number = numbers[start + i] ?? 0;
    const step = (number - last) | 0;
    if (number < least) least = number;
    if (step < leastStep) leastStep = step;
    zerosOfTurns += Math.clz32((step << 1) ^ (step >> 31));
    steps[i] = step;
    last = number;
  }
  let zerosOfLevels = 0;
  let zerosOfSteps = 0;
  for (let i = 0; i < size; i += 1) {
    const level = ((numbers[start + i] ?? 0) - least) | 0;
    levels[i] = level;
    zerosOfLevels += Math.clz32(level);
    zerosOfSteps += Math.clz32(((steps[i] ?? 0) - leastStep) | 0);
  }
  // Fewest bits without padding: as good as trying all three, to within a few thousandths on decimals.
  if (zerosOfLevels >= zerosOfSteps && zerosOfLevels >= zerosOfTurns) {
    writeOffsets(out, levels, size, FROM_LEAST, least - before);
  } else if (zerosOfSteps >= zerosOfTurns) {
    for (let i = 0; i < size; i += 1) steps[i] = ((steps[i] ?? 0) - leastStep) | 0;
    writeOffsets(out, steps, size, FROM_LAST, leastStep);
  } else {
    for (let i = 0; i < size; i += 1) {
      const step = steps[i] ?? 0;
      steps[i] = (step << 1) ^ (step >> 31);
    }
    writeOffsets(out, steps, size, FROM_LAST_EITHER_WAY, 0);
  }
}

function writeOffsets(out: ColumnWriter, offsets: Int32Array, size: number, mode: number, base: number): void {
  const width = choosePacking(offsets, size);
  const patches = out.byteCount + 1;
  out.byte((mode << 6) | width);
  out.byte(0);
  out.signed(base);
  if (width > 0) out.wordCount = packInto(offsets, size, width, out.words, out.wordCount);
  if (width === widest) return;
  let count = 0;
  for (let i = 0; i < size; i += 1) {
    const rest = (offsets[i] ?? 0) >>> width;
    if (rest === 0) continue;
    out.byte(i);
    out.varint(rest);
    count += 1;
  }
  out.bytes[patches] = count;
}

/** Bits of the widest of the offsets that were looked at last. */
let widest = 0;

/** The width that takes least room for these offsets, when the numbers that need more are patched. */
function choosePacking(offsets: Int32Array, size: number): number {
  counts.fill(0);
  for (let i = 0; i < size; i += 1) {
    const zeros = Math.clz32(offsets[i] ?? 0);
    counts[zeros] = (counts[zeros] ?? 0) + 1;
  }
  let zeros = 0;
  while (counts[zeros] === 0) zeros += 1;
  widest = 32 - zeros;
  let best = widest;
  let least = widest * size;
  let above = 0;
  for (let width = widest - 1; width >= 0; width -= 1) {
    above += counts[31 - width] ?? 0;
    if (above > size >> 2) break;
    const bits = width * size + above * (8 + 8 * Math.ceil((widest - width) / 7));
    if (bits >= least) continue;
    least = bits;
    best = width;
  }
  return best;
}

function packInto(offsets: Int32Array, size: number, width: number, words: Uint32Array, from: number): number {
  const mask = (1 << width) - 1;
  let index = from;
  let word = 0;
  let used = 0;
  for (let i = 0; i < size; i += 1) {
    const bits = (offsets[i] ?? 0) & mask;
    word |= bits << used;
    used += width;
    if (used >= 32) {
      words[index] = word;
      index += 1;
      used -= 32;
      word = used === 0 ? 0 : bits >>> (width - used);
    }
  }
  if (used > 0) {
    words[index] = word;
    index += 1;
  }
  return index;
}
