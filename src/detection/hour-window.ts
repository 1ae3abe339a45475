/** Whole hours in which a series is abnormal: all of them, or the same hours of each day. */
import type { HourGrid } from "./hour-grid.ts";

/** Half-open. */
export interface HourSpan {
  readonly from: number;
  readonly to: number;
  /** Bit h is set where the hours from h to h + 1 of each day, on the host's clock, belong to it; all where absent. */
  readonly daily?: number;
}

export interface HourWindow extends HourSpan {
  /** Whether it was still open at the end of the data. */
  readonly isOpen: boolean;
}

const ALL_DAY = 0xff_ff_ff;

/** Whether the clock hour of `hour` belongs to the span; that `hour` is within its bounds is not asked. */
export function isAtItsHours({ daily = ALL_DAY }: HourSpan, { bin }: HourGrid, hour: number): boolean {
  return ((daily >> ((bin[hour] ?? 0) % 24)) & 1) === 1;
}

/** How many hours belong to it. */
export function hoursIn(span: HourSpan, grid: HourGrid): number {
  if (span.daily === undefined) return span.to - span.from;
  let count = 0;
  for (let hour = span.from; hour < span.to; hour++) if (isAtItsHours(span, grid, hour)) count++;
  return count;
}

/** The hours before it that are as it is, so many days of them. */
export function daysBefore({ from, daily }: HourSpan, days: number): HourSpan {
  return { from: from - days * 24, to: from, ...(daily === undefined ? {} : { daily }) };
}

/** Its beginning, at most so many hours. */
export function firstHours({ from, to, daily }: HourSpan, hours: number): HourSpan {
  return { from, to: Math.min(to, from + hours), ...(daily === undefined ? {} : { daily }) };
}
