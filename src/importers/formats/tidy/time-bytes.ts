/**
 * Times straight from bytes: ISO 8601 with an offset, or an epoch number. Rows of a table mostly share their date with
 * the row before, so a date is worked out once. Whatever is not plainly one of the two is read as text.
 */
import { HOUR, isPlausible, MINUTE, SECOND } from "../../../base/time.ts";
import { textOf } from "../../decode/file-text.ts";
import { epochUnit, type TimeReading } from "../../reading/times.ts";

export interface TimeBytes {
  /** Where the time that was read last ends: the position after its last byte. */
  end: number;
  /** Why there is none, where `read` gave NaN. */
  reason: string;
  /** Microseconds since 1970 of the cell that begins at `from` and ends at its delimiter or the line's end; NaN for none. */
  read(bytes: Uint8Array, from: number): number;
}

const COMMA = 44;
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

/** `readText` reads what the fast way does not. */
export function timeBytes(
  readText: (text: string) => TimeReading,
  isDelimiter: (byte: number) => boolean = (byte) => byte === COMMA,
  { hasIso, unitOf }: TimeForms = EITHER,
): TimeBytes {
  const isCellEnd = (byte: number): boolean => isDelimiter(byte) || byte === NEWLINE || byte === CARRIAGE_RETURN;
  let lastDate = -1;
  let lastMidnight = 0;
  const writtenHour = new Uint8Array(HOUR_LENGTH);
  let lastHour = Number.NaN;

  /** Microseconds of the midnight of a date written in eight digits; NaN for a date that does not exist. */
  const midnight = (date: number): number => {
    if (date === lastDate) return lastMidnight;
    const year = Math.floor(date / 10_000);
    const month = Math.floor(date / 100) % 100;
    const day = date % 100;
    const milliseconds = Date.UTC(year, month - 1, day);
    const check = new Date(milliseconds);
    if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return Number.NaN;
    lastDate = date;
    lastMidnight = milliseconds * 1_000;
    return lastMidnight;
  };

  const slow = (bytes: Uint8Array, from: number): number => {
    let end = from;
    while (!isCellEnd(bytes[end] ?? NEWLINE)) end += 1;
    reader.end = end;
    const reading = readText(textOf(bytes.subarray(from, end)));
    if (typeof reading !== "string") return reading;
    reader.reason = reading;
    return Number.NaN;
  };

  /** The full hour that begins a time; NaN where there is none. It is kept, with how it is written. */
  const readHour = (bytes: Uint8Array, from: number): number => {
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
    for (let index = 0; index < HOUR_LENGTH; index += 1) writtenHour[index] = bytes[from + index] ?? 0;
    lastHour = midnight(date) + hour * HOUR;
    return lastHour;
  };

  const isSameHour = (bytes: Uint8Array, from: number): boolean => {
    // From the end, where times differ first.
    for (let index = HOUR_LENGTH - 1; index >= 0; index -= 1) {
      if (writtenHour[index] !== bytes[from + index]) return false;
    }
    return true;
  };

  const iso = (bytes: Uint8Array, from: number): number => {
    const hour = isSameHour(bytes, from) ? lastHour : readHour(bytes, from);
    if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return slow(bytes, from);
    const minute = twoDigits(bytes, from + 14);
    const second = twoDigits(bytes, from + 17);
    if (hour !== hour || !(minute < 60) || !(second < 60)) return slow(bytes, from);
    let time = hour + minute * MINUTE + second * SECOND;
    let at = from + 19;
    if (bytes[at] === POINT) {
      let fraction = 0;
      const fractionFrom = at + 1;
      for (at += 1; isDigit(bytes[at]); at += 1) {
        if (at - fractionFrom < MOST_DIGITS) fraction = fraction * 10 + (bytes[at] ?? 0) - 48;
      }
      const digits = at - fractionFrom;
      if (digits === 0 || digits > LONGEST_FRACTION) return slow(bytes, from);
      time += fraction * (FRACTION[Math.min(digits, MOST_DIGITS)] ?? 0);
    }
    const zone = bytes[at];
    if (zone === LETTER_Z) at += 1;
    else if ((zone === PLUS || zone === MINUS) && bytes[at + 3] === COLON) {
      const offset = twoDigits(bytes, at + 1) * HOUR + twoDigits(bytes, at + 4) * MINUTE;
      time -= zone === MINUS ? -offset : offset;
      at += 6;
    } else return slow(bytes, from);
    if (!isCellEnd(bytes[at] ?? NEWLINE) || !isPlausible(time)) return slow(bytes, from);
    reader.end = at;
    return time;
  };

  const reader: TimeBytes = {
    end: 0,
    reason: "",
    read(bytes, from) {
      if (hasIso && bytes[from + 4] === MINUS) return iso(bytes, from);
      let at = from;
      let value = 0;
      while (isDigit(bytes[at])) {
        value = value * 10 + (bytes[at] ?? 0) - 48;
        at += 1;
      }
      const digits = at - from;
      const isEpoch = digits >= MIN_EPOCH_DIGITS && digits <= MAX_EPOCH_DIGITS && isCellEnd(bytes[at] ?? NEWLINE);
      if (unitOf === undefined || !isEpoch) return slow(bytes, from);
      const time = value * unitOf(value);
      if (!isPlausible(time)) return slow(bytes, from);
      reader.end = at;
      return time;
    },
  };
  return reader;
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
