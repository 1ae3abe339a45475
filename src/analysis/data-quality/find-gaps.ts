/**
 * Gaps of one metric: hours without a sample in which it usually has some.
 *
 * A laptop at night is no gap, since its nights never report. Weeks without any sample say nothing of what is usual, so
 * that a long gap does not hide itself.
 */
import { KINDS, type HourGrid } from "../../detection/hour-grid.ts";

/** Share of a kind of hour (of a business day, of a day off) that usually reports. */
export const USUALLY = 0.8;
/** Hours without a sample, of those in which one was to be expected, that make a gap. */
export const LEAST_HOURS = 3;
/** Exports end at different times of a day: what is missing at the very end is told from this length on. */
export const LEAST_HOURS_AT_END = 24;

export interface Gap {
  /** Hours of the grid, half-open. */
  readonly from: number;
  readonly to: number;
  /** Whether nothing comes after it. */
  readonly isLast: boolean;
}

/** `count` holds samples an hour of the grid, up to where samples were to be expected. Before the first sample nothing is missing. O(hours). */
export function findGaps(count: ArrayLike<number>, grid: HourGrid): Gap[] {
  let first = 0;
  while (first < count.length && count[first] === 0) first++;
  let last = count.length - 1;
  while (last > first && count[last] === 0) last--;
  if (first >= count.length) return [];
  const usual = usualShare(count, grid, first, last);
  const gaps: Gap[] = [];
  let from = first;
  let expected = 0;
  const close = (to: number): void => {
    const isLast = to > last;
    if (expected >= (isLast ? LEAST_HOURS_AT_END : LEAST_HOURS)) gaps.push({ from, to, isLast });
  };
  for (let hour = first; hour < count.length; hour++) {
    if (count[hour] !== 0) {
      close(hour);
      from = hour + 1;
      expected = 0;
    } else if ((usual[grid.kind[hour] ?? 0] ?? 0) >= USUALLY) expected++;
  }
  close(count.length);
  return gaps;
}

/** Share of the hours of each kind that have samples, in weeks (of seven days from the first sample on) that have any. */
function usualShare(count: ArrayLike<number>, grid: HourGrid, first: number, last: number): Float64Array {
  const seen = new Float64Array(KINDS);
  const all = new Float64Array(KINDS);
  for (let week = first; week <= last; week += 168) {
    const end = Math.min(last + 1, week + 168);
    let reports = false;
    for (let hour = week; hour < end; hour++) reports ||= (count[hour] ?? 0) > 0;
    if (!reports) continue;
    for (let hour = week; hour < end; hour++) {
      const kind = grid.kind[hour] ?? 0;
      all[kind] = (all[kind] ?? 0) + 1;
      if ((count[hour] ?? 0) > 0) seen[kind] = (seen[kind] ?? 0) + 1;
    }
  }
  return seen.map((hours, kind) => hours / Math.max(1, all[kind] ?? 0));
}
