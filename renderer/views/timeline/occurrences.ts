/** The spans that a claim covers inside a range: its one span, or each time that it recurs on its own zone's clock. */
import { RRule } from "rrule";
import { MILLISECOND, overlap, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import { UTC, zoneOf } from "../../../src/base/zone.ts";
import type { Justification } from "../../../src/model/justification.ts";

/** A rule that recurs more often than this in what is shown would be drawn as one bar anyway. */
const MOST = 400;

export function occurrencesOf(claim: Justification, range: TimeRange): readonly TimeRange[] {
  const { start, end, recurrence } = claim;
  if (start === undefined) return [];
  const once: TimeRange = { start, end: end ?? range.end };
  if (recurrence === undefined) return overlap(once, range) > 0 ? [once] : [];
  const rule = ruleOf(recurrence, claim, start);
  if (rule === undefined) return [];
  const length = once.end - once.start;
  const zone = zoneOf(claim.timeZone ?? "UTC") ?? UTC;
  const clock = (time: number): Date => new Date((time + zone.offsetAt(time as Timestamp)) / MILLISECOND);
  const found: TimeRange[] = [];
  rule.between(clock(range.start - length), clock(range.end), true, (date) => {
    const begins = zone.instantAt(date.getTime() * MILLISECOND);
    const span = { start: begins, end: (begins + length) as Timestamp };
    if (overlap(span, range) > 0) found.push(span);
    return found.length < MOST;
  });
  return found;
}

/** The rule on the claim's local clock, as if that were UTC; `undefined` where the text is no rule. */
function ruleOf(text: string, claim: Justification, start: Timestamp): RRule | undefined {
  const zone = zoneOf(claim.timeZone ?? "UTC") ?? UTC;
  try {
    const options = RRule.parseString(text.replace(/^RRULE:/i, ""));
    return new RRule({ ...options, dtstart: new Date((start + zone.offsetAt(start)) / MILLISECOND) });
  } catch {
    return undefined;
  }
}
