/**
 * Reads the samples of a series from its chunks. Chunks of several sources may overlap in time: then they are merged,
 * and of samples at the same time the one of the later chunk counts, unless it is a gap and the other is not.
 */
import type { TimeRange } from "../../base/time.ts";
import type { Samples } from "../../model/series.ts";
import { decodeBlock, rowsOf } from "../chunk/column-block.ts";
import { damaged } from "../chunk/column-reader.ts";
import type { Database } from "../file/database.ts";
import { sortSamples } from "./sort-samples.ts";

/** A chunk without its samples. `count` leaves gaps out, `rows` does not. */
export interface ChunkSummary {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number | null;
}

/** Summaries of the chunks that overlap a range, in order of their first time, then of their coming. */
export function readChunkSummaries(database: Database, seriesId: number, range: TimeRange): ChunkSummary[] {
  const longest = longestChunk(database, seriesId);
  if (longest === undefined) return [];
  return database
    .prepare<ChunkSummary>(
      `SELECT id, first, last, rows, count, min, max, sum FROM chunk
       WHERE series_id = ? AND first < ? AND first >= ? AND last >= ? ORDER BY first, id`,
    )
    .all(seriesId, range.end, range.start - longest, range.start);
}

function longestChunk(database: Database, seriesId: number): number | undefined {
  return database.prepare<{ span: number }>("SELECT longest_chunk AS span FROM series WHERE id = ?").get(seriesId)
    ?.span;
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

/** Decodes a group of chunks that overlap each other, from row `at` on. Returns the row after the last. */
export function decodeGroup(
  database: Database,
  group: readonly { readonly id: number; readonly rows: number }[],
  times: Float64Array,
  values: Float64Array,
  at: number,
): number {
  const find = database.prepare<{ block: Uint8Array }>("SELECT block FROM chunk WHERE id = ?");
  let row = at;
  // In order of their coming, so that the later one wins.
  for (const { id, rows } of group.length === 1 ? group : group.toSorted((a, b) => a.id - b.id)) {
    const block = find.get(id)?.block;
    if (block === undefined || rowsOf(block) !== rows) throw damaged("it has not the rows that its table says");
    row += decodeBlock(block, times, [values], row);
  }
  if (group.length === 1) return row;
  return at + sortSamples(times.subarray(at, row), values.subarray(at, row), row - at);
}

/** The samples of a series in a range (all without one), in order of time, each time once. */
export function readSamples(database: Database, seriesId: number, range: TimeRange): Samples {
  const chunks = readChunkSummaries(database, seriesId, range);
  let rows = 0;
  for (const chunk of chunks) rows += chunk.rows;
  const times = new Float64Array(rows);
  const values = new Float64Array(rows);
  let end = 0;
  for (const group of groupOverlapping(chunks)) end = decodeGroup(database, group, times, values, end);
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
