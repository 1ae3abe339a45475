/**
 * A column of values, lossless for every double. The smallest of three encodings is taken: whole numbers with a scaling
 * (decimals, rates), a dictionary (few distinct values), or the bits as they are. Gaps (NaN) are kept as runs beside it.
 */
import { damaged, type ColumnReader } from "./column-reader.ts";
import type { ColumnWriter } from "./column-writer.ts";
import { readIntegers, writeIntegers } from "./integers.ts";
import { readPlain, writePlain } from "./plain.ts";
import { chooseScaling, findScaling, toInteger, toIntegers, type Scaling } from "./scaling.ts";
import { MOST_ROWS } from "./limits.ts";
import { readSmallIntegers, SMALL } from "./small-integers.ts";

const EMPTY = 0;
const SCALED = 1;
const DICTIONARY = 2;
const PLAIN = 3;
const HAS_GAPS = 0x80;

const MOST_DISTINCT = 512;
/** Of so many first values so many distinct ones promise a dictionary that is too long to be worth writing. */
const FIRST_LOOK = 127;
const MOST_DISTINCT_AT_FIRST = 112;
/** Scaled whole numbers up to this many bytes each are taken without trying what else there is. */
const GOOD_ENOUGH = 2.5;
/** Up to this many bytes each, doubles as they are cannot be smaller: even those of single precision are not. */
const LESS_THAN_PLAIN = 3;

const present = new Float64Array(MOST_ROWS);
const integers = new Float64Array(MOST_ROWS);
const exceptions = new Uint16Array(MOST_ROWS);

/** `isPlain`: the bits as they are, without a look at what would be smaller. */
export function writeValues(
  out: ColumnWriter,
  values: Float64Array,
  start: number,
  count: number,
  isPlain: boolean,
): void {
  out.reserve(count * 12 + 64, 0);
  let kept = 0;
  for (let i = 0; i < count; i += 1) {
    const value = values[start + i] ?? 0;
    present[kept] = value;
    if (!Number.isNaN(value)) kept += 1;
  }
  const tag = out.byteCount;
  out.byte(0);
  if (kept < count) writeGaps(out, values, start, count);
  const encoding = kept === 0 ? EMPTY : isPlain ? writeAsTheyAre(out, kept) : writeSmallest(out, kept);
  out.bytes[tag] = encoding | (kept < count ? HAS_GAPS : 0);
}

function writeAsTheyAre(out: ColumnWriter, count: number): number {
  writePlain(out, present, count);
  return PLAIN;
}

function writeSmallest(out: ColumnWriter, count: number): number {
  const mark = out.mark();
  let encoding = PLAIN;
  let smallest = Infinity;
  const scaling = chooseScaling(present, count);
  if (scaling !== undefined) {
    writeScaled(out, scaling, count);
    encoding = SCALED;
    smallest = out.sizeSince(mark);
    if (smallest <= count * GOOD_ENOUGH) return SCALED;
  }
  const dictionary = dictionaryOf(count, smallest);
  if (dictionary === undefined && smallest <= count * LESS_THAN_PLAIN) return SCALED;
  out.rewind(mark);
  if (dictionary !== undefined) {
    writeDictionary(out, dictionary, count);
    const size = out.sizeSince(mark);
    out.rewind(mark);
    if (size < smallest) {
      encoding = DICTIONARY;
      smallest = size;
    }
  }
  if (smallest > count * LESS_THAN_PLAIN) {
    writePlain(out, present, count);
    if (out.sizeSince(mark) < smallest) return PLAIN;
    out.rewind(mark);
  }
  if (encoding === SCALED && scaling !== undefined) writeScaled(out, scaling, count);
  if (encoding === DICTIONARY && dictionary !== undefined) writeDictionary(out, dictionary, count);
  return encoding;
}

function writeGaps(out: ColumnWriter, values: Float64Array, start: number, count: number): void {
  const runs: number[] = [];
  let inside = false;
  let since = 0;
  for (let i = 0; i < count; i += 1) {
    if (Number.isNaN(values[start + i] ?? 0) === inside) continue;
    runs.push(i - since);
    since = i;
    inside = !inside;
  }
  if (inside) runs.push(count - since);
  out.reserve(runs.length * 2 + 16, 0);
  out.varint(runs.length / 2);
  for (const run of runs) out.varint(run);
}

function writeScaled(out: ColumnWriter, scaling: Scaling, count: number): void {
  const missing = toIntegers(scaling, present, count, integers, exceptions);
  out.reserve(missing * 10 + 64, 0);
  out.byte(scaling.id);
  out.varint(missing);
  for (let i = 0; i < missing; i += 1) {
    const position = exceptions[i] ?? 0;
    out.varint(position);
    out.double(present[position] ?? 0);
  }
  writeIntegers(out, integers, count);
}

/**
 * The distinct values in ascending order, or `undefined` where they are too many (or one is a negative zero), or alone
 * fill the bytes that another encoding takes for everything.
 */
function dictionaryOf(count: number, bytes: number): Map<number, number> | undefined {
  const distinct = new Set<number>();
  for (let i = 0; i < count; i += 1) {
    const value = present[i] ?? 0;
    if (Object.is(value, -0)) return undefined;
    distinct.add(value);
    if (i === FIRST_LOOK && distinct.size > MOST_DISTINCT_AT_FIRST) return undefined;
    if (distinct.size > MOST_DISTINCT || distinct.size * 8 >= bytes) return undefined;
  }
  const sorted = Float64Array.from(distinct).sort();
  return new Map(Array.from(sorted, (value, index) => [value, index]));
}

function writeDictionary(out: ColumnWriter, dictionary: Map<number, number>, count: number): void {
  out.reserve(dictionary.size * 8 + 16, 0);
  out.varint(dictionary.size);
  for (const value of dictionary.keys()) out.double(value);
  for (let i = 0; i < count; i += 1) integers[i] = dictionary.get(present[i] ?? 0) ?? 0;
  writeIntegers(out, integers, count);
}

/** The least and the greatest value of a column, where they are known beside it. */
export interface ValueBounds {
  readonly min: number | null;
  readonly max: number | null;
}

/** Reads a column of `count` values into `out` from `at` on. */
export function readValues(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  const tag = from.byte();
  const gaps = (tag & HAS_GAPS) === 0 ? [] : readGaps(from, count);
  let kept = count;
  for (let i = 1; i < gaps.length; i += 2) kept -= gaps[i] ?? 0;
  switch (tag & ~HAS_GAPS) {
    case EMPTY:
      if (kept > 0) throw damaged("values are missing");
      break;
    case SCALED:
      readScaled(from, out, at, kept);
      break;
    case DICTIONARY:
      readDictionary(from, out, at, kept);
      break;
    case PLAIN:
      readPlain(from, out, at, kept);
      break;
    default:
      throw damaged("its encoding is unknown");
  }
  if (gaps.length > 0) spread(out, at, count, kept, gaps);
}

/** Whole numbers that a scaling is still to be applied to (`toValue`), in an array that the next ones will fill. */
export interface Unscaled {
  readonly integers: Int32Array;
  readonly scaling: Scaling;
}

/**
 * Reads a column that is nothing but small whole numbers and their scaling, which can be compared and added faster as
 * they are. Reads nothing, and returns `undefined`, where it is another one.
 */
export function readUnscaled(from: ColumnReader, count: number, bounds: ValueBounds): Unscaled | undefined {
  if (from.peek(0) !== SCALED || from.peek(2) !== NO_EXCEPTIONS) return undefined;
  const scaling = findScaling(from.peek(1));
  if (scaling === undefined || !isSmall(scaling, bounds)) return undefined;
  for (let read = 0; read < 3; read += 1) from.byte();
  return { integers: readSmallIntegers(from, count), scaling };
}

const NO_EXCEPTIONS = 0;

function isSmall(scaling: Scaling, { min, max }: ValueBounds): boolean {
  return [min, max].every((value) => value !== null && Math.abs(toInteger(scaling, value)) < SMALL);
}

/** Lengths of runs, by turns of values and of gaps. */
function readGaps(from: ColumnReader, count: number): number[] {
  const pairs = from.varint();
  if (pairs > count) throw damaged("it has more gaps than values");
  const runs: number[] = [];
  let total = 0;
  for (let i = 0; i < 2 * pairs; i += 1) {
    const run = from.varint();
    total += run;
    runs.push(run);
  }
  if (total > count) throw damaged("its gaps are longer than it is");
  return runs;
}

/** Moves values apart to make room for the gaps, from the end so that none is overwritten before it is moved. */
function spread(out: Float64Array, at: number, count: number, kept: number, runs: readonly number[]): void {
  let source = at + kept;
  let target = at + count;
  let covered = 0;
  for (const run of runs) covered += run;
  const tail = count - covered;
  source -= tail;
  target -= tail;
  out.copyWithin(target, source, source + tail);
  for (let i = runs.length - 1; i > 0; i -= 2) {
    const gap = runs[i] ?? 0;
    const values = runs[i - 1] ?? 0;
    out.fill(Number.NaN, target - gap, target);
    target -= gap + values;
    source -= values;
    out.copyWithin(target, source, source + values);
  }
}

function readScaled(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  const scaling = findScaling(from.byte());
  if (scaling === undefined) throw damaged("its scaling is unknown");
  const missing = from.varint();
  if (missing > count) throw damaged("it has more exceptions than values");
  const positions = exceptions;
  for (let i = 0; i < missing; i += 1) {
    const position = from.varint();
    if (position >= count) throw damaged("a value stands outside its block");
    positions[i] = position;
    present[i] = from.double();
  }
  readIntegers(from, out, at, count, scaling.divisor);
  applyFactor(scaling, out, at, at + count);
  for (let i = 0; i < missing; i += 1) out[at + (positions[i] ?? 0)] = present[i] ?? 0;
}

/** What `toValue` does after dividing, for a whole column. */
function applyFactor({ factor, divides }: Scaling, out: Float64Array, start: number, end: number): void {
  if (factor === 1) return;
  if (divides) for (let i = start; i < end; i += 1) out[i] = (out[i] ?? 0) / factor;
  else for (let i = start; i < end; i += 1) out[i] = (out[i] ?? 0) * factor;
}

function readDictionary(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  const size = from.varint();
  if (size > MOST_DISTINCT) throw damaged("its dictionary is too long");
  for (let i = 0; i < size; i += 1) present[i] = from.double();
  readIntegers(from, out, at, count);
  for (let i = at; i < at + count; i += 1) {
    const index = out[i] ?? 0;
    if (!(index >= 0 && index < size)) throw damaged("a value is not in its dictionary");
    out[i] = present[index] ?? 0;
  }
}
