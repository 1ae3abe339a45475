/**
 * When a recurring justification is in force: its RRULE (RFC 5545) expanded on the wall clock of its own zone, so that
 * "every night at 2" stays at 2 when the clocks change.
 *
 * Rules come from tickets and are not trusted. The library follows a rule that never matches for eight thousand years,
 * so daily and hourly rules are given to it without their conditions on dates, which are checked here, and the rest is
 * refused where it is out of bounds.
 */
import * as rruleModule from "rrule";
import type { Options, RRule as Rule } from "rrule";
import { DAY, MILLISECOND, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import { UTC, zoneOf, type Zone } from "../base/zone.ts";

// Node sees a CommonJS module, whose names are all under `default`; bundlers and tests see them directly.
const { RRule } = "RRule" in rruleModule ? rruleModule : (rruleModule as { default: typeof rruleModule }).default;

export interface Recurrence {
  readonly rule: string;
  readonly start: Timestamp;
  /** Microseconds that each occurrence lasts. */
  readonly duration: number;
  readonly timeZone: string | undefined;
}

/** A rule is followed for so long from its first occurrence, and for no more occurrences that touch the range. */
const LONGEST_SPAN = 20 * 366 * DAY;
const MOST_OCCURRENCES = 9_000;
const LONGEST_RULE = 1_000;
const MOST_TIMES_A_DAY = 24;
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

interface BoundedRule {
  readonly rule: Rule;
  /** Conditions on the date that the library was not given. */
  matches(clock: Date): boolean;
  readonly count: number;
}

/** Occurrences that touch the range, in order of time; `undefined` where the rule cannot be read or followed. */
export function occurrences(recurrence: Recurrence, range: TimeRange): TimeRange[] | undefined {
  const zone = (recurrence.timeZone === undefined ? undefined : zoneOf(recurrence.timeZone)) ?? UTC;
  const until = Math.min(range.end, recurrence.start + LONGEST_SPAN);
  if (until < recurrence.start) return [];
  const bounded = boundedRule(recurrence.rule, clockOf(recurrence.start, zone), clockOf(until, zone), zone);
  if (bounded === undefined) return undefined;
  const found: TimeRange[] = [];
  let seen = 0;
  bounded.rule.all((clock) => {
    if (!bounded.matches(clock)) return true;
    seen++;
    const start = zone.instantAt(clock.getTime() * MILLISECOND);
    const end = timestamp(start + recurrence.duration);
    if (end > range.start && start < range.end) found.push({ start, end });
    return start < range.end && seen < bounded.count && found.length < MOST_OCCURRENCES;
  });
  return found;
}

/** The local clock as the date that the library takes for UTC. */
function clockOf(time: number, zone: Zone): Date {
  return new Date(Math.floor((time + zone.offsetAt(timestamp(time))) / MILLISECOND));
}

function boundedRule(text: string, start: Date, until: Date, zone: Zone): BoundedRule | undefined {
  const stated = parse(text);
  if (stated?.freq === undefined || stated.freq > RRule.HOURLY || !isWithinBounds(stated)) return undefined;
  const { count, until: statedUntil, bymonth, bymonthday, byweekday, byhour, ...rest } = stated;
  // UNTIL is an instant; the rule runs on the local clock.
  const last = statedUntil instanceof Date ? clockOf(statedUntil.getTime() * MILLISECOND, zone) : until;
  const limits = { dtstart: start, until: last < until ? last : until, tzid: null };
  const isFine = stated.freq >= RRule.DAILY;
  const rule = new RRule(
    isFine
      ? { ...rest, ...(stated.freq === RRule.DAILY ? { byhour: byhour ?? null } : {}), ...limits }
      : { ...stated, count: null, ...limits },
  );
  const months = numbersOf(bymonth);
  const days = numbersOf(bymonthday);
  const weekdays = weekdaysOf(byweekday);
  const hours = stated.freq === RRule.HOURLY ? numbersOf(byhour) : [];
  const has = (allowed: readonly number[], value: number): boolean => allowed.length === 0 || allowed.includes(value);
  return {
    rule,
    count: count ?? Number.POSITIVE_INFINITY,
    matches: (clock) =>
      !isFine ||
      (has(months, clock.getUTCMonth() + 1) &&
        (has(days, clock.getUTCDate()) || days.includes(clock.getUTCDate() - lengthOfMonth(clock) - 1)) &&
        has(weekdays, (clock.getUTCDay() + 6) % 7) &&
        has(hours, clock.getUTCHours())),
  };
}

function parse(text: string): Partial<Options> | undefined {
  if (text.length > LONGEST_RULE) return undefined;
  try {
    return RRule.parseString(text.trim().replace(/^RRULE:/i, ""));
  } catch {
    return undefined;
  }
}

function isWithinBounds(stated: Partial<Options>): boolean {
  const within = (values: readonly number[], least: number, most: number): boolean =>
    values.every((value) => Number.isInteger(value) && value >= least && value <= most);
  const months = numbersOf(stated.bymonth);
  const days = numbersOf(stated.bymonthday);
  const [hours, minutes, seconds] = [stated.byhour, stated.byminute, stated.bysecond].map(numbersOf);
  if (hours === undefined || minutes === undefined || seconds === undefined) return false;
  const timesADay = [hours, minutes, seconds].reduce((product, { length }) => product * Math.max(1, length), 1);
  const isFine = (stated.freq ?? 0) >= RRule.DAILY;
  const isRare = [stated.byweekno, stated.byyearday, stated.byeaster, stated.bysetpos].some(
    (value) => value !== undefined && value !== null,
  );
  return (
    within([stated.interval ?? 1], 1, 10_000) &&
    within(hours, 0, 23) &&
    within(minutes, 0, 59) &&
    within(seconds, 0, 59) &&
    within(months, 1, 12) &&
    within(days, -31, 31) &&
    timesADay <= MOST_TIMES_A_DAY &&
    !(isFine && isRare) &&
    (months.length === 0 ||
      days.length === 0 ||
      months.some((month) => days.some((day) => Math.abs(day) <= (LONGEST_MONTHS[month - 1] ?? 0))))
  );
}

function numbersOf(value: number | readonly number[] | null | undefined): readonly number[] {
  if (value === undefined || value === null) return [];
  return typeof value === "number" ? [value] : value;
}

/** Days of the week as the library counts them: 0 is Monday. */
function weekdaysOf(value: Options["byweekday"] | undefined): readonly number[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((day) =>
    typeof day === "number"
      ? day
      : typeof day === "string"
        ? ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].indexOf(day)
        : day.weekday,
  );
}

function lengthOfMonth(clock: Date): number {
  return new Date(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth() + 1, 0)).getUTCDate();
}
