/**
 * When two records of the same host and pid speak of one process: pids are used again, so that alone says little. An
 * entity id that both state settles it, and is compared by the caller.
 */
import { HOUR, SECOND } from "../../base/time.ts";

/** Sources state starts in whole seconds or rounded from clock ticks. */
export const START_TOLERANCE = 2 * SECOND;
/** Longer than any usual step between two snapshots of running processes, shorter than it takes to reuse pids often. */
export const STILL_THE_SAME = 6 * HOUR;

/**
 * By their starts, where both are known; else whether what is seen from `seenFirst` to `seenLast` can be the instance
 * that is known from `first` to `last`, and is close enough to it. NaN is not known.
 */
export function isSameProcess(
  knownStart: number,
  knownEnd: number,
  first: number,
  last: number,
  start: number,
  seenFirst: number,
  seenLast: number,
): boolean {
  if (!Number.isNaN(knownStart) && !Number.isNaN(start)) return Math.abs(knownStart - start) <= START_TOLERANCE;
  const begun = Number.isNaN(knownStart) ? start : knownStart;
  if (Math.min(seenFirst, first) < begun - START_TOLERANCE) return false;
  if (seenFirst > knownEnd + START_TOLERANCE) return false;
  return seenLast >= first - STILL_THE_SAME && seenFirst <= last + STILL_THE_SAME;
}
