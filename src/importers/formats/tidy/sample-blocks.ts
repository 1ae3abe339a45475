/** Collects the rows of a table of samples per host, and hands them on in blocks, column by column. */
import { findMetric } from "../../../model/metrics.ts";
import type { SeriesKey } from "../../../model/series.ts";
import type { ImportSink } from "../../importer.ts";
import { gatherColumn, RowBlock } from "../../reading/row-block.ts";
import type { MetricColumn } from "./metric-column.ts";

/** The rows of one host. */
export interface HostRows {
  readonly host: string;
  readonly block: RowBlock;
}

const MOST_ROWS = 4_096;
/** Bytes of all blocks together beyond which they are handed on rather than grown. */
const MOST_BYTES = 48 * 1024 * 1024;

export class SampleBlocks {
  /** Values of a row. */
  readonly width: number;
  readonly #columns: readonly MetricColumn[];
  readonly #isRatio: readonly boolean[];
  readonly #sink: Pick<ImportSink, "samples" | "note">;
  readonly #byHost = new Map<string, { readonly rows: HostRows; readonly keys: readonly SeriesKey[] }>();
  #bytes = 0;

  constructor(columns: readonly MetricColumn[], sink: Pick<ImportSink, "samples" | "note">) {
    this.width = columns.length;
    this.#columns = columns;
    this.#isRatio = columns.map((column) => findMetric(column.metric)?.unit === "1");
    this.#sink = sink;
  }

  rowsOf(host: string): HostRows {
    return this.#byHost.get(host)?.rows ?? this.#begin(host);
  }

  /** Adds a row, unless all of its values are gaps (NaN): whether there was anything to store. */
  add(rows: HostRows, time: number, values: Float64Array): boolean {
    if (rows.block.count === rows.block.capacity) this.#makeRoom(rows);
    return rows.block.add(time, values);
  }

  flush(): void {
    for (const { rows, keys } of this.#byHost.values()) if (rows.block.count > 0) this.#hand(rows.block, keys);
  }

  #begin(host: string): HostRows {
    const rows = { host, block: new RowBlock(this.width) };
    this.#bytes += rows.block.bytes;
    this.#byHost.set(host, {
      rows,
      keys: this.#columns.map(({ metric, instance }) => ({ host, metric, instance })),
    });
    return rows;
  }

  #hand(block: RowBlock, keys: readonly SeriesKey[]): void {
    keys.forEach((key, column) => {
      const { times, values, count, greatest } = gatherColumn(block, column);
      if (count === 0) return;
      // Ratios far above one are percent in the wrong column: they are kept as they are, and that is said.
      if (this.#isRatio[column] === true && greatest > 1.5) {
        this.#sink.note(`${key.metric} is a ratio from 0 to 1, but the file holds larger values: is it percent?`);
      }
      this.#sink.samples(key, times, values, count);
    });
    block.clear();
  }

  #makeRoom({ host, block }: HostRows): void {
    if (block.capacity < MOST_ROWS && this.#bytes < MOST_BYTES) {
      this.#bytes -= block.bytes;
      block.grow();
      this.#bytes += block.bytes;
    } else this.#hand(block, this.#byHost.get(host)?.keys ?? []);
  }
}
