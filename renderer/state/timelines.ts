/** What each timeline shows besides its host's own lines: hosts laid over it, another period of itself. By its host. */
import { create } from "zustand";
import { DAY, timestamp, type TimeRange, type Timestamp } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import type { Against } from "../charts/lane.ts";

/** The same host at another time, so much earlier on its own clock. */
export interface Comparison {
  /** Microseconds of clock time; a whole number of weeks where hours of the week stand over each other. */
  readonly earlier: number;
  readonly label: string;
}

export interface TimelineOptions {
  readonly overlays: readonly string[];
  readonly comparison: Comparison | undefined;
  readonly band: Against;
  /** Whether names that were looked up are among the control events: a sensor reports so many that they hide the rest. */
  readonly showsLookups: boolean;
}

export const plainTimeline: TimelineOptions = { overlays: [], comparison: undefined, band: "own", showsLookups: false };

export const useTimelines = create<Readonly<Record<string, TimelineOptions | undefined>>>(() => ({}));

export function changeTimeline(host: string, change: Partial<TimelineOptions>): void {
  const before = useTimelines.getState()[host] ?? plainTimeline;
  useTimelines.setState({ [host]: { ...before, ...change } });
}

export const WEEK = 7 * DAY;

/** The comparison that puts hours of the week over each other, `weeks` earlier. */
export function weeksEarlier(weeks: number): Comparison {
  return { earlier: weeks * WEEK, label: weeks === 1 ? "1 week earlier" : `${String(weeks)} weeks earlier` };
}

/** An instant moved by clock time: across a change of the clocks the hour of the day stays. */
export function byClock(time: number, by: number, zone: Zone): Timestamp {
  return zone.instantAt(time + zone.offsetAt(timestamp(time)) + by);
}

export function rangeByClock(range: TimeRange, by: number, zone: Zone): TimeRange {
  return { start: byClock(range.start, by, zone), end: byClock(range.end, by, zone) };
}
