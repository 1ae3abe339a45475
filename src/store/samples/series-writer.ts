/** Writes the chunks of one source, and at the end what each series has. */
import type { EncodedChunk, NumberedSeries } from "../batch/source-batch.ts";
import type { Database } from "../file/database.ts";
import { RowInserter } from "../file/row-inserter.ts";
import { readSamples } from "./sample-reader.ts";
import { ALWAYS } from "./always.ts";

const CHUNK_COLUMNS = ["series_id", "source_id", "first", "last", "rows", "count", "min", "max", "sum", "block"];

export interface SeriesTotals {
  readonly hostId: number;
  readonly first: number;
  readonly last: number;
}

interface Written {
  readonly id: number;
  readonly hostId: number;
  first: number;
  last: number;
  rows: number;
  min: number;
  max: number;
  longest: number;
  /** Whether a chunk starts before an earlier one of this source ends. */
  isInterleaved: boolean;
}

export class SeriesWriter {
  readonly #database: Database;
  readonly #sourceId: number;
  readonly #chunks: RowInserter;
  readonly #byNumber: Written[] = [];
  readonly #byId = new Map<number, Written>();

  constructor(database: Database, sourceId: number) {
    this.#database = database;
    this.#sourceId = sourceId;
    this.#chunks = new RowInserter(database, "chunk", CHUNK_COLUMNS, 10);
  }

  /** Series are numbered from 0 again. */
  restart(): void {
    this.#byNumber.length = 0;
  }

  /** Takes the next series of the source. */
  open(hostId: number, { metric, instance }: NumberedSeries): void {
    const find = this.#database.prepare<{ id: number }>(
      "SELECT id FROM series WHERE host_id = ? AND metric = ? AND instance = ?",
    );
    if (find.get(hostId, metric, instance) === undefined) {
      this.#database
        .prepare("INSERT INTO series (host_id, metric, instance) VALUES (?, ?, ?)")
        .run(hostId, metric, instance);
    }
    const id = find.get(hostId, metric, instance)?.id ?? 0;
    // Two spellings of one host are one series.
    const series = this.#byId.get(id) ?? {
      id,
      hostId,
      first: Infinity,
      last: -Infinity,
      rows: 0,
      min: Infinity,
      max: -Infinity,
      longest: 0,
      isInterleaved: false,
    };
    this.#byId.set(id, series);
    this.#byNumber.push(series);
  }

  add(chunk: EncodedChunk): void {
    const series = this.#byNumber[chunk.series];
    if (series === undefined) throw new Error("A chunk is of no series of its source.");
    const { first, last, rows, count, min, max, sum, block } = chunk;
    this.#chunks.add(series.id, this.#sourceId, first, last, rows, count, finite(min), finite(max), sum, block);
    if (first <= series.last && last >= series.first) series.isInterleaved = true;
    series.first = Math.min(series.first, first);
    series.last = Math.max(series.last, last);
    series.rows += rows;
    series.min = Math.min(series.min, min);
    series.max = Math.max(series.max, max);
    series.longest = Math.max(series.longest, last - first);
  }

  /**
   * Writes the totals of each series. Returns them, with how many samples have the time of one in another chunk of the
   * source, and how many that of a sample of another source.
   */
  finish(): { readonly totals: readonly SeriesTotals[]; readonly repeats: number; readonly replaced: number } {
    this.#chunks.flush();
    const put = this.#database.prepare(
      "INSERT INTO series_source (series_id, source_id, first, last, rows, min, max) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const stretch = this.#database.prepare("UPDATE series SET longest_chunk = max(longest_chunk, ?) WHERE id = ?");
    const overlaps = this.#database.prepare(
      "SELECT 1 FROM series_source WHERE series_id = ? AND source_id <> ? AND first <= ? AND last >= ?",
    );
    let repeats = 0;
    let replaced = 0;
    const totals = [...this.#byId.values()];
    for (const { id, first, last, rows, min, max, longest, isInterleaved } of totals) {
      put.run(id, this.#sourceId, first, last, rows, finite(min), finite(max));
      stretch.run(longest, id);
      const meetsOthers = overlaps.get(id, this.#sourceId, last, first) !== undefined;
      if (!meetsOthers && !isInterleaved) continue;
      const hidden = countHidden(this.#database, id);
      if (meetsOthers) replaced += hidden;
      else repeats += hidden;
    }
    return { totals, repeats, replaced };
  }
}

/** Counts anew how many samples of a series have the time of another and are never read; returns how many more. */
export function countHidden(database: Database, seriesId: number): number {
  const total = database
    .prepare<{ rows: number | null; hidden: number }>(
      `SELECT (SELECT sum(rows) FROM series_source WHERE series_id = series.id) AS rows, hidden FROM series WHERE id = ?`,
    )
    .get(seriesId);
  const hidden = (total?.rows ?? 0) - readSamples(database, seriesId, ALWAYS).times.length;
  database.prepare("UPDATE series SET hidden = ? WHERE id = ?").run(hidden, seriesId);
  return hidden - (total?.hidden ?? 0);
}

/** The least and greatest of no values are infinite, which is no value at all. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
