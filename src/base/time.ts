/**
 * Time as the whole product uses it: whole microseconds since 1970 UTC in a branded number.
 *
 * Exact in a double and in SQLite until 2255, fits a `Float64Array`, needs no bigint. Finer clocks lose a digit here
 * and keep it in the evidence. Ranges are half-open: `start` belongs to the range, `end` does not.
 */
declare const timestampBrand: unique symbol;
export type Timestamp = number & { readonly [timestampBrand]: "Timestamp" };

export interface TimeRange {
  readonly start: Timestamp;
  readonly end: Timestamp;
}

export const MILLISECOND = 1_000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** The earliest and latest instant that is taken for a real time: 1980-01-01 and 2200-01-01 UTC. */
export const EARLIEST = Date.UTC(1980, 0, 1) * MILLISECOND;
export const LATEST = Date.UTC(2200, 0, 1) * MILLISECOND;

/** Whole microseconds as a `Timestamp`. The caller vouches for the unit. */
export function timestamp(microseconds: number): Timestamp {
  return Math.round(microseconds) as Timestamp;
}

export function fromMilliseconds(milliseconds: number): Timestamp {
  return Math.round(milliseconds * MILLISECOND) as Timestamp;
}

export function toMilliseconds(time: Timestamp): number {
  return time / MILLISECOND;
}

/** Whether a number of microseconds lies in the span in which computers have kept logs. */
export function isPlausible(microseconds: number): boolean {
  return microseconds >= EARLIEST && microseconds < LATEST;
}

/** ISO 8601 in UTC with as many fraction digits as the value needs: none, three or six. */
export function toIso(time: Timestamp): string {
  const text = new Date(Math.floor(time / MILLISECOND)).toISOString();
  const micros = ((time % SECOND) + SECOND) % SECOND;
  if (micros === 0) return `${text.slice(0, 19)}Z`;
  if (micros % MILLISECOND === 0) return text;
  return `${text.slice(0, 20)}${String(micros).padStart(6, "0")}Z`;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d\d:?\d\d)?$/;

export interface IsoParts {
  /** Microseconds as if the printed clock were UTC. */
  readonly clock: number;
  /** Minutes east of UTC, where the text says so. */
  readonly offsetMinutes: number | undefined;
}

/** Reads an ISO 8601 date or date-time; `undefined` for anything else, impossible dates included. */
export function parseIso(text: string): IsoParts | undefined {
  const match = ISO.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  const clock =
    midnight * MILLISECOND + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND + micros;
  return { clock, offsetMinutes: zone === undefined ? undefined : parseOffset(zone) };
}

/** An instant from ISO text that names its offset; `undefined` where it does not or is no date. */
export function parseInstant(text: string): Timestamp | undefined {
  const parts = parseIso(text);
  if (parts?.offsetMinutes === undefined) return undefined;
  return timestamp(parts.clock - parts.offsetMinutes * MINUTE);
}

function parseOffset(zone: string): number {
  if (zone === "Z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  const digits = zone.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}

export function overlap(a: TimeRange, b: TimeRange): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

export function contains(range: TimeRange, time: Timestamp): boolean {
  return time >= range.start && time < range.end;
}

/** The same times without overlaps, in order; ranges that touch become one. O(n log n). */
export function mergeRanges(ranges: readonly TimeRange[]): TimeRange[] {
  const merged: { start: Timestamp; end: Timestamp }[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const open = merged.at(-1);
    if (open !== undefined && range.start <= open.end) open.end = timestamp(Math.max(open.end, range.end));
    else merged.push({ ...range });
  }
  return merged;
}
