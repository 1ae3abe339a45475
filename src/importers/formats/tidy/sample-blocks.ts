/** Collects the rows of a table of samples per host, and hands them on in blocks, column by column. */
import { findMetric } from "../../../model/metrics.ts";
import type { SeriesKey } from "../../../model/series.ts";
import type { ImportSink } from "../../importer.ts";
import { columnGatherer, rowBlock, type RowBlock } from "../../reading/row-block.ts";
import type { MetricColumn } from "./metric-column.ts";

/** The rows of one host. */
export interface HostRows {
  readonly host: string;
  readonly block: RowBlock;
}

export interface SampleBlocks {
  /** Values of a row. */
  readonly width: number;
  rowsOf(host: string): HostRows;
  /** Adds a row, unless all of its values are gaps (NaN): whether there was anything to store. */
  add(rows: HostRows, time: number, values: Float64Array): boolean;
  flush(): void;
}

const MOST_ROWS = 4_096;
/** Bytes of all blocks together beyond which they are handed on rather than grown. */
const MOST_BYTES = 48 * 1024 * 1024;

export function sampleBlocks(
  columns: readonly MetricColumn[],
  sink: Pick<ImportSink, "samples" | "note">,
): SampleBlocks {
  const byHost = new Map<string, { readonly rows: HostRows; readonly keys: readonly SeriesKey[] }>();
  const isRatio = columns.map((column) => findMetric(column.metric)?.unit === "1");
  const gather = columnGatherer(MOST_ROWS);
  const width = columns.length;
  let bytes = 0;

  const add = (host: string): HostRows => {
    const rows = { host, block: rowBlock(width) };
    bytes += rows.block.bytes;
    byHost.set(host, { rows, keys: columns.map(({ metric, instance }) => ({ host, metric, instance })) });
    return rows;
  };

  const hand = (block: RowBlock, keys: readonly SeriesKey[]): void => {
    keys.forEach((key, column) => {
      const { times, values, count, greatest } = gather(block, column);
      if (count === 0) return;
      // Ratios far above one are percent in the wrong column: they are kept as they are, and that is said.
      if (isRatio[column] === true && greatest > 1.5) {
        sink.note(`${key.metric} is a ratio from 0 to 1, but the file holds larger values: is it percent?`);
      }
      sink.samples(key, times, values, count);
    });
    block.clear();
  };

  const makeRoom = ({ host, block }: HostRows): void => {
    if (block.capacity < MOST_ROWS && bytes < MOST_BYTES) {
      bytes -= block.bytes;
      block.grow();
      bytes += block.bytes;
    } else hand(block, byHost.get(host)?.keys ?? []);
  };

  return {
    width,
    rowsOf: (host) => byHost.get(host)?.rows ?? add(host),
    add(rows, time, values) {
      if (rows.block.count === rows.block.capacity) makeRoom(rows);
      return rows.block.add(time, values);
    },
    flush() {
      for (const { rows, keys } of byHost.values()) if (rows.block.count > 0) hand(rows.block, keys);
    },
  };
}
