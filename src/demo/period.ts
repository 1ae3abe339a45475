/** The span that a demo covers: a fixed calendar, so that the same seed gives the same bytes whenever it is run. */
import { DAY, HOUR, SECOND, timestamp, type Timestamp } from "../base/time.ts";
import type { Zone } from "../base/zone.ts";
import type { Calendar } from "../model/calendar.ts";

/** Monday 2026-01-05 00:00 UTC. */
const FIRST = timestamp(Date.UTC(2026, 0, 5) * 1000);

export interface Period {
  readonly start: Timestamp;
  readonly end: Timestamp;
  readonly days: number;
  readonly stepSeconds: number;
  /** Samples of one series. Sample `i` is at `start + i` steps and averages the step before it. */
  readonly count: number;
}

export function makePeriod(days: number, stepSeconds: number): Period {
  return {
    start: FIRST,
    end: timestamp(FIRST + days * DAY),
    days,
    stepSeconds,
    count: Math.floor((days * 86_400) / stepSeconds),
  };
}

export function sampleTime(period: Period, index: number): Timestamp {
  return (period.start + index * period.stepSeconds * SECOND) as Timestamp;
}

/** The instant at a share (0–1) of the period. */
export function atShare(period: Period, share: number): Timestamp {
  return timestamp(period.start + share * (period.end - period.start));
}

/** Days since 1970 on the local calendar. */
export function localDay(zone: Zone, time: Timestamp): number {
  return Math.floor((time + zone.offsetAt(time)) / DAY);
}

/** The instant at which local clocks show `hours` (may exceed 24) on a local day. */
export function atLocal(zone: Zone, day: number, hours: number): Timestamp {
  return timestamp(zone.instantAt(Math.round(day * DAY + hours * HOUR)));
}

/** ISO day of the week, Monday is 1. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The working day at a share of the period, or the last one before it. */
export function workdayAt(calendar: Calendar, period: Period, share: number): number {
  let day = localDay(calendar.zone, atShare(period, share));
  while (!calendar.isBusinessTime(atLocal(calendar.zone, day, 12))) day -= 1;
  return day;
}

/** Every local day that has any part inside the period. */
export function localDays(zone: Zone, period: Period): number[] {
  const first = localDay(zone, period.start);
  const last = localDay(zone, timestamp(period.end - 1));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
