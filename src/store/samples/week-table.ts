/**
 * Hourly features week by week, as the last analysis made them: kept so that the next one reads only the samples of
 * weeks that have changed. They are derived and no evidence; what is missing or damaged is made anew.
 */
import { UserError } from "../../base/errors.ts";
import { decodeBlock, encodeBlock, rowsOf } from "../chunk/column-block.ts";
import { damaged } from "../chunk/column-reader.ts";
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

interface WeekRow {
  readonly metric: string;
  readonly week: number;
  readonly made_of: string;
  readonly block: Uint8Array;
}

/** Weeks of a host that are there and whole, in no order. */
export function readWeeks(database: Database, hostId: number): WeekOfHours[] {
  return database
    .prepare<WeekRow>("SELECT metric, week, made_of, block FROM hour_week WHERE host_id = ?")
    .all(hostId)
    .flatMap(({ metric, week, made_of, block }) => {
      const columns = decoded(block);
      return columns === undefined ? [] : [{ metric, week, madeOf: made_of, ...columns }];
    });
}

export function putWeeks(database: Database, hostId: number, weeks: readonly SealedWeek[]): void {
  const put = database.prepare(
    `INSERT INTO hour_week (host_id, metric, week, made_of, block) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (host_id, metric, week) DO UPDATE SET made_of = excluded.made_of, block = excluded.block`,
  );
  for (const { metric, week, madeOf, block } of weeks) put.run(hostId, metric, week, madeOf, block);
}

/** Packs a week as it is stored. A thread that makes weeks does this itself, so that the writer only has to put them. */
export function sealWeek({ metric, week, madeOf, median, lower, spread, count }: WeekOfHours): SealedWeek {
  const columns = [shortDecimals(median), shortDecimals(lower), shortDecimals(spread), Float64Array.from(count)];
  return { metric, week, madeOf, block: encodeBlock(undefined, columns, 0, HOURS_OF_WEEK) };
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

function decoded(block: Uint8Array): Pick<WeekOfHours, "median" | "lower" | "spread" | "count"> | undefined {
  const columns = Array.from({ length: 4 }, () => new Float64Array(HOURS_OF_WEEK));
  try {
    if (rowsOf(block) !== HOURS_OF_WEEK) throw damaged("a week has not its hours");
    decodeBlock(block, undefined, columns, 0);
  } catch (error) {
    if (error instanceof UserError && error.code === "damaged") return undefined;
    throw error;
  }
  const [median = [], lower = [], spread = [], count = []] = columns;
  return {
    median: Float32Array.from(median),
    lower: Float32Array.from(lower),
    spread: Float32Array.from(spread),
    count: Uint16Array.from(count),
  };
}

const MOST_DECIMALS = 9;

/**
 * The same numbers of single precision, written as decimals as short as tell them apart: rounding to single precision
 * gives them back, and a block packs them in half the bytes.
 */
function shortDecimals(values: Float32Array): Float64Array {
  const rounded = new Float64Array(values.length);
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals += 1) {
    if (roundTo(10 ** decimals, values, rounded)) return rounded;
  }
  return Float64Array.from(values);
}

/** Whether all values are told apart by so many parts of one. */
function roundTo(parts: number, values: Float32Array, rounded: Float64Array): boolean {
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    const short = Math.round(value * parts) / parts;
    if (Math.fround(short) !== value && value === value) return false;
    rounded[i] = short;
  }
  return true;
}
