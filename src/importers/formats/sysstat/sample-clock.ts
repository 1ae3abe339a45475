/**
 * Instants of samples that are printed with a time of day only, under a banner or beside a field that has the date once.
 */
import { DAY, HOUR, isPlausible, MINUTE, parseIso, SECOND, timestamp, type Timestamp } from "../../../base/time.ts";
import { UTC, type Zone } from "../../../base/zone.ts";
import { decideDateOrder, parseCalendar } from "../../reading/times.ts";

export interface SampleClock {
  /** Takes the date of a run as its locale prints it; a reason where it is none. */
  startDay(date: string): string | undefined;
  /** `10:05:00`, `10:05:00 PM`: the day goes on when the clock falls back by more than half a day. */
  timeOf(clock: string): Timestamp | string;
}

export function sampleClock(zone: Zone | undefined, note: (text: string) => void): SampleClock {
  let midnight: number | undefined;
  let last = 0;
  /** What is worth noting once a time of day was read, and no sooner: a run in Unix seconds needs neither. */
  let doubts: string[] = [
    zone === undefined
      ? "Times of day name no zone and nobody stated one: they were read as UTC."
      : `Times of day name no zone: they were read in ${zone.name}, as stated for this source.`,
  ];
  return {
    startDay(date) {
      last = 0;
      midnight = dayOf(date, (doubt) => doubts.push(doubt));
      return midnight === undefined ? `"${date.slice(0, 40)}" is not a date.` : undefined;
    },
    timeOf(clock) {
      if (midnight === undefined) return "No date is known for the time of day.";
      const time = microsecondsOf(clock);
      if (time === undefined) return `"${clock.slice(0, 40)}" is not a time of day.`;
      if (time < last - DAY / 2) midnight += DAY;
      last = time;
      doubts.forEach(note);
      doubts = [];
      const instant = (zone ?? UTC).instantAt(midnight + time);
      return isPlausible(instant) ? timestamp(instant) : "The time lies outside 1980 to 2200.";
    },
  };
}

function dayOf(date: string, note: (text: string) => void): number | undefined {
  const iso = parseIso(date);
  if (iso !== undefined) return iso.clock;
  const order = decideDateOrder([date]) ?? (date.includes(".") ? "day-first" : undefined);
  if (order === undefined)
    note(`The date ${date.slice(0, 20)} was read with the month first, as sysstat's own locale does.`);
  return order === "conflict" ? undefined : parseCalendar(date, order ?? "month-first")?.clock;
}

function microsecondsOf(clock: string): number | undefined {
  const match = /^(\d{1,2}):(\d\d):(\d\d)(?:\s*([AP])M)?$/i.exec(clock);
  if (match === null) return undefined;
  const [, hourText, minute, second, half] = match;
  const hour = half === undefined ? Number(hourText) : (Number(hourText) % 12) + (/p/i.test(half) ? 12 : 0);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  return hour * HOUR + Number(minute) * MINUTE + Number(second) * SECOND;
}
