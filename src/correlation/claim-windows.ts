/** When a justification is in force, from its times and its recurrence rule. */
import { EARLIEST, LATEST, timestamp, type TimeRange } from "../base/time.ts";
import type { Justification } from "../model/justification.ts";
import { occurrences } from "./recurrence.ts";

/**
 * Windows that touch the range, in order of time. A record without a start holds from ever, one without an end until
 * further notice. `undefined` where its recurrence rule cannot be followed.
 */
export function claimWindows(claim: Justification, range: TimeRange): readonly TimeRange[] | undefined {
  const { start, end, recurrence } = claim;
  if (recurrence !== undefined) {
    if (start === undefined) return undefined;
    const duration = end === undefined ? 0 : Math.max(0, end - start);
    return occurrences({ rule: recurrence, start, duration, timeZone: claim.timeZone }, range);
  }
  const whole = { start: start ?? timestamp(EARLIEST), end: end ?? timestamp(LATEST) };
  return whole.start < range.end && whole.end > range.start ? [whole] : [];
}
