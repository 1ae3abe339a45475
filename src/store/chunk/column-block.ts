/**
 * A column block: up to 2,048 rows, optionally with a column of times, in as few bytes as keep every bit. What the
 * workspace stores of samples, of process usage and of baselines are such blocks. FORMAT.md specifies the bytes.
 */
import { crc32 } from "node:zlib";
import { ColumnReader, damaged } from "./column-reader.ts";
import { ColumnWriter } from "./column-writer.ts";
import { MOST_ROWS } from "./limits.ts";
import { readSteadyTimes, readTimes, writeTimes, type SteadyTimes } from "./times.ts";
import { readUnscaled, readValues, writeValues, type Unscaled, type ValueBounds } from "./values.ts";

const VERSION = 1;
const HEADER = 12;
const HAS_TIMES = 0x80;
const MOST_COLUMNS = 127;

const none: ReadonlySet<Float64Array> = new Set();
const writer = new ColumnWriter();
const reader = new ColumnReader();

/**
 * Rows `start` to `start + count` of the columns as one block. Times must ascend. There must be 1 to 2,048 rows.
 * Of the columns, those that are `plain` are known to have no smaller form than their bits as they are.
 */
export function encodeBlock(
  times: Float64Array | undefined,
  columns: readonly Float64Array[],
  start: number,
  count: number,
  plain: ReadonlySet<Float64Array> = none,
): Uint8Array {
  if (!(count >= 1 && count <= MOST_ROWS)) throw new RangeError(`A block cannot have ${String(count)} rows.`);
  if (columns.length > MOST_COLUMNS) throw new RangeError("A block cannot have so many columns.");
  writer.clear();
  if (times !== undefined) writeTimes(writer, times, start, count);
  for (const column of columns) writeValues(writer, column, start, count, plain.has(column));

  const words = new Uint8Array(writer.words.buffer, 0, writer.wordCount * 4);
  const block = new Uint8Array(HEADER + words.length + writer.byteCount);
  const view = new DataView(block.buffer);
  view.setUint8(4, VERSION);
  view.setUint8(5, columns.length | (times === undefined ? 0 : HAS_TIMES));
  view.setUint16(6, count, true);
  view.setUint32(8, writer.wordCount, true);
  block.set(words, HEADER);
  block.set(writer.bytes.subarray(0, writer.byteCount), HEADER + words.length);
  view.setUint32(0, checksum(block), true);
  return block;
}

/** The number of rows of a block, from its head alone. */
export function rowsOf(block: Uint8Array): number {
  const rows = (block[6] ?? 0) | ((block[7] ?? 0) << 8);
  if (block.length < HEADER || rows < 1 || rows > MOST_ROWS) throw damaged(`it has ${String(rows)} rows`);
  return rows;
}

/**
 * Decodes a block into the columns from row `at` on and returns its number of rows. `times` and `columns` must be what
 * the block was made of and have room. A `UserError` where the block is not as it was written.
 */
export function decodeBlock(
  block: Uint8Array,
  times: Float64Array | undefined,
  columns: readonly Float64Array[],
  at: number,
): number {
  const rows = begin(block, times !== undefined, columns.length);
  if (times !== undefined) readTimes(reader, times, at, rows);
  for (const column of columns) readValues(reader, column, at, rows);
  reader.expectEnd();
  return rows;
}

/** What of a block's samples was left as it lies in the block. */
export interface Undecoded {
  /** Instead of the times. */
  readonly steady: SteadyTimes | undefined;
  /** Instead of the values. */
  readonly unscaled: Unscaled | undefined;
}

/**
 * Decodes a block of times and one column, to the start of the arrays, but no further than is needed to compare and to
 * add its values.
 */
export function decodeSamples(
  block: Uint8Array,
  bounds: ValueBounds,
  times: Float64Array,
  values: Float64Array,
): Undecoded {
  const rows = begin(block, true, 1);
  const steady = readSteadyTimes(reader, times, 0, rows);
  const unscaled = readUnscaled(reader, rows, bounds);
  if (unscaled === undefined) readValues(reader, values, 0, rows);
  reader.expectEnd();
  return { steady, unscaled };
}

/** Checks a block and puts the reader at its first column. Returns its number of rows. */
function begin(block: Uint8Array, hasTimes: boolean, columns: number): number {
  const rows = rowsOf(block);
  const version = block[4] ?? 0;
  if (version !== VERSION) throw damaged(`it has version ${String(version)}, and only ${String(VERSION)} is known`);
  if (block[5] !== (columns | (hasTimes ? HAS_TIMES : 0))) throw damaged("its columns are others");
  reader.load(block);
  const stored = new DataView(block.buffer, block.byteOffset, HEADER);
  if (stored.getUint32(0, true) !== checksum(block)) throw damaged("its checksum does not match");
  reader.setStreams(HEADER, stored.getUint32(8, true), block.length);
  return rows;
}

/** CRC-32 over all but the checksum itself. */
function checksum(block: Uint8Array): number {
  return crc32(block.subarray(4));
}
