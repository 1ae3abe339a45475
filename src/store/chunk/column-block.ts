/**
 * A column block: up to 2,048 rows, optionally with a column of times, in as few bytes as keep every bit. What the
 * workspace stores of samples, of process usage and of baselines are such blocks. FORMAT.md specifies the bytes.
 */
import { crc32 } from "node:zlib";
import { ColumnReader, damaged } from "./column-reader.ts";
import { ColumnWriter } from "./column-writer.ts";
import { MOST_ROWS } from "./limits.ts";
import { readTimes, writeTimes } from "./times.ts";
import { readValues, writeValues } from "./values.ts";

const VERSION = 1;
const HEADER = 12;
const HAS_TIMES = 0x80;
const MOST_COLUMNS = 127;

const writer = new ColumnWriter();
const reader = new ColumnReader();

/**
 * Rows `start` to `start + count` of the columns as one block. Times must ascend. There must be 1 to 2,048 rows.
 */
export function encodeBlock(
  times: Float64Array | undefined,
  columns: readonly Float64Array[],
  start: number,
  count: number,
): Uint8Array {
  if (!(count >= 1 && count <= MOST_ROWS)) throw new RangeError(`A block cannot have ${String(count)} rows.`);
  if (columns.length > MOST_COLUMNS) throw new RangeError("A block cannot have so many columns.");
  writer.clear();
  if (times !== undefined) writeTimes(writer, times, start, count);
  for (const column of columns) writeValues(writer, column, start, count);

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
  const rows = rowsOf(block);
  const version = block[4] ?? 0;
  if (version !== VERSION) throw damaged(`it has version ${String(version)}, and only ${String(VERSION)} is known`);
  if (block[5] !== (columns.length | (times === undefined ? 0 : HAS_TIMES))) throw damaged("its columns are others");
  reader.load(block);
  const stored = new DataView(block.buffer, block.byteOffset, HEADER);
  if (stored.getUint32(0, true) !== checksum(block)) throw damaged("its checksum does not match");
  reader.setStreams(HEADER, stored.getUint32(8, true), block.length);
  if (times !== undefined) readTimes(reader, times, at, rows);
  for (const column of columns) readValues(reader, column, at, rows);
  reader.expectEnd();
  return rows;
}

/** CRC-32 over all but the checksum itself. */
function checksum(block: Uint8Array): number {
  return crc32(block.subarray(4));
}
