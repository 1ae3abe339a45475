/** The values of a table's row that is a JSON object on one line, straight from its bytes: no text, no object is made. */
import { readDecimal } from "../../reading/byte-number.ts";
import { JsonNumbers, textEnd, wordEnd } from "../../reading/json-bytes.ts";
import type { TimeReading } from "../../reading/times.ts";
import { HostCells } from "../tidy/host-cells.ts";
import type { HostRows, SampleBlocks } from "../tidy/sample-blocks.ts";
import { TimeBytes, type TimeForms } from "../tidy/time-bytes.ts";
import { ObjectKeys } from "./object-keys.ts";
import type { LineScanner } from "./plain-lines.ts";
import type { RowPositions } from "./row-positions.ts";
import { scaleAll } from "./value-factor.ts";

const NEWLINE = 10;
const TAB = 9;
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

export class ObjectScanner implements LineScanner {
  readonly #places: Int32Array;
  readonly #scales: Float64Array;
  readonly #rowsFor: ObjectTable["rowsFor"];
  readonly #hasHosts: boolean;
  readonly #roles: Int32Array;
  readonly #blocks: SampleBlocks;
  readonly #keys: ObjectKeys;
  readonly #numbers = new JsonNumbers();
  readonly #quotedTimes: TimeBytes;
  readonly #bareTimes: TimeBytes;
  readonly #hosts: HostCells;
  readonly #values: Float64Array;
  /** The rows of the source's one host, where objects name none. */
  #theOnly: HostRows | undefined;

  constructor(table: ObjectTable, blocks: SampleBlocks) {
    this.#places = table.places;
    this.#scales = table.scales;
    this.#rowsFor = table.rowsFor;
    this.#hasHosts = table.positions.host !== -1;
    this.#roles = rolesOf(table);
    this.#blocks = blocks;
    this.#keys = new ObjectKeys(table.columns);
    this.#quotedTimes = new TimeBytes(table.readTime, [QUOTE], table.forms);
    this.#bareTimes = new TimeBytes(table.readTime, [COMMA, CLOSE_BRACE, SPACE, TAB], table.forms);
    this.#hosts = new HostCells(table.rowsFor);
    this.#values = new Float64Array(table.places.length);
  }

  /**
   * A row with escapes, with anything nested, or with a value that is out of the ordinary, is to be read as text. A key
   * that occurs again is over the one before, so that no time and no host is understood before the end.
   */
  scan(bytes: Uint8Array, from: number): number {
    const places = this.#places;
    const roles = this.#roles;
    const values = this.#values;
    const keys = this.#keys;
    const numbers = this.#numbers;
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
        const isNumber = numbers.read(bytes, start, places[role] ?? 0, values, role);
        if (isNumber) at = numbers.end;
        else if (bytes[start] === LETTER_N) at = wordEnd(bytes, start);
        else return -1;
      } else {
        at = role === IGNORED ? this.#scalarEnd(bytes, start) : role === TIME ? digitsEnd(bytes, start) : -1;
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
    // Numbers beyond all bounds.
    if (values.includes(Infinity) || values.includes(-Infinity)) return -1;
    scaleAll(values, this.#scales);
    const times = isTimeQuoted ? this.#quotedTimes : this.#bareTimes;
    const time = times.read(bytes, timeFrom);
    if (time !== time || times.end !== timeTo) return -1;
    const rows = this.#rowsOf(bytes, hostFrom, hostTo);
    return rows !== undefined && this.#blocks.add(rows, time, values) ? at + key.bytes.length - 1 : -1;
  }

  #rowsOf(bytes: Uint8Array, hostFrom: number, hostTo: number): HostRows | undefined {
    if (hostFrom !== -1) return this.#hosts.find(bytes, hostFrom, hostTo);
    return this.#hasHosts ? undefined : (this.#theOnly ??= this.#rowsFor(undefined));
  }

  /** Where a number or a word ends; -1 where it is neither. */
  #scalarEnd(bytes: Uint8Array, from: number): number {
    return this.#numbers.read(bytes, from, 0, ignored, 0) ? this.#numbers.end : wordEnd(bytes, from);
  }
}

/** Where numbers go that are of no metric. */
const ignored = new Float64Array(1);

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
