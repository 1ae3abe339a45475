/** The span of time that each timeline shows, by its host, so that a chart keeps its zoom whatever else changes. */
import { create } from "zustand";
import { MINUTE, type TimeRange, type Timestamp } from "../../src/base/time.ts";

/** The shortest span that a timeline shows. */
export const NARROWEST = MINUTE;

export const useViewports = create<Readonly<Record<string, TimeRange | undefined>>>(() => ({}));

/** Shows a span; `undefined` fits everything there is. */
export function setViewport(host: string, range: TimeRange | undefined): void {
  useViewports.setState({ [host]: range });
}

/** The range kept inside the limits, at least `NARROWEST` wide: moved rather than cut where it fits. */
export function fitInside(range: TimeRange, limits: TimeRange): TimeRange {
  const widest = Math.max(NARROWEST, limits.end - limits.start);
  const width = Math.min(widest, Math.max(NARROWEST, range.end - range.start));
  const latest = Math.max(limits.start, limits.end - width);
  const start = Math.round(Math.min(Math.max(range.start, limits.start), latest));
  return { start: start as Timestamp, end: (start + Math.round(width)) as Timestamp };
}

/** The range made `factor` times as wide around an instant that stays where it is on the screen. */
export function zoomAround(range: TimeRange, centre: number, factor: number): TimeRange {
  return {
    start: (centre - (centre - range.start) * factor) as Timestamp,
    end: (centre + (range.end - centre) * factor) as Timestamp,
  };
}

export function shift(range: TimeRange, by: number): TimeRange {
  return { start: (range.start + by) as Timestamp, end: (range.end + by) as Timestamp };
}
