/** Where a time axis has its marks: on round hours, days and months of the zone's clock. */
import { DAY, HOUR, MINUTE, SECOND, toIso, type TimeRange, type Timestamp } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { formatClock, formatDay, formatSeconds } from "../format/time.ts";

export interface TimeTick {
  readonly time: Timestamp;
  readonly label: string;
  /** Whether a larger unit begins here: a day among hours, a year among months. */
  readonly isMajor: boolean;
}

const steps = [
  ...[1, 5, 15, 30].map((count) => count * SECOND),
  ...[1, 5, 15, 30].map((count) => count * MINUTE),
  ...[1, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7].map((count) => count * DAY),
];
const monthSteps = [1, 3, 6, 12];
const MONTH = 30 * DAY;

/** Ticks inside a range, at most `most` of them. */
export function timeTicks(range: TimeRange, zone: Zone, most: number): TimeTick[] {
  const wanted = (range.end - range.start) / Math.max(1, most);
  const step = steps.find((one) => one >= wanted);
  return step === undefined ? monthTicks(range, zone, wanted) : evenTicks(range, zone, step);
}

function evenTicks(range: TimeRange, zone: Zone, step: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  // 1970-01-05 was a Monday: weeks are counted from there.
  const origin = step === 7 * DAY ? 4 * DAY : 0;
  const first = range.start + zone.offsetAt(range.start) - step;
  const end = range.end + zone.offsetAt(range.end);
  for (let clock = origin + Math.ceil((first - origin) / step) * step; clock < end; clock += step) {
    const time = zone.instantAt(clock);
    if (time < range.start || time >= range.end || time === ticks.at(-1)?.time) continue;
    const isMidnight = clock % DAY === 0;
    ticks.push({
      time,
      label: step >= DAY || isMidnight ? formatDay(time, zone) : clockLabel(time, zone, step),
      isMajor: step < DAY ? isMidnight : toIso(clock as Timestamp).slice(8, 10) === "01",
    });
  }
  return ticks;
}

function clockLabel(time: Timestamp, zone: Zone, step: number): string {
  return step < MINUTE ? formatSeconds(time, zone).slice(11) : formatClock(time, zone);
}

function monthTicks(range: TimeRange, zone: Zone, wanted: number): TimeTick[] {
  const step = monthSteps.find((one) => one * MONTH >= wanted) ?? 12;
  const first = new Date((range.start + zone.offsetAt(range.start)) / 1000);
  const ticks: TimeTick[] = [];
  for (let month = first.getUTCMonth() - (first.getUTCMonth() % step); ; month += step) {
    const clock = Date.UTC(first.getUTCFullYear(), month, 1) * 1000;
    const time = zone.instantAt(clock);
    if (time >= range.end) return ticks;
    if (time < range.start) continue;
    const date = toIso(clock as Timestamp);
    const isYear = date.slice(5, 7) === "01";
    ticks.push({ time, label: isYear ? date.slice(0, 4) : formatDay(time, zone).slice(2), isMajor: isYear });
  }
}
