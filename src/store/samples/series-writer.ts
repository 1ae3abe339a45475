/** Writes the samples of one source: a buffer per series, chunks into the file, and at the end what each series has. */
import type { SeriesKey } from "../../model/series.ts";
import { encodeBlock } from "../chunk/column-block.ts";
import type { Database } from "../file/database.ts";
import { SampleBuffer } from "./sample-buffer.ts";
import { readSamples } from "./sample-reader.ts";
import { ALWAYS } from "./always.ts";

/** Bytes in buffers above which they are emptied into smaller chunks. */
const MOST_BUFFERED = 192 * 1024 * 1024;

export interface SeriesTotals {
  readonly hostId: number;
  readonly first: number;
  readonly last: number;
}

interface Written {
  readonly id: number;
  readonly hostId: number;
  readonly buffer: SampleBuffer;
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
  readonly #byKey = new Map<number, Map<string, Map<string, Written>>>();
  readonly #all: Written[] = [];
  #buffered = 0;

  constructor(database: Database, sourceId: number) {
    this.#database = database;
    this.#sourceId = sourceId;
  }

  get pendingBytes(): number {
    return this.#buffered;
  }

  add(hostId: number, key: SeriesKey, times: Float64Array, values: Float64Array, count: number): void {
    const { buffer } = this.#provide(hostId, key);
    const before = buffer.bytes;
    buffer.add(times, values, count);
    this.#buffered += buffer.bytes - before;
    if (this.#buffered > MOST_BUFFERED) this.#flush();
  }

  /**
   * Writes what is left and the totals of each series. Returns them, with how many samples repeated a time within the
   * source, and how many have the time of a sample of another source.
   */
  finish(): { readonly totals: readonly SeriesTotals[]; readonly repeats: number; readonly replaced: number } {
    this.#flush();
    const put = this.#database.prepare(
      "INSERT INTO series_source (series_id, source_id, first, last, rows, min, max) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const stretch = this.#database.prepare("UPDATE series SET longest_chunk = max(longest_chunk, ?) WHERE id = ?");
    const overlaps = this.#database.prepare(
      "SELECT 1 FROM series_source WHERE series_id = ? AND source_id <> ? AND first <= ? AND last >= ?",
    );
    let repeats = 0;
    let replaced = 0;
    for (const series of this.#all) {
      const { id, first, last, rows } = series;
      put.run(id, this.#sourceId, first, last, rows, finite(series.min), finite(series.max));
      stretch.run(series.longest, id);
      repeats += series.buffer.repeats;
      const meetsOthers = overlaps.get(id, this.#sourceId, last, first) !== undefined;
      if (!meetsOthers && !series.isInterleaved) continue;
      const hidden = countHidden(this.#database, id);
      if (meetsOthers) replaced += hidden;
      else repeats += hidden;
    }
    return { totals: this.#all, repeats, replaced };
  }

  #flush(): void {
    for (const series of this.#all) series.buffer.flush();
    this.#buffered = 0;
    for (const series of this.#all) this.#buffered += series.buffer.bytes;
  }

  #provide(hostId: number, { metric, instance }: SeriesKey): Written {
    let ofHost = this.#byKey.get(hostId);
    if (ofHost === undefined) this.#byKey.set(hostId, (ofHost = new Map()));
    let ofMetric = ofHost.get(metric);
    if (ofMetric === undefined) ofHost.set(metric, (ofMetric = new Map()));
    let series = ofMetric.get(instance);
    if (series === undefined) {
      series = this.#open(hostId, metric, instance);
      ofMetric.set(instance, series);
      this.#all.push(series);
      this.#buffered += series.buffer.bytes;
    }
    return series;
  }

  #open(hostId: number, metric: string, instance: string): Written {
    const find = this.#database.prepare<{ id: number }>(
      "SELECT id FROM series WHERE host_id = ? AND metric = ? AND instance = ?",
    );
    if (find.get(hostId, metric, instance) === undefined) {
      this.#database
        .prepare("INSERT INTO series (host_id, metric, instance) VALUES (?, ?, ?)")
        .run(hostId, metric, instance);
    }
    const series: Written = {
      id: find.get(hostId, metric, instance)?.id ?? 0,
      hostId,
      buffer: new SampleBuffer((times, values, count) => this.#writeChunk(series, times, values, count)),
      first: Infinity,
      last: -Infinity,
      rows: 0,
      min: Infinity,
      max: -Infinity,
      longest: 0,
      isInterleaved: false,
    };
    return series;
  }

  #writeChunk(series: Written, times: Float64Array, values: Float64Array, rows: number): void {
    const first = times[0] ?? 0;
    const last = times[rows - 1] ?? 0;
    let count = 0;
    let sum = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let i = 0; i < rows; i += 1) {
      const value = values[i] ?? 0;
      if (Number.isNaN(value)) continue;
      count += 1;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    const isEmpty = count === 0;
    this.#database
      .prepare(
        `INSERT INTO chunk (series_id, source_id, first, last, rows, count, min, max, sum, block)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        series.id,
        this.#sourceId,
        first,
        last,
        rows,
        count,
        isEmpty ? undefined : min,
        isEmpty ? undefined : max,
        sum,
        encodeBlock(times, [values], 0, rows),
      );
    if (first <= series.last && last >= series.first) series.isInterleaved = true;
    series.first = Math.min(series.first, first);
    series.last = Math.max(series.last, last);
    series.rows += rows;
    series.min = Math.min(series.min, min);
    series.max = Math.max(series.max, max);
    series.longest = Math.max(series.longest, last - first);
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
