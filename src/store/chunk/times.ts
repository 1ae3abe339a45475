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
  for (let i = 1; i < count; i += 1) {
    const next = (times[start + i] ?? 0) - (times[start + i - 1] ?? 0);
    if (next !== step) runs += 1;
    step = next;
    distances[i] = (times[start + i] ?? 0) - first;
    if (!(Number.isInteger(next) && next >= 0)) isWhole = false;
  }
  distances[0] = 0;
  if (!isWhole || (distances[count - 1] ?? 0) > LARGEST_INTEGER) {
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
    writePacked(out, first, count);
    if (out.sizeSince(mark) <= size) return;
    out.rewind(mark);
    out.bytes.set(kept, mark.bytes);
    out.byteCount += kept.length;
    return;
  }
  writePacked(out, first, count);
}

function writePacked(out: ColumnWriter, first: number, count: number): void {
  out.byte(PACKED);
  out.double(first);
  writeIntegers(out, distances.slice(0, count), count);
}

function writeRuns(out: ColumnWriter, times: Float64Array, start: number, count: number, runs: number): void {
  out.varint(runs);
  let since = 0;
  for (let i = 1; i < count; i += 1) {
    const step = (times[start + i] ?? 0) - (times[start + i - 1] ?? 0);
    const next = i + 1 < count ? (times[start + i + 1] ?? 0) - (times[start + i] ?? 0) : -1;
    if (next === step) continue;
    out.varint(step);
    out.varint(i - since);
    since = i;
  }
}

/** Reads `count` times into `out` from `at` on. */
export function readTimes(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  switch (from.byte()) {
    case RUNS:
      readRuns(from, out, at, count);
      break;
    case PACKED: {
      const first = from.double();
      readIntegers(from, out, at, count);
      for (let i = at; i < at + count; i += 1) out[i] = (out[i] ?? 0) + first;
      break;
    }
    case PLAIN:
      readPlain(from, out, at, count);
      break;
    default:
      throw damaged("the encoding of its times is unknown");
  }
}

function readRuns(from: ColumnReader, out: Float64Array, at: number, count: number): void {
  let time = from.double();
  let row = at;
  out[row] = time;
  row += 1;
  const runs = from.varint();
  if (runs >= count) throw damaged("it has more runs than times");
  for (let run = 0; run < runs; run += 1) {
    const step = from.varint();
    const end = row + from.varint();
    if (end > at + count) throw damaged("a run of times is too long");
    for (; row < end; row += 1) {
      time += step;
      out[row] = time;
    }
  }
  if (row !== at + count) throw damaged("times are missing");
}
