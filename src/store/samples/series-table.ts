/** What series there are, and how much of each. */
import type { Timestamp } from "../../base/time.ts";
import { findMetric } from "../../model/metrics.ts";
import type { SeriesSummary } from "../../model/series.ts";
import type { Database } from "../file/database.ts";

interface SeriesRow {
  readonly id: number;
  readonly host: string;
  readonly metric: string;
  readonly instance: string;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly min: number | null;
  readonly max: number | null;
}

/**
 * Series by host, metric and instance, of all hosts unless some are named by id. `count` is the number of samples that
 * reading the series gives.
 */
export function readSeries(database: Database, hostIds?: readonly number[]): SeriesSummary[] {
  const rows = hostIds === undefined ? "series" : "json_each(?) AS wanted CROSS JOIN series ON host_id = wanted.value";
  return database
    .prepare<SeriesRow>(
      `SELECT series.id, host.name AS host, metric, instance, min(first) AS first, max(last) AS last,
         sum(rows) - hidden AS rows, min(min) AS min, max(max) AS max
       FROM ${rows} JOIN host ON host.id = host_id JOIN series_source ON series_id = series.id
       GROUP BY series.id ORDER BY folded, metric, instance`,
    )
    .all(...(hostIds === undefined ? [] : [JSON.stringify(hostIds)]))
    .map((row) => ({
      id: row.id,
      host: row.host,
      metric: row.metric,
      instance: row.instance,
      unit: findMetric(row.metric)?.unit ?? "",
      from: row.first as Timestamp,
      to: row.last as Timestamp,
      count: row.rows,
      min: row.min ?? Number.NaN,
      max: row.max ?? Number.NaN,
    }));
}
