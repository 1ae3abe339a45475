/**
 * Which programs were there when the load was and not when it was not: what starts and stops alone can say where no
 * samples show what a process used. It is an estimate, and is told as one.
 */
import { HOUR, mergeRanges, overlap, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import type { Ground } from "./suspicion.ts";
import type { ExcessCurve } from "./excess-curve.ts";

export interface RunningTime {
  readonly identity: string;
  readonly start: Timestamp;
  /** `undefined` where no stop is known: it is taken to run on where stops are recorded at all. */
  readonly end: Timestamp | undefined;
}

export interface PresenceEstimate {
  /** 0–1: share of the excess during which it ran, less the share of the time before during which it ran as well. */
  readonly share: number;
  readonly duringExcess: number;
  readonly before: number;
}

const TELLING_SHARE = 0.8;
/** Runs cannot be told from the load where there is less time before it. */
const LEAST_BEFORE = 24 * HOUR;

/**
 * By program. Empty without excess, and without a day before the onset in which the program could have run. `before` is
 * the time before the onset that the records cover. O(runs × hours of the episode).
 */
export function estimateByPresence(
  runs: readonly RunningTime[],
  curve: ExcessCurve,
  before: TimeRange,
): ReadonlyMap<string, PresenceEstimate> {
  const estimates = new Map<string, PresenceEstimate>();
  if (!(curve.total > 0) || before.end - before.start < LEAST_BEFORE) return estimates;
  for (const [identity, ranges] of rangesByProgram(runs, curve.range.end)) {
    const merged = mergeRanges(ranges);
    let covered = 0;
    curve.excess.forEach((excess, index) => {
      if (excess <= 0) return;
      const start = timestamp(Math.max(curve.start + index * HOUR, curve.range.start));
      const end = timestamp(Math.min(curve.start + (index + 1) * HOUR, curve.range.end));
      covered += excess * (timeIn(merged, { start, end }) / (end - start));
    });
    const duringExcess = Math.min(1, covered / curve.total);
    const ranBefore = timeIn(merged, before) / (before.end - before.start);
    estimates.set(identity, { share: Math.max(0, duringExcess - ranBefore), duringExcess, before: ranBefore });
  }
  return estimates;
}

/** The estimate as a ground, where it is high enough to tell programs apart. */
export function estimatedGrounds(estimate: PresenceEstimate | undefined): Ground[] {
  if (estimate === undefined || estimate.share < TELLING_SHARE) return [];
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const text =
    `ran during ${percent(estimate.duringExcess)} of the excess and ${percent(estimate.before)} of the time before it ` +
    "(estimated from starts and stops, since no samples show what it used)";
  return [{ kind: "presence", text, weight: 0.15 }];
}

function rangesByProgram(runs: readonly RunningTime[], until: Timestamp): Map<string, TimeRange[]> {
  const hasStops = runs.some(({ end }) => end !== undefined);
  const byProgram = new Map<string, TimeRange[]>();
  for (const { identity, start, end } of runs) {
    const last = end ?? (hasStops ? until : undefined);
    if (last === undefined || last <= start) continue;
    const ranges = byProgram.get(identity);
    if (ranges === undefined) byProgram.set(identity, [{ start, end: last }]);
    else ranges.push({ start, end: last });
  }
  return byProgram;
}

function timeIn(ranges: readonly TimeRange[], range: TimeRange): number {
  return ranges.reduce((sum, one) => sum + overlap(one, range), 0);
}
