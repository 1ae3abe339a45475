/**
 * A column of times in ascending order, exact to the microsecond: one step where the cadence is regular, runs of equal
 * steps where it has breaks, else distances packed like any whole numbers.
 */
import { damaged, type ColumnReader } from "./column-reader.ts";
import type { ColumnWriter } from "./column-writer.ts";
import { LARGEST_INTEGER, readIntegers, writeIntegers } from "./integers.ts";
import { MOST_ROWS } from "./limits.ts";
import { readPlain, writePlain } from "./plain.ts";

const RUNS = 0;
const PACKED = 1;
const PLAIN = 2;

/** Beyond this share of the rows, runs cannot be smaller than packed distances. */
const MOST_RUNS = 1 / 4;

const distances = new Float64Array(MOST_ROWS);

export function writeTimes(out: ColumnWriter, times: Float64Array, start: number, count: number): void {
  out.reserve(count * 16 + 64, 0);
  const first = times[start] ?? 0;
  let runs = 0;
  let step = -1;
  let isWhole = Number.isInteger(first);
  let last = first;
  for (let i = 1; i < count; i += 1) {
    const time = times[start + i] ?? 0;
    const next = time - last;
    last = time;
    if (next === step) continue;
    runs += 1;
    step = next;
    if (!(Number.isInteger(next) && next >= 0)) isWhole = false;
  }
  if (!isWhole || !(last - first <= LARGEST_INTEGER)) {
    out.byte(PLAIN);
    writePlain(out, times.subarray(start, start + count), count);
    return;
  }
  const mark = out.mark();
  if (runs <= count * MOST_RUNS || runs <= 1) {
    out.byte(RUNS);
    out.double(first);
    writeRuns(out, times, start, count, runs);
    if (runs <= 1) return;
    const size = out.sizeSince(mark);
    const kept = out.bytes.slice(mark.bytes, out.byteCount);
    out.rewind(mark);
    writePacked(out, times, start, count);
    if (out.sizeSince(mark) <= size) return;
    out.rewind(mark);
    out.bytes.set(kept, mark.bytes);
    out.byteCount += kept.length;
    return;
  }
  writePacked(out, times, start, count);
}

function writePacked(out: ColumnWriter, times: Float64Array, start: number, count: number): void {
  const first = times[start] ?? 0;
  for (let i = 0; i < count; i += 1) distances[i] = (times[start + i] ?? 0) - first;
  out.byte(PACKED);
  out.double(first);
  writeIntegers(out, distances, count);
}

function writeRuns(out: ColumnWriter, times: Float64Array, start: number, count: number, runs: number): void {
  out.varint(runs);
  let since = 0;
  let last = times[start] ?? 0;
  let step = (times[start + 1] ?? 0) - last;
  for (let i = 1; i < count; i += 1) {
    const time = times[start + i] ?? 0;
    const next = time - last;
    last = time;
    if (next === step) continue;
    out.varint(step);
    out.varint(i - 1 - since);
    since = i - 1;
    step = next;
  }
  if (runs === 0) return;
  out.varint(step);
  out.varint(count - 1 - since);
}

/** Times in even steps. */
export interface SteadyTimes {
  readonly first: number;
  /** Above 0. */
  readonly step: number;
}

/** Reads `count` times into `out` from `at` on. */
export function readTimes(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  const steady = readSteadyTimes(from, out, at, count);
  if (steady === undefined) return;
  const { first, step } = steady;
  for (let row = 0; row < count; row += 1) out[at + row] = first + step * row;
}

/** The same, but times in even steps are told and not written out. */
export function readSteadyTimes(
  from: ColumnReader,
  out: Float64Array,
  at: number,
  count: number,
): SteadyTimes | undefined {
  switch (from.byte()) {
    case RUNS:
      return readRuns(from, out, at, count);
    case PACKED: {
      const first = from.double();
      readIntegers(from, out, at, count);
      for (let i = at; i < at + count; i += 1) out[i] = (out[i] ?? 0) + first;
      return undefined;
    }
    case PLAIN:
      readPlain(from, out, at, count);
      return undefined;
    default:
      throw damaged("the encoding of its times is unknown");
  }
}

function readRuns(from: ColumnReader, out: Float64Array, at: number, count: number): SteadyTimes | undefined {
  const first = from.double();
  const runs = from.varint();
  if (runs >= count) throw damaged("it has more runs than times");
  let time = first;
  let row = at + 1;
  out[at] = time;
  for (let run = 0; run < runs; run += 1) {
    const step = from.varint();
    const length = from.varint();
    if (row + length > at + count) throw damaged("a run of times is too long");
    if (length === count - 1 && step > 0) return { first, step };
    // A product is exact too for whole numbers this small, and does not wait for the time before.
    for (let i = 1; i <= length; i += 1) out[row - 1 + i] = time + step * i;
    row += length;
    time += step * length;
  }
  if (row !== at + count) throw damaged("times are missing");
  return undefined;
}
