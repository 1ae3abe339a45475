/**
 * When a stated threshold is exceeded, whatever is normal for the host: "over 90 % for 30 minutes" is said of samples,
 * and half an hour across two hours is in neither hour's median.
 */
import { HOUR, MINUTE, timestamp, type TimeRange } from "../base/time.ts";
import type { Calendar } from "../model/calendar.ts";
import type { PolicyThreshold } from "../model/detection-choices.ts";
import type { Samples } from "../model/series.ts";
import { cadenceOf } from "./combine-instances.ts";

/** One incident of breaking a policy: one stretch or several, shortly after one another. */
export interface PolicyBreach {
  /** From the first sample above to when the last one stopped counting. */
  readonly range: TimeRange;
  readonly stretches: number;
  /** Microseconds above the threshold, in stretches that are long enough. */
  readonly above: number;
  /** Whether the last sample of all is above. */
  readonly isOpen: boolean;
}

/** A sample says nothing of what comes this much later, or two steps where samples are rarer. */
const SILENCE = HOUR;

/**
 * A stretch is samples that follow each other, all above the threshold and none in hours that the policy leaves alone; a
 * sample counts until the next, or for one step where none follows. NaN is no sample. Stretches of the policy's minutes or
 * more are kept, and those at most `gap` microseconds apart are one breach.
 */
export function policyBreaches(
  samples: Samples,
  policy: PolicyThreshold,
  calendar: Calendar,
  gap: number,
): PolicyBreach[] {
  const breaches: PolicyBreach[] = [];
  for (const { start, end, isOpen } of stretches(samples, policy, calendar)) {
    if (end - start < policy.minutes * MINUTE) continue;
    const last = breaches.at(-1);
    const joins = last !== undefined && start - last.range.end <= gap;
    if (joins) breaches.pop();
    breaches.push({
      range: { start: timestamp(joins ? last.range.start : start), end: timestamp(end) },
      stretches: (joins ? last.stretches : 0) + 1,
      above: (joins ? last.above : 0) + end - start,
      isOpen,
    });
  }
  return breaches;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isOpen: boolean;
}

function stretches({ times, values }: Samples, policy: PolicyThreshold, calendar: Calendar): Stretch[] {
  const step = cadenceOf(times);
  const longest = Math.max(SILENCE, 2 * step);
  const found: Stretch[] = [];
  let start: number | undefined;
  let last = Number.NaN;
  const close = (end: number, isOpen: boolean): void => {
    if (start !== undefined) found.push({ start, end, isOpen });
    start = undefined;
  };
  for (let i = 0; i < times.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (value !== value) continue;
    const time = times[i] ?? Number.NaN;
    if (time - last > longest) close(last + step, false);
    const isAbove = value > policy.above && (policy.when === "always" || !calendar.isBusinessTime(timestamp(time)));
    if (isAbove) start ??= time;
    else close(time, false);
    last = time;
  }
  close(last + step, true);
  return found;
}
