/** Collects the rows of a table of samples per host, column by column, and hands them on in blocks. */
import { findMetric } from "../../../model/metrics.ts";
import type { SeriesKey } from "../../../model/series.ts";
import type { ImportSink } from "../../importer.ts";
import type { MetricColumn } from "./metric-column.ts";

/** The rows of one host. The row at `count` is being filled: it counts once `count` goes up. */
export interface HostRows {
  readonly host: string;
  count: number;
  capacity: number;
  times: Float64Array;
  /** One array a metric column; NaN is an empty cell. */
  readonly values: Float64Array[];
  /** Whether the column has an empty cell in these rows. */
  readonly hasGap: Uint8Array;
}

export interface SampleBlocks {
  rowsOf(host: string): HostRows;
  /** Makes room for another row, handing on the full block where that is due. */
  makeRoom(rows: HostRows): void;
  flush(): void;
}

const FIRST_CAPACITY = 64;
const MOST_ROWS = 4_096;
/** Bytes of all blocks together beyond which they are handed on rather than grown. */
const MOST_BYTES = 48 * 1024 * 1024;

export function sampleBlocks(
  columns: readonly MetricColumn[],
  sink: Pick<ImportSink, "samples" | "note">,
): SampleBlocks {
  const byHost = new Map<string, { readonly rows: HostRows; readonly keys: readonly SeriesKey[] }>();
  const isRatio = columns.map((column) => findMetric(column.metric)?.unit === "1");
  const scratchTimes = new Float64Array(MOST_ROWS);
  const scratchValues = new Float64Array(MOST_ROWS);
  let bytes = 0;

  const add = (host: string): HostRows => {
    const rows: HostRows = {
      host,
      count: 0,
      capacity: FIRST_CAPACITY,
      times: new Float64Array(FIRST_CAPACITY),
      values: columns.map(() => new Float64Array(FIRST_CAPACITY)),
      hasGap: new Uint8Array(columns.length),
    };
    bytes += FIRST_CAPACITY * 8 * (columns.length + 1);
    byHost.set(host, { rows, keys: columns.map(({ metric, instance }) => ({ host, metric, instance })) });
    return rows;
  };

  const hand = (rows: HostRows, keys: readonly SeriesKey[]): void => {
    keys.forEach((key, column) => {
      const values = rows.values[column];
      if (values === undefined) return;
      if (isRatio[column] === true) checkRatio(key.metric, values, rows.count, sink);
      if (rows.hasGap[column] === 0) {
        sink.samples(key, rows.times, values, rows.count);
        return;
      }
      let kept = 0;
      for (let row = 0; row < rows.count; row += 1) {
        const value = values[row] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        scratchTimes[kept] = rows.times[row] ?? Number.NaN;
        scratchValues[kept] = value;
        kept += 1;
      }
      if (kept > 0) sink.samples(key, scratchTimes, scratchValues, kept);
    });
    rows.count = 0;
    rows.hasGap.fill(0);
  };

  const grow = (rows: HostRows): void => {
    bytes += rows.capacity * 8 * (columns.length + 1);
    rows.capacity *= 2;
    rows.times = larger(rows.times);
    for (let column = 0; column < rows.values.length; column += 1) {
      rows.values[column] = larger(rows.values[column] ?? new Float64Array(0));
    }
  };

  return {
    rowsOf: (host) => byHost.get(host)?.rows ?? add(host),
    makeRoom(rows) {
      if (rows.count < rows.capacity) return;
      if (rows.capacity < MOST_ROWS && bytes < MOST_BYTES) grow(rows);
      else hand(rows, byHost.get(rows.host)?.keys ?? []);
    },
    flush() {
      for (const { rows, keys } of byHost.values()) if (rows.count > 0) hand(rows, keys);
    },
  };
}

function larger(array: Float64Array): Float64Array {
  const twice = new Float64Array(array.length * 2);
  twice.set(array);
  return twice;
}

/** Ratios far above one are percent in the wrong column: they are kept as they are, and that is said. */
function checkRatio(metric: string, values: Float64Array, count: number, sink: Pick<ImportSink, "note">): void {
  let most = 0;
  for (let row = 0; row < count; row += 1) {
    const value = values[row] ?? 0;
    if (value > most) most = value;
  }
  if (most > 1.5) sink.note(`${metric} is a ratio from 0 to 1, but the file holds larger values: is it percent?`);
}
