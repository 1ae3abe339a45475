/** The plan of a host before any incident: restarts, resident programs, days off, holes in the recording. */
import { DAY, HOUR, MINUTE, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import type { Random } from "../statistics/random.ts";
import type { DemoHost } from "./fleet.ts";
import { atLocal, dateText, localDays, weekdayOf, type Period } from "./period.ts";
import type { HostPlan, ProcessRun } from "./plan.ts";
import { runsOver } from "./process-runs.ts";
import { HOLIDAYS } from "./sites.ts";

export function makeHostPlan(host: DemoHost, period: Period, random: Random): HostPlan {
  const restarts = restartTimes(host, period, random.fork("restarts"));
  return {
    host,
    restarts,
    residents: residentRuns(host, period, restarts, random.fork("residents")),
    daysOff: daysOff(host, period, random.fork("vacation")),
    gaps: recordingGaps(period, random.fork("gaps")),
    incidents: { loads: [], runs: [], flows: [], controls: [], windowsEvents: [], claims: [], tickets: [], labels: [] },
  };
}

/** The second Tuesday of a month, on which Windows hosts are patched. */
export function isPatchDay(day: number): boolean {
  const dayOfMonth = Number(dateText(day).slice(8));
  return weekdayOf(day) === 2 && dayOfMonth > 7 && dayOfMonth <= 14;
}

/** Patching ends with a restart; the patching incident takes its time from here. */
function restartTimes(host: DemoHost, period: Period, random: Random): Timestamp[] {
  if (host.machine.os === "linux") return [];
  const zone = host.calendar.zone;
  return localDays(zone, period)
    .filter(isPatchDay)
    .map((day) => atLocal(zone, day, random.between(23.2, 27.2)))
    .filter((time) => time > period.start + HOUR && time < period.end);
}

function residentRuns(host: DemoHost, period: Period, restarts: readonly Timestamp[], random: Random): ProcessRun[] {
  const range = { start: timestamp(period.start - random.between(5, 30) * DAY), end: timestamp(period.end + DAY) };
  return host.machine.residents.flatMap(({ program }) =>
    runsOver({ host, program, range, restarts, random, band: "resident" }),
  );
}

/** Weekends, holidays and, at office endpoints, one or two vacations of a week or two in half a year. */
function daysOff(host: DemoHost, period: Period, random: Random): Set<number> {
  const days = localDays(host.calendar.zone, period);
  const off = new Set(days.filter((day) => weekdayOf(day) > 5 || HOLIDAYS.includes(dateText(day))));
  if (host.machine.className !== "office-endpoint") return off;
  for (const [index, first] of days.entries()) {
    if (weekdayOf(first) !== 1 || !random.chance(0.05)) continue;
    const length = random.chance(0.4) ? 14 : 7;
    for (const day of days.slice(index, index + length)) off.add(day);
  }
  return off;
}

/** The collector stops about once in two months: mostly for hours, sometimes for days. */
function recordingGaps(period: Period, random: Random): TimeRange[] {
  const gaps: TimeRange[] = [];
  let time = period.start + random.exponential() * 55 * DAY;
  while (time < period.end) {
    const length = Math.min(4 * DAY, (40 + 60 * random.pareto(0.9)) * MINUTE);
    gaps.push({ start: timestamp(time), end: timestamp(time + length) });
    time += length + random.exponential() * 55 * DAY;
  }
  return gaps;
}
