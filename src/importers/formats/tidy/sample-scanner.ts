/**
 * The tidy table of samples, scanned byte by byte: no string is made for a plain row, which is what lets hundreds of
 * millions of samples be imported in minutes. A row that is not plain (quotes, words, a wrong number of cells) is handed
 * to `readOddRow` as text.
 */
import { textOf } from "../../decode/file-text.ts";
import { readDecimal } from "../../reading/byte-number.ts";
import type { TimeReading } from "../../reading/times.ts";
import type { HostRows, SampleBlocks } from "./sample-blocks.ts";
import { timeBytes } from "./time-bytes.ts";

export interface SampleColumns {
  /** Whether the second column holds the host's name. */
  readonly hasHost: boolean;
  /** For each cell of a row, the index of its metric; -1 for the time, the host and ignored columns. */
  readonly metricAt: Int32Array;
}

export interface SampleScanner {
  /** Reads whole lines; returns how many rows were stored. */
  scan(bytes: Uint8Array, first: number): number;
}

const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const QUOTE = 34;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
/** Digits up to which a decimal is the exact quotient of two doubles. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => Number(`1e${exponent}`));

/** `rowsFor` gives the rows of a host by its written name, or those of the source's one host. */
export function sampleScanner(
  columns: SampleColumns,
  blocks: SampleBlocks,
  rowsFor: (written: string | undefined) => HostRows | undefined,
  readTime: (text: string) => TimeReading,
  readOddRow: (line: string, number: number) => void,
): SampleScanner {
  const time = timeBytes(readTime);
  const { metricAt, hasHost } = columns;
  const width = metricAt.length;
  const firstMetric = hasHost ? 2 : 1;
  const hosts = hostCells(rowsFor);
  const theOnly = hasHost ? undefined : rowsFor(undefined);

  /** The position of the row's line end where the row is plain and was stored, else -1. */
  const scanRow = (bytes: Uint8Array, start: number): number => {
    const instant = time.read(bytes, start);
    if (instant !== instant) return -1;
    let at = time.end;
    let rows = theOnly;
    if (hasHost) {
      const from = at + 1;
      at = cellEnd(bytes, from);
      if (bytes[from] === QUOTE || at === from) return -1;
      rows = hosts(bytes, from, at);
    }
    if (rows === undefined) return -1;
    if (rows.count === rows.capacity) blocks.makeRoom(rows);
    const row = rows.count;
    const values = rows.values;
    let stored = 0;
    let position = firstMetric;
    for (; bytes[at] === COMMA; position += 1) {
      at += 1;
      if (position >= width) return -1;
      const metric = metricAt[position] ?? -1;
      if (metric === -1) {
        if (bytes[at] === QUOTE) return -1;
        at = cellEnd(bytes, at);
        continue;
      }
      const column = values[metric];
      if (column === undefined) return -1;

      const from = at;
      if (bytes[at] === MINUS) at += 1;
      const digitsFrom = at;
      let mantissa = 0;
      let byte = bytes[at] ?? NEWLINE;
      while (byte >= 48 && byte <= 57) {
        mantissa = mantissa * 10 + (byte - 48);
        at += 1;
        byte = bytes[at] ?? NEWLINE;
      }
      let digits = at - digitsFrom;
      let places = 0;
      if (byte === POINT) {
        at += 1;
        const placesFrom = at;
        byte = bytes[at] ?? NEWLINE;
        while (byte >= 48 && byte <= 57) {
          mantissa = mantissa * 10 + (byte - 48);
          at += 1;
          byte = bytes[at] ?? NEWLINE;
        }
        places = at - placesFrom;
        digits += places;
      }
      if (digits > 0 && digits <= EXACT_DIGITS && (byte === COMMA || byte === NEWLINE || byte === CARRIAGE_RETURN)) {
        const value = places === 0 ? mantissa : mantissa / (POWERS[places] ?? 1);
        column[row] = digitsFrom === from ? value : -value;
        stored += 1;
      } else if (at === from && (byte === COMMA || byte === NEWLINE || byte === CARRIAGE_RETURN)) {
        column[row] = Number.NaN;
        rows.hasGap[metric] = 1;
      } else {
        at = cellEnd(bytes, at);
        const value = readDecimal(bytes, from, at);
        if (value !== value) return -1;
        column[row] = value;
        stored += 1;
      }
    }
    if (bytes[at] === CARRIAGE_RETURN) at += 1;
    if (bytes[at] !== NEWLINE || position !== width || stored === 0) return -1;
    rows.times[row] = instant;
    rows.count = row + 1;
    return at;
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

function cellEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  let byte = bytes[at] ?? NEWLINE;
  while (byte !== COMMA && byte !== NEWLINE && byte !== CARRIAGE_RETURN) {
    at += 1;
    byte = bytes[at] ?? NEWLINE;
  }
  return at;
}

/** So that a scan never runs past the end. */
export function endingInNewline(block: Uint8Array): Uint8Array {
  if (block.length === 0 || block[block.length - 1] === NEWLINE)
    return new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
  const copy = new Uint8Array(block.length + 1);
  copy.set(block);
  copy[block.length] = NEWLINE;
  return copy;
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
