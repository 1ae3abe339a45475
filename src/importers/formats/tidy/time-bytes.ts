/**
 * Times straight from bytes: ISO 8601 with an offset, or an epoch number. Rows of a table mostly share their date with
 * the row before, so a date is worked out once. Whatever is not plainly one of the two is read as text.
 */
import { HOUR, isPlausible, MINUTE, SECOND } from "../../../base/time.ts";
import { textOf } from "../../decode/file-text.ts";
import { epochUnit, type TimeReading } from "../../reading/times.ts";
import type { CellClock } from "../../reading/value-rows.ts";

const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;
const CARRIAGE_RETURN = 13;
const NEWLINE = 10;
/** Microseconds of one unit of the last digit of a fraction of a second, by its number of digits. */
const FRACTION = [0, 100_000, 10_000, 1_000, 100, 10, 1];
/** Digits of a fraction that are kept. */
const MOST_DIGITS = 6;
const LONGEST_FRACTION = 9;
const MIN_EPOCH_DIGITS = 9;
const MAX_EPOCH_DIGITS = 15;

/** Bytes of a date and an hour: `2026-11-24T16`. */
const HOUR_LENGTH = 13;

/** Which forms are read the fast way; all others are read as text. */
export interface TimeForms {
  readonly hasIso: boolean;
  /** Microseconds of one unit of an epoch number; `undefined` where numbers are no times. */
  readonly unitOf: ((value: number) => number) | undefined;
}

const EITHER: TimeForms = { hasIso: true, unitOf: epochUnit };

export class TimeBytes implements CellClock {
  end = 0;
  readonly #readText: (text: string) => TimeReading;
  readonly #hasIso: boolean;
  readonly #unitOf: TimeForms["unitOf"];
  /** By byte: 1 where it ends a cell. */
  readonly #ends = new Uint8Array(256);
  readonly #writtenHour = new Uint8Array(HOUR_LENGTH);
  #lastHour = Number.NaN;
  #lastDate = -1;
  #lastMidnight = 0;

  /** `readText` reads what the fast way does not; a cell ends at one of `delimiters`, or with its line. */
  constructor(
    readText: (text: string) => TimeReading,
    delimiters: readonly number[],
    { hasIso, unitOf }: TimeForms = EITHER,
  ) {
    this.#readText = readText;
    this.#hasIso = hasIso;
    this.#unitOf = unitOf;
    for (const byte of [...delimiters, NEWLINE, CARRIAGE_RETURN]) this.#ends[byte] = 1;
  }

  read(bytes: Uint8Array, from: number): number {
    if (this.#hasIso && bytes[from + 4] === MINUS) return this.#iso(bytes, from);
    let at = from;
    let value = 0;
    while (isDigit(bytes[at])) {
      value = value * 10 + (bytes[at] ?? 0) - 48;
      at += 1;
    }
    const digits = at - from;
    const isEpoch = digits >= MIN_EPOCH_DIGITS && digits <= MAX_EPOCH_DIGITS && this.#isEnd(bytes, at);
    if (this.#unitOf === undefined || !isEpoch) return this.#slow(bytes, from);
    const time = value * this.#unitOf(value);
    if (!isPlausible(time)) return this.#slow(bytes, from);
    this.end = at;
    return time;
  }

  #iso(bytes: Uint8Array, from: number): number {
    const hour = this.#isSameHour(bytes, from) ? this.#lastHour : this.#readHour(bytes, from);
    if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return this.#slow(bytes, from);
    const minute = twoDigits(bytes, from + 14);
    const second = twoDigits(bytes, from + 17);
    if (hour !== hour || !(minute < 60) || !(second < 60)) return this.#slow(bytes, from);
    let time = hour + minute * MINUTE + second * SECOND;
    let at = from + 19;
    if (bytes[at] === POINT) {
      let fraction = 0;
      const fractionFrom = at + 1;
      for (at += 1; isDigit(bytes[at]); at += 1) {
        if (at - fractionFrom < MOST_DIGITS) fraction = fraction * 10 + (bytes[at] ?? 0) - 48;
      }
      const digits = at - fractionFrom;
      if (digits === 0 || digits > LONGEST_FRACTION) return this.#slow(bytes, from);
      time += fraction * (FRACTION[Math.min(digits, MOST_DIGITS)] ?? 0);
    }
    const zone = bytes[at];
    if (zone === LETTER_Z) at += 1;
    else if ((zone === PLUS || zone === MINUS) && bytes[at + 3] === COLON) {
      const offset = twoDigits(bytes, at + 1) * HOUR + twoDigits(bytes, at + 4) * MINUTE;
      time -= zone === MINUS ? -offset : offset;
      at += 6;
    } else return this.#slow(bytes, from);
    if (!this.#isEnd(bytes, at) || !isPlausible(time)) return this.#slow(bytes, from);
    this.end = at;
    return time;
  }

  #isEnd(bytes: Uint8Array, at: number): boolean {
    return this.#ends[bytes[at] ?? NEWLINE] === 1;
  }

  #isSameHour(bytes: Uint8Array, from: number): boolean {
    const written = this.#writtenHour;
    // From the end, where times differ first.
    for (let index = HOUR_LENGTH - 1; index >= 0; index -= 1) {
      if (written[index] !== bytes[from + index]) return false;
    }
    return true;
  }

  /** The full hour that begins a time; NaN where there is none. It is kept, with how it is written. */
  #readHour(bytes: Uint8Array, from: number): number {
    const separator = bytes[from + 10];
    if (bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS || (separator !== LETTER_T && separator !== 32)) {
      return Number.NaN;
    }
    const date =
      twoDigits(bytes, from) * 1_000_000 +
      twoDigits(bytes, from + 2) * 10_000 +
      twoDigits(bytes, from + 5) * 100 +
      twoDigits(bytes, from + 8);
    const hour = twoDigits(bytes, from + 11);
    if (!(date >= 0) || !(hour < 24)) return Number.NaN;
    for (let index = 0; index < HOUR_LENGTH; index += 1) this.#writtenHour[index] = bytes[from + index] ?? 0;
    this.#lastHour = this.#midnight(date) + hour * HOUR;
    return this.#lastHour;
  }

  /** Microseconds of the midnight of a date written in eight digits; NaN for a date that does not exist. */
  #midnight(date: number): number {
    if (date === this.#lastDate) return this.#lastMidnight;
    const year = Math.floor(date / 10_000);
    const month = Math.floor(date / 100) % 100;
    const day = date % 100;
    const milliseconds = Date.UTC(year, month - 1, day);
    const check = new Date(milliseconds);
    if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return Number.NaN;
    this.#lastDate = date;
    this.#lastMidnight = milliseconds * 1_000;
    return this.#lastMidnight;
  }

  #slow(bytes: Uint8Array, from: number): number {
    let end = from;
    while (!this.#isEnd(bytes, end)) end += 1;
    this.end = end;
    const reading = this.#readText(textOf(bytes.subarray(from, end)));
    return typeof reading === "string" ? Number.NaN : reading;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** The number of two digits; NaN where they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 48;
  const ones = (bytes[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
