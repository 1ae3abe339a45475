/**
 * The tidy table of samples, scanned byte by byte. A row that is not plain (quotes, words, a wrong number of cells) is
 * handed to `readOddRow` as text.
 */
import { textOf } from "../../decode/file-text.ts";
import type { TimeReading } from "../../reading/times.ts";
import { endingInNewline, HOST, valueRows } from "../../reading/value-rows.ts";
import type { HostRows, SampleBlocks } from "./sample-blocks.ts";
import { timeBytes } from "./time-bytes.ts";

export interface SampleScanner {
  /** Reads whole lines; returns how many rows were stored. */
  scan(bytes: Uint8Array, first: number): number;
}

const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/**
 * `roles` says what each cell of a row is (see `RowPlan`); `rowsFor` gives the rows of a host by its written name, or
 * those of the source's one host.
 */
export function sampleScanner(
  roles: Int32Array,
  blocks: SampleBlocks,
  rowsFor: (written: string | undefined) => HostRows | undefined,
  readTime: (text: string) => TimeReading,
  readOddRow: (line: string, number: number) => void,
): SampleScanner {
  const places = new Int32Array(blocks.width);
  const clock = timeBytes(readTime, (byte) => byte === COMMA || byte === QUOTE);
  const row = valueRows({ delimiter: COMMA, decimal: ".", trims: false, roles, places }, clock);
  const hostAt = hostCells(rowsFor);
  const theOnly = roles.includes(HOST) ? undefined : rowsFor(undefined);

  const scanRow = (bytes: Uint8Array, start: number): number => {
    const end = row.read(bytes, start);
    if (end === -1) return -1;
    const rows = theOnly ?? hostAt(bytes, row.hostFrom, row.hostTo);
    return rows !== undefined && blocks.add(rows, row.time, row.values) ? end : -1;
  };

  return {
    scan(block, first) {
      const bytes = endingInNewline(block);
      let start = 0;
      let line = first;
      let stored = 0;
      while (start < bytes.length) {
        let end = scanRow(bytes, start);
        if (end === -1) {
          end = bytes.indexOf(NEWLINE, start);
          readOddRow(textOf(bytes.subarray(start, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end)), line);
        } else {
          stored += 1;
        }
        start = end + 1;
        line += 1;
      }
      return stored;
    },
  };
}

interface HostCell {
  readonly name: Uint8Array;
  readonly rows: HostRows;
  /** The host that followed last time: tables mostly list their hosts in the same order at each time. */
  next: HostCell | undefined;
}

/** Finds the rows of a host by the bytes of its name; only a name in an unexpected place is made a string. */
export function hostCells(
  rowsFor: (written: string) => HostRows | undefined,
): (bytes: Uint8Array, from: number, to: number) => HostRows | undefined {
  const byName = new Map<string, HostCell>();
  let last: HostCell | undefined;
  return (bytes, from, to) => {
    if (last !== undefined) {
      if (isName(last.name, bytes, from, to)) return last.rows;
      const next = last.next;
      if (next !== undefined && isName(next.name, bytes, from, to)) {
        last = next;
        return next.rows;
      }
    }
    const written = textOf(bytes.subarray(from, to));
    let cell = byName.get(written);
    if (cell === undefined) {
      const rows = rowsFor(written);
      if (rows === undefined) return undefined;
      cell = { name: bytes.slice(from, to), rows, next: undefined };
      byName.set(written, cell);
    }
    if (last !== undefined) last.next = cell;
    last = cell;
    return cell.rows;
  };
}

function isName(name: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = 0; index < name.length; index += 1) if (name[index] !== bytes[from + index]) return false;
  return true;
}
