/** Load of each hour of the week on the host's clock: as expected and as observed, in numbers and in words. */
import type { LaneData } from "../../../src/model/lane.ts";
import { DAY, HOUR, timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import { BINS } from "../../../src/model/calendar.ts";
import { median } from "../../../src/statistics/median.ts";
import { hourOfWeekWords } from "../../charts/week-heat-map.tsx";
import { formatMeasure } from "../../format/measure.ts";

export interface HostWeek {
  /** Medians of the hours, Monday 00:00 first; NaN where nothing is known. */
  readonly observed: Float64Array;
  readonly expected: Float64Array | undefined;
  /** What is observed beyond expected, never less than nothing. */
  readonly beyond: Float64Array | undefined;
}

export function hostWeek(lane: LaneData, zone: Zone): HostWeek {
  const observed = mediansByHour(lane.envelope.times, lane.envelope.mean, zone);
  const expected = lane.band === undefined ? undefined : mediansByHour(lane.band.times, lane.band.median, zone);
  const beyond = expected && observed.map((value, hour) => Math.max(0, value - (expected[hour] ?? Number.NaN)));
  return { observed, expected, beyond };
}

/** The hour with the greatest value; the first one where none is known. */
export function highestHour(values: Float64Array): number {
  const highest = Math.max(...values.filter((value) => !Number.isNaN(value)));
  return Math.max(0, values.indexOf(highest));
}

/** The hours in a sentence, for those who do not see the map. */
export function weekSummary(values: Float64Array, unit: string): string {
  const typical = median(values);
  if (Number.isNaN(typical)) return "no hour has samples";
  const highest = highestHour(values);
  const measure = (value: number): string => formatMeasure(value, unit);
  return `typically ${measure(typical)}, highest on ${hourOfWeekWords(highest)} with ${measure(values[highest] ?? Number.NaN)}`;
}

/** One hour of the week in words. */
export function hourWords({ observed, expected, beyond }: HostWeek, hour: number, unit: string): string {
  const measure = (values: Float64Array): string => formatMeasure(values[hour] ?? Number.NaN, unit);
  return [
    `${hourOfWeekWords(hour)}: observed ${measure(observed)}`,
    ...(expected === undefined ? [] : [`expected ${measure(expected)}`]),
    ...(beyond === undefined ? [] : [`beyond expected ${measure(beyond)}`]),
  ].join(", ");
}

function mediansByHour(times: Float64Array, values: Float64Array, zone: Zone): Float64Array {
  const bins = Array.from({ length: BINS }, (): number[] => []);
  times.forEach((time, point) => {
    const value = values[point];
    if (value !== undefined && !Number.isNaN(value)) bins[binOf(time, zone)]?.push(value);
  });
  return Float64Array.from(bins, middleOf);
}

function middleOf(values: number[]): number {
  values.sort((a, b) => a - b);
  const upper = values[values.length >> 1] ?? Number.NaN;
  const lower = values[(values.length - 1) >> 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** 1970-01-01 was a Thursday, so that Monday is three days on. */
function binOf(time: number, zone: Zone): number {
  const clock = time + zone.offsetAt(timestamp(time)) + 3 * DAY;
  const week = BINS * HOUR;
  return Math.floor((((clock % week) + week) % week) / HOUR);
}
