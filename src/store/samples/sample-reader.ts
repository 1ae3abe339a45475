/**
 * Reads the samples of a series from its chunks. Chunks of several sources may overlap in time: then they are merged,
 * and of samples at the same time the one of the later chunk counts, unless it is a gap and the other is not.
 */
import type { TimeRange } from "../../base/time.ts";
import type { Samples } from "../../model/series.ts";
import { decodeBlock, rowsOf } from "../chunk/column-block.ts";
import { damaged } from "../chunk/column-reader.ts";
import type { Database, SqlValue } from "../file/database.ts";
import { sortSamples } from "./sort-samples.ts";

export interface StoredChunk {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly block: Uint8Array;
}

/** What follows the columns of a query for the chunks that overlap a range, in order of their first time. */
export const OVERLAPPING_CHUNKS = `FROM chunk WHERE series_id = ? AND last >= ? AND first < ?
  AND first >= ? - (SELECT longest_chunk FROM series WHERE id = ?) ORDER BY first`;

export function overlapping(seriesId: number, { start, end }: TimeRange): SqlValue[] {
  return [seriesId, start, end, start, seriesId];
}

/** Chunks that overlap each other in time, one after the other; most groups have one. */
export function groupOverlapping<Chunk extends { readonly first: number; readonly last: number }>(
  chunks: readonly Chunk[],
): Chunk[][] {
  const groups: Chunk[][] = [];
  let end = -Infinity;
  for (const chunk of chunks) {
    const group = groups.at(-1);
    if (group !== undefined && chunk.first <= end) group.push(chunk);
    else groups.push([chunk]);
    end = Math.max(end, chunk.last);
  }
  return groups;
}

/** The block, which must have as many rows as its table says. */
export function checkedBlock(block: Uint8Array, rows: number): Uint8Array {
  if (rowsOf(block) !== rows) throw damaged("it has not the rows that its table says");
  return block;
}

/** Decodes a group of chunks that overlap each other, from row `at` on. Returns the row after the last. */
export function decodeGroup(
  group: readonly StoredChunk[],
  times: Float64Array,
  values: Float64Array,
  at: number,
): number {
  let row = at;
  // In order of their coming, so that the later one wins.
  for (const { rows, block } of group.length === 1 ? group : group.toSorted((a, b) => a.id - b.id)) {
    row += decodeBlock(checkedBlock(block, rows), times, [values], row);
  }
  if (group.length === 1) return row;
  return at + sortSamples(times.subarray(at, row), values.subarray(at, row), row - at);
}

/** The samples of a series in a range (all without one), in order of time, each time once. */
export function readSamples(database: Database, seriesId: number, range: TimeRange): Samples {
  const chunks = database
    .prepareList<[number, number, number, number, Uint8Array]>(
      `SELECT id, first, last, rows, block ${OVERLAPPING_CHUNKS}`,
    )
    .all(...overlapping(seriesId, range))
    .map(([id, first, last, rows, block]): StoredChunk => ({ id, first, last, rows, block }));
  let rows = 0;
  for (const chunk of chunks) rows += chunk.rows;
  const times = new Float64Array(rows);
  const values = new Float64Array(rows);
  let end = 0;
  for (const group of groupOverlapping(chunks)) end = decodeGroup(group, times, values, end);
  const from = lowerBound(times, 0, end, range.start);
  const to = lowerBound(times, from, end, range.end);
  return { times: times.subarray(from, to), values: values.subarray(from, to) };
}

/** The first index from `from` to `to` whose time is not before `time`. */
export function lowerBound(times: Float64Array, from: number, to: number, time: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
