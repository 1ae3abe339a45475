/** The values of a table's row of separated text, straight from its bytes. */
import { HOST, IGNORED, TIME, valueRows } from "../../reading/value-rows.ts";
import type { SampleBlocks } from "../tidy/sample-blocks.ts";
import { hostCells } from "../tidy/sample-scanner.ts";
import { timeBytes } from "../tidy/time-bytes.ts";
import type { ObjectTable } from "./object-scanner.ts";
import { scaled } from "./value-factor.ts";

export interface CellTable extends ObjectTable {
  readonly delimiter: string;
  readonly decimal: "." | ",";
}

const QUOTE = 34;

/** Stores the row at a position and returns its newline; -1 for one that is to be read as text. */
export function cellScanner(table: CellTable, blocks: SampleBlocks): (bytes: Uint8Array, from: number) => number {
  const { columns, positions, places, scales, decimal, rowsFor } = table;
  const delimiter = table.delimiter.charCodeAt(0);
  const roles = new Int32Array(columns.length).fill(IGNORED);
  positions.columns.forEach((position, metric) => (roles[position] = metric));
  if (positions.host !== -1) roles[positions.host] = HOST;
  roles[positions.time] = TIME;

  const clock = timeBytes(table.readTime, (byte) => byte === delimiter || byte === QUOTE, table.forms);
  const row = valueRows({ delimiter, decimal, trims: true, roles, places }, clock);
  const hostAt = hostCells(rowsFor);
  const { values } = row;

  return (bytes, from) => {
    const newline = row.read(bytes, from);
    if (newline === -1) return -1;
    for (let metric = 0; metric < values.length; metric += 1) {
      values[metric] = scaled(values[metric] ?? Number.NaN, scales[metric] ?? 1);
    }
    const rows = positions.host === -1 ? rowsFor(undefined) : hostAt(bytes, row.hostFrom, row.hostTo);
    return rows !== undefined && blocks.add(rows, row.time, values) ? newline : -1;
  };
}
