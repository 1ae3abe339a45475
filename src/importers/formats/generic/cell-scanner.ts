/** The values of a table's row of separated text, straight from its bytes. */
import { HOST, IGNORED, TIME, ValueRows } from "../../reading/value-rows.ts";
import { HostCells } from "../tidy/host-cells.ts";
import type { SampleBlocks } from "../tidy/sample-blocks.ts";
import { TimeBytes } from "../tidy/time-bytes.ts";
import type { ObjectTable } from "./object-scanner.ts";
import type { LineScanner } from "./plain-lines.ts";
import { scaled } from "./value-factor.ts";

export interface CellTable extends ObjectTable {
  readonly delimiter: string;
  readonly decimal: "." | ",";
}

const QUOTE = 34;

export class CellScanner implements LineScanner {
  readonly #table: CellTable;
  readonly #row: ValueRows;
  readonly #hosts: HostCells;
  readonly #blocks: SampleBlocks;

  constructor(table: CellTable, blocks: SampleBlocks) {
    const { columns, positions, places, decimal } = table;
    const delimiter = table.delimiter.charCodeAt(0);
    const roles = new Int32Array(columns.length).fill(IGNORED);
    positions.columns.forEach((position, metric) => (roles[position] = metric));
    if (positions.host !== -1) roles[positions.host] = HOST;
    roles[positions.time] = TIME;
    const clock = new TimeBytes(table.readTime, [delimiter, QUOTE], table.forms);
    this.#table = table;
    this.#row = new ValueRows({ delimiter, decimal, trims: true, roles, places }, clock);
    this.#hosts = new HostCells(table.rowsFor);
    this.#blocks = blocks;
  }

  scan(bytes: Uint8Array, from: number): number {
    const { scales, positions } = this.#table;
    const row = this.#row;
    const { values } = row;
    const newline = row.read(bytes, from);
    if (newline === -1) return -1;
    for (let metric = 0; metric < values.length; metric += 1) {
      values[metric] = scaled(values[metric] ?? Number.NaN, scales[metric] ?? 1);
    }
    const rows =
      positions.host === -1 ? this.#table.rowsFor(undefined) : this.#hosts.find(bytes, row.hostFrom, row.hostTo);
    return rows !== undefined && this.#blocks.add(rows, row.time, values) ? newline : -1;
  }
}
