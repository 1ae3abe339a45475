/**
 * Times as exports write them, read by an explicit pattern. Nothing here asks the machine's own zone or locale: a text
 * without an offset needs a zone that somebody stated, else it is read as UTC and that is noted.
 */
import {
  DAY,
  HOUR,
  isPlausible,
  MILLISECOND,
  MINUTE,
  parseIso,
  SECOND,
  timestamp,
  type IsoParts,
  type Timestamp,
} from "../../base/time.ts";
import { UTC, type Zone } from "../../base/zone.ts";
import { isMissingTime } from "./missing.ts";

/** `epoch` takes seconds, milliseconds, microseconds or nanoseconds by their size. */
export type TimeForm = "iso" | "epoch" | "epoch-s" | "epoch-ms" | "month-first" | "day-first" | "year-first";

/** An instant, or one sentence that says why there is none: the reason of a reject. */
export type TimeReading = Timestamp | string;

/**
 * A reader for one form. Text without an offset is taken in `zone`; where nobody stated one, as UTC, and `note` is told.
 * Times that no computer can have logged are refused.
 */
export function timeReader(
  form: TimeForm,
  zone: Zone | undefined,
  note: (text: string) => void,
): (text: string) => TimeReading {
  const read = partsReader(form);
  let usedZone: Zone | undefined;
  return (text) => {
    const parts = read(text);
    if (parts === undefined) {
      if (isMissingTime(text)) return "There is no time.";
      return `"${text.slice(0, 40)}" is not a time of the form ${form}.`;
    }
    if (typeof parts === "number") return plausible(parts);
    if (parts.offsetMinutes !== undefined) return plausible(parts.clock - parts.offsetMinutes * MINUTE);
    if (!isPlausible(parts.clock)) return plausible(parts.clock);
    if (usedZone === undefined) {
      usedZone = zone ?? UTC;
      note(
        zone === undefined
          ? "The times name no zone and nobody stated one: they were read as UTC."
          : `The times name no zone: they were read in ${zone.name}, as stated for this source.`,
      );
    }
    return plausible(usedZone.instantAt(parts.clock));
  };
}

function plausible(microseconds: number): TimeReading {
  if (isPlausible(microseconds)) return timestamp(microseconds);
  return "The time lies outside 1980 to 2200.";
}

function partsReader(form: TimeForm): (text: string) => IsoParts | number | undefined {
  switch (form) {
    case "iso":
      return isoReader();
    case "epoch":
      return parseEpoch;
    case "epoch-s":
      return (text) => scaled(text, SECOND);
    case "epoch-ms":
      return (text) => scaled(text, MILLISECOND);
    default:
      return (text) => parseCalendar(text, form);
  }
}

/** Reads ISO 8601; a plain UTC time on a date that was read before takes no more than its own clock. */
function isoReader(): (text: string) => IsoParts | number | undefined {
  /** By year, month and day as one number: there are not more of them than days from 1980 to 2200. */
  const midnights = new Map<number, number>();
  return (text) => {
    const isPlain = text.charCodeAt(text.length - 1) === LETTER_Z && text.length >= UTC_LENGTH;
    if (isPlain) {
      const clock = plainClock(text);
      const midnight = midnights.get(plainDate(text));
      if (midnight !== undefined && !Number.isNaN(clock)) return midnight + clock;
    }
    const parts = parseIso(text);
    if (isPlain && parts?.offsetMinutes === 0 && isPlausible(parts.clock)) {
      midnights.set(plainDate(text), parts.clock - (parts.clock % DAY));
    }
    return parts;
  };
}

/** Length of `2026-03-01T00:00:00Z`, and of the same with six digits of a fraction. */
const UTC_LENGTH = 20;
const LONGEST_UTC = UTC_LENGTH + 7;
const POINT = 46;
const COLON = 58;
const MINUS = 45;
const LETTER_T = 84;
const LETTER_Z = 90;

/** Year, month and day as one number of eight digits; NaN where they do not stand where they should. */
function plainDate(text: string): number {
  if (text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  return year * 10_000 + twoDigits(text, 5) * 100 + twoDigits(text, 8);
}

/** Microseconds since midnight; NaN where they do not stand where they should. */
function plainClock(text: string): number {
  if (text.charCodeAt(10) !== LETTER_T || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) {
    return Number.NaN;
  }
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
  return hour * HOUR + minute * MINUTE + second * SECOND + plainFraction(text);
}

/** Microseconds of what stands between the seconds and the last letter: nothing, or a point and up to six digits. */
function plainFraction(text: string): number {
  if (text.length === UTC_LENGTH) return 0;
  const hasDigits = text.length > UTC_LENGTH + 1 && text.length <= LONGEST_UTC;
  if (!hasDigits || text.charCodeAt(UTC_LENGTH - 1) !== POINT) return Number.NaN;
  let microseconds = 0;
  let unit = SECOND / 10;
  for (let at = UTC_LENGTH; at < text.length - 1; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    microseconds += digit * unit;
    unit /= 10;
  }
  return microseconds;
}

/** NaN where they are no digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function scaled(text: string, unit: number): number | undefined {
  const match = /^\s*(\d{1,16})(?:[.,](\d+))?\s*$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * unit + Math.round(Number(`0.${match[2] ?? "0"}`) * unit);
}

/** Microseconds in one unit of an epoch number of this size: 1980 to 2200 gives four ranges that do not meet. */
export function epochUnit(value: number): number {
  if (value < 1e11) return SECOND;
  if (value < 1e14) return MILLISECOND;
  return value < 1e17 ? 1 : 1e-3;
}

/** Microseconds from an epoch number, unit by its size; digits past a double's 53 bits are cut, not rounded. */
export function parseEpoch(text: string): number | undefined {
  const match = /^\s*(\d{1,20})(?:[.,](\d+))?\s*$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction] = match;
  const unit = epochUnit(Number(whole));
  if (unit < 1) return Number(whole.slice(0, -3));
  return Number(whole) * unit + (fraction === undefined ? 0 : Math.round(Number(`0.${fraction}`) * unit));
}

export type DateOrder = "month-first" | "day-first" | "year-first";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NUMERIC = /^(\d{1,4})([/.-])(\d{1,2}|[a-z]{3,9})\2(\d{1,4})(?:(?:,?\s+|T)(.*))?$/i;
const NAMED = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:(?:,|\s+@|\s+at)?\s+(.*))?$/i;
const CLOCK =
  /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?(?:\s*(z|utc|gmt|[+-]\d\d:?\d\d))?$/i;

/**
 * A date by calendar order with an optional time of day: 10/31/2026 14:05:00.123, 31.10.2026, 12/Mar/24 9:41 AM,
 * Oct 9, 2024 2:41:10 PM. Months by name are English and settle the order themselves. Two-digit years are 2000–2099.
 */
export function parseCalendar(text: string, order: DateOrder): IsoParts | undefined {
  const tidy = text.trim().replace(/[\u00a0\u202f]/g, " ");
  const date = dateOf(tidy, order);
  if (date === undefined) return undefined;
  const midnight = Date.UTC(date.year, date.month - 1, date.day);
  const check = new Date(midnight);
  if (check.getUTCMonth() !== date.month - 1 || check.getUTCDate() !== date.day) return undefined;
  const clock = clockOf(date.rest);
  if (clock === undefined) return undefined;
  return { clock: midnight * MILLISECOND + clock.microseconds, offsetMinutes: clock.offsetMinutes };
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly rest: string;
}

function dateOf(text: string, order: DateOrder): DateParts | undefined {
  const named = NAMED.exec(text);
  if (named !== null) {
    const [, month = "", day, year, rest = ""] = named;
    return { year: Number(year), month: monthOf(month), day: Number(day), rest };
  }
  const numeric = NUMERIC.exec(text);
  if (numeric === null) return undefined;
  const [, first = "", , second = "", third = "", rest = ""] = numeric;
  if (first.length > 2) return { year: Number(first), month: monthOf(second), day: Number(third), rest };
  const year = third.length === 2 ? 2000 + Number(third) : Number(third);
  if (third.length === 3) return undefined;
  if (/[a-z]/i.test(second)) return { year, month: monthOf(second), day: Number(first), rest };
  if (order === "year-first") return undefined;
  const [month, day] = order === "month-first" ? [first, second] : [second, first];
  return { year, month: Number(month), day: Number(day), rest };
}

/** 1 to 12, 0 for a word that is no month. */
function monthOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

function clockOf(text: string): { microseconds: number; offsetMinutes: number | undefined } | undefined {
  if (text.trim() === "") return { microseconds: 0, offsetMinutes: undefined };
  const match = CLOCK.exec(text.trim());
  if (match === null) return undefined;
  const [, hourText, minute, second = "0", fraction = "", half, zone] = match;
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  if (hour > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  const microseconds = hour * HOUR + Number(minute) * MINUTE + Number(second) * SECOND + micros;
  return microseconds > DAY ? undefined : { microseconds, offsetMinutes: offsetOf(zone) };
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (/^[zug]/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "");
  return (zone.startsWith("-") ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}

/**
 * Whether dates such as 03/04/2026 put the day or the month first, from a sample: a first number over 12 can only be a
 * day, a second one over 12 only follows a month. `undefined` where no date tells; `conflict` where they disagree.
 */
export function decideDateOrder(texts: Iterable<string>): "month-first" | "day-first" | "conflict" | undefined {
  let dayFirst = false;
  let monthFirst = false;
  for (const text of texts) {
    const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(text);
    if (match === null) continue;
    if (Number(match[1]) > 12) dayFirst = true;
    if (Number(match[2]) > 12) monthFirst = true;
  }
  if (dayFirst && monthFirst) return "conflict";
  if (dayFirst) return "day-first";
  return monthFirst ? "month-first" : undefined;
}
