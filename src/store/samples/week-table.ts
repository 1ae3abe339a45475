/**
 * Hourly features week by week, as the last analysis made them: kept so that the next one reads only the samples of
 * weeks that have changed. They are derived and no evidence; what is missing or damaged is made anew.
 */
import { crc32 } from "node:zlib";
import type { Database } from "../file/database.ts";
import { HOURS_OF_WEEK, type Contribution, type SealedWeek, type WeekOfHours } from "../workspace.ts";

/** What each source gave to each series of a host, by series, then by source. */
export function readContributions(database: Database, hostId: number): Contribution[] {
  return database
    .prepare<Contribution>(
      `SELECT series_id AS seriesId, source_id AS sourceId, first AS "from", last AS "to"
       FROM series_source JOIN series ON series.id = series_id WHERE host_id = ? ORDER BY series_id, source_id`,
    )
    .all(hostId);
}

type WeekRow = readonly [metric: string, week: number, madeOf: string, block: Uint8Array];

/** Weeks of a host that are there and whole, in no order. */
export function readWeeks(database: Database, hostId: number): WeekOfHours[] {
  return database
    .prepareList<WeekRow>("SELECT metric, week, made_of, block FROM hour_week WHERE host_id = ?")
    .all(hostId)
    .flatMap(([metric, week, madeOf, block]) => {
      const columns = decoded(block);
      return columns === undefined ? [] : [{ metric, week, madeOf, ...columns }];
    });
}

export function putWeeks(database: Database, hostId: number, weeks: readonly SealedWeek[]): void {
  const put = database.prepare(
    `INSERT INTO hour_week (host_id, metric, week, made_of, block) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (host_id, metric, week) DO UPDATE SET made_of = excluded.made_of, block = excluded.block`,
  );
  for (const { metric, week, madeOf, block } of weeks) put.run(hostId, metric, week, madeOf, block);
}

/**
 * Packs a week as it is stored: medians of single precision, then counts, as they are, since a fleet has many of them
 * and they are read each time. A thread that makes weeks does this itself, so that the writer only has to put them.
 */
export function sealWeek({ metric, week, madeOf, median, count }: WeekOfHours): SealedWeek {
  const block = new Uint8Array(BLOCK);
  block.set(bytesOf(median), CHECKSUM);
  block.set(bytesOf(count), CHECKSUM + MEDIANS);
  new DataView(block.buffer).setUint32(0, crc32(block.subarray(CHECKSUM)), true);
  return { metric, week, madeOf, block };
}

/** Little-endian, as every machine is that this runs on. */
const CHECKSUM = 4;
const MEDIAN = 4;
const MEDIANS = MEDIAN * HOURS_OF_WEEK;
const BLOCK = CHECKSUM + MEDIANS + 2 * HOURS_OF_WEEK;

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Takes out what a source had a part in, before the source's own rows go. */
export function deleteWeeksOf(database: Database, sourceId: number): void {
  database
    .prepare(
      `DELETE FROM hour_week WHERE (host_id, metric) IN (
         SELECT host_id, metric FROM series JOIN series_source ON series_id = series.id WHERE source_id = ?)`,
    )
    .run(sourceId);
}

function decoded(block: Uint8Array): Pick<WeekOfHours, "median" | "count"> | undefined {
  if (block.length !== BLOCK) return undefined;
  // Numbers are looked at where they lie, which must be at a multiple of their size.
  const { buffer, byteOffset } = block.byteOffset % MEDIAN === 0 ? block : new Uint8Array(block);
  const checksum = new DataView(buffer, byteOffset).getUint32(0, true);
  if (checksum !== crc32(new Uint8Array(buffer, byteOffset + CHECKSUM, BLOCK - CHECKSUM))) return undefined;
  return {
    median: new Float32Array(buffer, byteOffset + CHECKSUM, HOURS_OF_WEEK),
    count: new Uint16Array(buffer, byteOffset + CHECKSUM + MEDIANS, HOURS_OF_WEEK),
  };
}
