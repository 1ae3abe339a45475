/**
 * The business calendar of a host: its zone, its class's working hours and holidays, and the bin of the week that an
 * instant falls into. A holiday counts as a Sunday.
 */
import { DAY, HOUR, parseIso, type Timestamp } from "../base/time.ts";
import { UTC, zoneOf, type Zone } from "../base/zone.ts";
import { DEFAULT_BUSINESS_HOURS, type Host, type SystemClass } from "./fleet.ts";

/** Hours of the week, from Monday 00:00 local time. */
export const BINS = 168;

export interface Calendar {
  readonly zone: Zone;
  /** Hour of the week, 0 = Monday 00:00–00:59 local time. */
  binOf(time: Timestamp): number;
  isBusinessTime(time: Timestamp): boolean;
}

export function calendarOf(host: Pick<Host, "timeZone">, systemClass: SystemClass | undefined): Calendar {
  const zone = (host.timeZone === undefined ? undefined : zoneOf(host.timeZone)) ?? UTC;
  const hours = systemClass?.businessHours ?? DEFAULT_BUSINESS_HOURS;
  const holidays = new Set((systemClass?.holidays ?? []).map(dayOf));
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);

  /** Local day number and whether it is a holiday; days since 1970-01-01, a Thursday. */
  const dayOfWeek = (day: number): number => {
    if (holidays.has(day)) return 6;
    return (((day + 3) % 7) + 7) % 7;
  };

  return {
    zone,
    binOf(time) {
      const clock = time + zone.offsetAt(time);
      const day = Math.floor(clock / DAY);
      return dayOfWeek(day) * 24 + Math.floor((clock - day * DAY) / HOUR);
    },
    isBusinessTime(time) {
      const clock = time + zone.offsetAt(time);
      const day = Math.floor(clock / DAY);
      if (!hours.days.includes(dayOfWeek(day) + 1)) return false;
      const minute = Math.floor((clock - day * DAY) / (HOUR / 60));
      return minute >= from && minute < to;
    },
  };
}

/** Days since 1970-01-01 of a `YYYY-MM-DD`; a text that is no date matches no day. */
function dayOf(date: string): number {
  return (parseIso(date)?.clock ?? Number.NaN) / DAY;
}

function minutesOf(text: string): number {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}
