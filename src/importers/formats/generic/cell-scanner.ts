/** The values of a table's row of separated text, straight from its bytes. */
import { HOST, IGNORED, TIME, ValueRows } from "../../reading/value-rows.ts";
import { HostCells } from "../tidy/host-cells.ts";
import type { HostRows, SampleBlocks } from "../tidy/sample-blocks.ts";
import { TimeBytes } from "../tidy/time-bytes.ts";
import type { ObjectTable } from "./object-scanner.ts";
import type { LineScanner } from "./plain-lines.ts";
import { scaleAll } from "./value-factor.ts";

export interface CellTable extends ObjectTable {
  readonly delimiter: string;
  readonly decimal: "." | ",";
}

const QUOTE = 34;

export class CellScanner implements LineScanner {
  readonly #scales: Float64Array;
  readonly #rowsFor: ObjectTable["rowsFor"];
  readonly #hasHosts: boolean;
  readonly #row: ValueRows;
  readonly #hosts: HostCells;
  readonly #blocks: SampleBlocks;
  /** The rows of the source's one host, where rows name none. */
  #theOnly: HostRows | undefined;

  constructor(table: CellTable, blocks: SampleBlocks) {
    const { columns, positions, places, decimal } = table;
    const delimiter = table.delimiter.charCodeAt(0);
    const roles = new Int32Array(columns.length).fill(IGNORED);
    positions.columns.forEach((position, metric) => (roles[position] = metric));
    if (positions.host !== -1) roles[positions.host] = HOST;
    roles[positions.time] = TIME;
    const clock = new TimeBytes(table.readTime, [delimiter, QUOTE], table.forms);
    this.#scales = table.scales;
    this.#rowsFor = table.rowsFor;
    this.#hasHosts = positions.host !== -1;
    this.#row = new ValueRows({ delimiter, decimal, trims: true, roles, places }, clock);
    this.#hosts = new HostCells(table.rowsFor);
    this.#blocks = blocks;
  }

  scan(bytes: Uint8Array, from: number): number {
    const row = this.#row;
    const { values } = row;
    const newline = row.read(bytes, from);
    if (newline === -1) return -1;
    scaleAll(values, this.#scales);
    const rows = this.#hasHosts
      ? this.#hosts.find(bytes, row.hostFrom, row.hostTo)
      : (this.#theOnly ??= this.#rowsFor(undefined));
    return rows !== undefined && this.#blocks.add(rows, row.time, values) ? newline : -1;
  }
}
