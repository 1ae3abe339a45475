/** Reads the rows of a performance log that are out of the ordinary, and says what is wrong with those that are none. */
import { DAY, HOUR, MINUTE, SECOND } from "../../../base/time.ts";
import { readDecimal } from "../../reading/byte-number.ts";
import type { CellClock } from "../../reading/value-rows.ts";
import type { Plan } from "./plan.ts";

export interface RowScanner {
  /** Microseconds of the printed clock of the last row, as if it were UTC. */
  readonly clock: number;
  /** The last row's values by slot; NaN where the cell is blank or no number. */
  readonly values: Float64Array;
  /** Cells so far that are neither blank nor a number. */
  readonly unreadable: number;
  /** Reads the row in `bytes` from `from` up to `to` (without its line end); a reason where it is no row of this log. */
  scan(bytes: Uint8Array, from: number, to: number): string | undefined;
}

const QUOTE = 34;
const BLANK = 32;
const POINT = 46;
const SHORTEST_CLOCK = 19;
const LONGEST_CLOCK = 26;
/** With milliseconds, as all tools print it. */
const USUAL_CLOCK = 23;
/** Bytes of a date and an hour: `11/24/2026 16`. */
const HOUR_LENGTH = 13;
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];

export function rowScanner(plan: Plan, delimiter: number): RowScanner {
  const values = new Float64Array(plan.slotCount);
  const { cells, slotOfCell, placesOfCell } = plan;
  const clocks = new ClockReader();
  const scanner = { clock: 0, values, unreadable: 0, scan };
  return scanner;

  function scan(bytes: Uint8Array, from: number, to: number): string | undefined {
    const isQuoted = bytes[from] === QUOTE;
    const first = isQuoted ? from + 1 : from;
    let at = bytes.indexOf(isQuoted ? QUOTE : delimiter, first);
    if (at < 0 || at > to) at = to;
    const clock = clocks.read(bytes, first, at);
    if (Number.isNaN(clock)) return "The first cell is not a time of the form MM/DD/YYYY HH:MM:SS.mmm.";
    if (isQuoted && at < to) at++;
    values.fill(Number.NaN);
    let cell = 0;
    while (at < to) {
      if (bytes[at] !== delimiter) return `Cell ${String(cell + 1)} does not end at its quote.`;
      at++;
      cell++;
      let start = at;
      let end: number;
      if (bytes[at] === QUOTE) {
        start++;
        end = start;
        while (end < to && bytes[end] !== QUOTE) end++;
        if (end >= to) return `The row is cut in cell ${String(cell + 1)} of ${String(cells)}.`;
        at = end + 1;
      } else {
        while (at < to && bytes[at] !== delimiter) at++;
        end = at;
      }
      if (cell >= cells) {
        if (start < end && bytes[start] !== BLANK)
          return `The row has more than the ${String(cells)} cells of its header.`;
        continue;
      }
      const slot = slotOfCell[cell] ?? -1;
      if (slot < 0 || start >= end) continue;
      const value = readDecimal(bytes, start, end, placesOfCell[cell]);
      if (!Number.isNaN(value)) values[slot] = value;
      else if (bytes[start] !== BLANK || end - start > 1) scanner.unreadable++;
    }
    if (cell + 1 < cells) return `The row has ${String(cell + 1)} of the ${String(cells)} cells of its header.`;
    scanner.clock = clock;
    return undefined;
  }
}

/** The clock in a cell that begins at a position. */
export class PrintedClock implements CellClock {
  end = 0;
  readonly #delimiter: number;
  readonly #reader = new ClockReader();

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  read(bytes: Uint8Array, from: number): number {
    const delimiter = this.#delimiter;
    let to = from + USUAL_CLOCK;
    if (bytes[to] !== QUOTE && bytes[to] !== delimiter) to = from + SHORTEST_CLOCK;
    while (to - from <= LONGEST_CLOCK && bytes[to] !== QUOTE && bytes[to] !== delimiter) to += 1;
    this.end = to;
    return this.#reader.read(bytes, from, to);
  }
}

/** Reads clocks, each date and hour once: rows of a log mostly share them with the row before. */
export class ClockReader {
  readonly #written = new Uint8Array(HOUR_LENGTH);
  #lastHour = Number.NaN;

  /** `MM/DD/YYYY HH:MM:SS` with up to six fraction digits, in microseconds; NaN for anything else. */
  read(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (length < SHORTEST_CLOCK || length > LONGEST_CLOCK) return Number.NaN;
    if (bytes[from + 13] !== 58 || bytes[from + 16] !== 58) return Number.NaN;
    const hour = this.#isSameHour(bytes, from) ? this.#lastHour : this.#readHour(bytes, from);
    const minute = digits(bytes, from + 14, 2);
    const second = digits(bytes, from + 17, 2);
    if (hour !== hour || !(minute < 60 && second <= 60)) return Number.NaN;
    let fraction = 0;
    if (length > SHORTEST_CLOCK) {
      const point = bytes[from + 19];
      if ((point !== POINT && point !== 44) || length === 20) return Number.NaN;
      fraction = digits(bytes, from + 20, length - 20) * (POWERS[LONGEST_CLOCK - length] ?? 1);
      if (Number.isNaN(fraction)) return Number.NaN;
    }
    return hour + minute * MINUTE + second * SECOND + fraction;
  }

  #isSameHour(bytes: Uint8Array, from: number): boolean {
    const written = this.#written;
    // From the end, where times differ first.
    for (let index = HOUR_LENGTH - 1; index >= 0; index -= 1) {
      if (written[index] !== bytes[from + index]) return false;
    }
    return true;
  }

  /** The full hour that begins a clock; NaN where there is none. It is kept, with how it is written. */
  #readHour(bytes: Uint8Array, from: number): number {
    if (bytes[from + 2] !== 47 || bytes[from + 5] !== 47 || bytes[from + 10] !== BLANK) return Number.NaN;
    const month = digits(bytes, from, 2);
    const day = digits(bytes, from + 3, 2);
    const year = digits(bytes, from + 6, 4);
    const hour = digits(bytes, from + 11, 2);
    if (!(month >= 1 && month <= 12 && day >= 1 && hour < 24)) return Number.NaN;
    if (!(day <= daysIn(year, month))) return Number.NaN;
    for (let index = 0; index < HOUR_LENGTH; index += 1) this.#written[index] = bytes[from + index] ?? 0;
    this.#lastHour = dayNumber(year, month, day) * DAY + hour * HOUR;
    return this.#lastHour;
  }
}

function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the Gregorian calendar (Hinnant 2013, "chrono-compatible low-level date algorithms"). */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
