/** Load of each hour of the week on the host's clock: as expected and as observed. */
import type { LaneData } from "../../../src/model/lane.ts";
import { DAY, HOUR, timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import { BINS } from "../../../src/model/calendar.ts";

export interface HostWeek {
  /** Medians of the hours, Monday 00:00 first; NaN where nothing is known. */
  readonly observed: Float64Array;
  readonly expected: Float64Array | undefined;
}

export function hostWeek(lane: LaneData, zone: Zone): HostWeek {
  return {
    observed: mediansByHour(lane.envelope.times, lane.envelope.mean, zone),
    expected: lane.band === undefined ? undefined : mediansByHour(lane.band.times, lane.band.median, zone),
  };
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
