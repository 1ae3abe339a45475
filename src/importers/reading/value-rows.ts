/**
 * Rows of a table of numbers straight from bytes: no text is made of a plain row, which is what lets hundreds of millions
 * of samples be imported in minutes. One scanner for all separated text; a format's plan says what its cells are.
 *
 * A row that is not plain (words among the values, doubled quotes, a wrong number of cells) is not read at all: whoever
 * scans gives it to the reader of texts, which says what is wrong with it.
 */
import { readDecimal } from "./byte-number.ts";
import { shortDecimal } from "./short-decimal.ts";

/** Roles of cells besides the number of a value. */
export const IGNORED = -1;
export const TIME = -2;
export const HOST = -3;

export interface RowPlan {
  readonly delimiter: number;
  readonly decimal: "." | ",";
  /** Whether blanks around a cell are no part of it. */
  readonly trims: boolean;
  /** Of each cell: the number of its value, from 0, or another role. Exactly one is the time, at most one the host. */
  readonly roles: Int32Array;
  /** Of each value: how far its decimal point moves to the left before it is rounded. */
  readonly places: Int32Array;
}

/** Reads the time in a cell. */
export interface CellClock {
  /** The position after the time that was read last. */
  readonly end: number;
  /** Microseconds of the time that begins at `from`, NaN where there is none. */
  read(bytes: Uint8Array, from: number): number;
}

const TAB = 9;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const NO_BYTE = -1;

/**
 * Reads one row after the other. This and all that a scan of rows calls for each of them are methods of classes: closures
 * that are made anew for each file are compiled anew for each file, which takes as long as reading a short one.
 */
export class ValueRows {
  /** Of the row that was read last; NaN stands for a blank cell. */
  readonly values: Float64Array;
  time = Number.NaN;
  /** Where the host's name lies; both -1 where no cell is one. */
  hostFrom = -1;
  hostTo = -1;
  readonly #plan: RowPlan;
  readonly #clock: CellClock;
  readonly #mark: number;

  constructor(plan: RowPlan, clock: CellClock) {
    this.values = new Float64Array(plan.places.length);
    this.#plan = plan;
    this.#clock = clock;
    // A comma that parts cells is no decimal one.
    this.#mark = plan.decimal === "." ? POINT : plan.delimiter === COMMA ? NO_BYTE : COMMA;
  }

  /** Reads the row at `from` and returns the position of its newline, which must be there; -1 where it is not plain. */
  read(bytes: Uint8Array, from: number): number {
    return readRow(bytes, from, this.#plan, this.#mark, this.#clock, this);
  }
}

type OpenRow = Pick<ValueRows, "values" | "time" | "hostFrom" | "hostTo">;

function readRow(
  bytes: Uint8Array,
  start: number,
  { delimiter, roles, trims, places }: RowPlan,
  mark: number,
  clock: CellClock,
  row: OpenRow,
): number {
  const { values } = row;
  const width = roles.length;
  let at = start;
  for (let cell = 0; cell < width; cell += 1) {
    const role = roles[cell] ?? IGNORED;
    let isQuoted = false;
    // Blanks and quotes have smaller codes than digits and letters have.
    if ((bytes[at] ?? NEWLINE) < MINUS) {
      if (trims) at = skipBlanks(bytes, at, delimiter);
      isQuoted = bytes[at] === QUOTE;
      if (isQuoted) at += 1;
    }
    if (role >= 0) {
      const from = at;
      at = shortDecimal(bytes, from, mark, places[role] ?? 0, values, role);
      if (bytes[at] !== delimiter && !isCellEnd(bytes[at] ?? NEWLINE, trims, isQuoted)) {
        at = textEnd(bytes, from, isQuoted ? QUOTE : delimiter);
        const value = oddNumber(bytes, from, trims ? trimmedEnd(bytes, from, at) : at, places[role] ?? 0, mark);
        // Words, and numbers beyond all bounds.
        if (value === Infinity) return -1;
        values[role] = value;
      }
    } else if (role === TIME) {
      const time = clock.read(bytes, at);
      if (time !== time) return -1;
      row.time = time;
      at = clock.end;
    } else {
      const from = at;
      at = textEnd(bytes, at, isQuoted ? QUOTE : delimiter);
      if (role === HOST) {
        row.hostFrom = from;
        row.hostTo = trims ? trimmedEnd(bytes, from, at) : at;
        if (isQuoted || row.hostTo === from) return -1;
      }
    }
    if (isQuoted) {
      if (bytes[at] !== QUOTE) return -1;
      at += 1;
    }
    if (bytes[at] !== delimiter) {
      if (trims) at = skipBlanks(bytes, at, delimiter);
      if (bytes[at] !== delimiter) return cell === width - 1 ? lineEnd(bytes, at) : -1;
    }
    at += 1;
  }
  return -1;
}

/** Whether a byte that is no delimiter can stand behind a number. */
function isCellEnd(byte: number, trims: boolean, isQuoted: boolean): boolean {
  if (isQuoted) return byte === QUOTE;
  return byte === NEWLINE || byte === CARRIAGE_RETURN || (trims && (byte === SPACE || byte === TAB));
}

/** The newline at a position, or behind the carriage return that is there; -1 where there is none. */
function lineEnd(bytes: Uint8Array, at: number): number {
  const newline = bytes[at] === CARRIAGE_RETURN ? at + 1 : at;
  return bytes[newline] === NEWLINE ? newline : -1;
}

/** A number with many digits or an exponent, NaN for a blank; infinite where it is neither. */
function oddNumber(bytes: Uint8Array, from: number, to: number, places: number, mark: number): number {
  if (from === to) return Number.NaN;
  const value = mark === POINT ? readDecimal(bytes, from, to, places) : Number.NaN;
  return value - value === 0 ? value : Infinity;
}

/** Where a cell ends whose text is at `at`; a quote within it ends it too. */
function textEnd(bytes: Uint8Array, from: number, delimiter: number): number {
  let at = from;
  let byte = bytes[at] ?? NEWLINE;
  while (byte !== delimiter && byte !== NEWLINE && byte !== CARRIAGE_RETURN && byte !== QUOTE) {
    at += 1;
    byte = bytes[at] ?? NEWLINE;
  }
  return at;
}

function skipBlanks(bytes: Uint8Array, from: number, delimiter: number): number {
  let at = from;
  while (isBlank(bytes[at] ?? NEWLINE, delimiter)) at += 1;
  return at;
}

function trimmedEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(bytes[end - 1] ?? NEWLINE, NEWLINE)) end -= 1;
  return end;
}

function isBlank(byte: number, delimiter: number): boolean {
  return (byte === SPACE || byte === TAB) && byte !== delimiter;
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
