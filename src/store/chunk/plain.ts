/**
 * Doubles that are no short decimals, bit for bit, in blocks of 128: the leading bits that all of a block share (sign,
 * exponent) and the trailing bits that are zero in all of it (numbers that were once of single precision) are stored
 * once.
 */
import { pack, POWERS_OF_TWO, unpack, wordsFor } from "./bits.ts";
import { blockWords, damaged, type ColumnReader } from "./column-reader.ts";
import type { ColumnWriter } from "./column-writer.ts";

const BLOCK = 128;
const doubles = new Float64Array(BLOCK);
/** The same memory as 32-bit halves: low, high, low, high, … on every machine that this runs on. */
const halves = new Uint32Array(doubles.buffer);
const part = new Float64Array(BLOCK);

export function writePlain(out: ColumnWriter, values: Float64Array, count: number): void {
  out.reserve(count + 64, count * 2 + 64);
  for (let start = 0; start < count; start += BLOCK) {
    const size = Math.min(BLOCK, count - start);
    for (let i = 0; i < size; i += 1) doubles[i] = values[start + i] ?? 0;
    const first = halves[1] ?? 0;
    let differing = 0;
    let used = 0;
    for (let i = 0; i < size; i += 1) {
      differing |= (halves[2 * i + 1] ?? 0) ^ first;
      used |= halves[2 * i] ?? 0;
    }
    const highWidth = 32 - Math.clz32(differing);
    const lowWidth = used === 0 ? 0 : 32 - trailingZeros(used);
    out.byte(highWidth);
    out.byte(lowWidth);
    out.varint(first);
    for (let i = 0; i < size; i += 1) part[i] = halves[2 * i + 1] ?? 0;
    out.wordCount = pack(part, size, highWidth, out.words, out.wordCount);
    for (let i = 0; i < size; i += 1) part[i] = (halves[2 * i] ?? 0) >>> (32 - lowWidth);
    out.wordCount = pack(part, size, lowWidth, out.words, out.wordCount);
  }
}

export function readPlain(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  for (let start = at; start < at + count; start += BLOCK) {
    const size = Math.min(BLOCK, at + count - start);
    const highWidth = from.byte();
    const lowWidth = from.byte();
    if (highWidth > 32 || lowWidth > 32) throw damaged("a number is too wide");
    const shared = highWidth === 32 ? 0 : ((from.varint() >>> highWidth) << highWidth) >>> 0;
    if (highWidth === 32) from.varint();
    unpack(blockWords, from.takeWords(wordsFor(highWidth, size)), highWidth, part, 0, size, 0);
    for (let i = 0; i < size; i += 1) halves[2 * i + 1] = shared + (part[i] ?? 0);
    unpack(blockWords, from.takeWords(wordsFor(lowWidth, size)), lowWidth, part, 0, size, 0);
    const unit = lowWidth === 0 ? 0 : (POWERS_OF_TWO[32 - lowWidth] ?? 0);
    for (let i = 0; i < size; i += 1) halves[2 * i] = (part[i] ?? 0) * unit;
    for (let i = 0; i < size; i += 1) out[start + i] = doubles[i] ?? 0;
  }
}

function trailingZeros(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
