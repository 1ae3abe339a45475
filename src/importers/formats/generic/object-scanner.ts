/** The values of a table's row that is a JSON object on one line, straight from its bytes: no text, no object is made. */
import { readDecimal } from "../../reading/byte-number.ts";
import { jsonNumbers, textEnd, wordEnd } from "../../reading/json-bytes.ts";
import type { TimeReading } from "../../reading/times.ts";
import type { HostRows, SampleBlocks } from "../tidy/sample-blocks.ts";
import { hostCells } from "../tidy/sample-scanner.ts";
import { timeBytes, type TimeForms } from "../tidy/time-bytes.ts";
import { objectKeys } from "./object-keys.ts";
import type { RowPositions } from "./row-positions.ts";
import { scaled } from "./value-factor.ts";

const NEWLINE = 10;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const NINE = 57;
const LETTER_N = 110;
const CLOSE_BRACE = 125;

/** Roles of columns besides the number of a metric. */
const IGNORED = -1;
const TIME = -2;
const HOST = -3;

export interface ObjectTable {
  readonly columns: readonly string[];
  readonly positions: RowPositions;
  /** Of each metric: see `readDecimal`. */
  readonly places: Int32Array;
  /** Of each metric: what its number is multiplied by. */
  readonly scales: Float64Array;
  readonly forms: TimeForms;
  readTime(text: string): TimeReading;
  rowsFor(written: string | undefined): HostRows | undefined;
}

/**
 * Stores the row at a position and returns its newline; -1 for a row with escapes, with anything nested, or with a value
 * that is out of the ordinary, which is to be read as text.
 */
export function objectScanner(table: ObjectTable, blocks: SampleBlocks): (bytes: Uint8Array, from: number) => number {
  const { positions, places, scales, rowsFor } = table;
  const keys = objectKeys(table.columns);
  const numbers = jsonNumbers();
  const quotedTimes = timeBytes(table.readTime, (byte) => byte === QUOTE, table.forms);
  const bareTimes = timeBytes(
    table.readTime,
    (byte) => byte === COMMA || byte === CLOSE_BRACE || byte <= SPACE,
    table.forms,
  );
  const hostAt = hostCells(rowsFor);
  const roles = rolesOf(table);
  const values = new Float64Array(places.length);

  const scan = (bytes: Uint8Array, from: number): number => {
    // A key that occurs again is over the one before, so that nothing is understood before the end.
    values.fill(Number.NaN);
    let timeFrom = -1;
    let timeTo = -1;
    let isTimeQuoted = false;
    let hostFrom = -1;
    let hostTo = -1;
    let at = from;
    let key = keys.after(keys.beginning, bytes, at);
    for (; key !== undefined && !key.isEnd; key = keys.after(key, bytes, at)) {
      at += key.bytes.length;
      const start = at;
      const role = key.column === -1 ? IGNORED : (roles[key.column] ?? IGNORED);
      if (key.isQuoted) {
        at = textEnd(bytes, start);
        if (at === -1) return -1;
        if (role >= 0) {
          const value = at === start ? Number.NaN : readDecimal(bytes, start, at, places[role]);
          if (at > start && value - value !== 0) return -1;
          values[role] = value;
        }
      } else if (role >= 0) {
        const value = numbers.read(bytes, start, places[role] ?? 0);
        // Neither words nor numbers beyond all bounds.
        if (value - value === 0) at = numbers.end;
        else if (bytes[start] === LETTER_N) at = wordEnd(bytes, start);
        else return -1;
        values[role] = value;
      } else {
        at = role === IGNORED ? scalarEnd(bytes, start) : role === TIME ? digitsEnd(bytes, start) : -1;
      }
      if (at === -1) return -1;
      if (role === TIME) {
        timeFrom = start;
        timeTo = at;
        isTimeQuoted = key.isQuoted;
      } else if (role === HOST) {
        hostFrom = start;
        hostTo = at;
      }
      if (key.isQuoted) at += 1;
    }
    if (key === undefined || timeFrom === -1) return -1;
    const times = isTimeQuoted ? quotedTimes : bareTimes;
    const time = times.read(bytes, timeFrom);
    if (time !== time || times.end !== timeTo) return -1;
    const rows =
      hostFrom !== -1 ? hostAt(bytes, hostFrom, hostTo) : positions.host === -1 ? rowsFor(undefined) : undefined;
    return rows !== undefined && store(rows, time) ? at + key.bytes.length - 1 : -1;
  };

  /** Whether there was anything to store. */
  const store = (rows: HostRows, time: number): boolean => {
    for (let metric = 0; metric < values.length; metric += 1) {
      values[metric] = scaled(values[metric] ?? Number.NaN, scales[metric] ?? 1);
    }
    return blocks.add(rows, time, values);
  };

  /** Where a number or a word ends; -1 where it is neither. */
  const scalarEnd = (bytes: Uint8Array, from: number): number => {
    const value = numbers.read(bytes, from, 0);
    return value === value ? numbers.end : wordEnd(bytes, from);
  };
  return scan;
}

/** What each column of the table is: the number of its metric, or another role. */
function rolesOf({ columns, positions }: ObjectTable): Int32Array {
  const roles = new Int32Array(columns.length).fill(IGNORED);
  positions.columns.forEach((position, metric) => (roles[position] = metric));
  if (positions.host !== -1) roles[positions.host] = HOST;
  roles[positions.time] = TIME;
  return roles;
}

/** Where a whole number that is not negative ends; -1 where it is another one. */
function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while ((bytes[at] ?? NEWLINE) >= ZERO && (bytes[at] ?? NEWLINE) <= NINE) at += 1;
  const byte = bytes[at] ?? NEWLINE;
  const isOther = byte === 46 || (byte | 32) === 101 || (bytes[from] === ZERO && at > from + 1);
  return at === from || isOther ? -1 : at;
}
