import { correlation } from "../../statistics/correlation.ts";

/**
 * Whole hours by which one measure of a host follows another that should move with it: the mark of a time zone that was
 * taken for another.
 */
export interface HourShift {
  /** By how many hours the second is later; negative where it is earlier. */
  readonly hours: number;
  /** Correlation (Pearson) at that shift, and without one. */
  readonly correlation: number;
  readonly unshifted: number;
}

/** Zones lie between UTC-12 and UTC+14. */
const MOST_HOURS = 14;
const LEAST_COMMON = 14 * 24;
/** How well the two go together once shifted, and how much better than as they are. */
const TOGETHER = 0.6;
const BETTER = 0.3;

/** Of two columns over the same hours, NaN where there are no samples; `undefined` where no shift stands out. */
export function findHourShift(first: Float32Array, second: Float32Array): HourShift | undefined {
  const unshifted = shifted(first, second, 0);
  let best: HourShift | undefined;
  for (let hours = -MOST_HOURS; hours <= MOST_HOURS; hours++) {
    const found = shifted(first, second, hours);
    if (found >= TOGETHER && found > (best?.correlation ?? 0)) best = { hours, correlation: found, unshifted };
  }
  return best !== undefined && best.hours !== 0 && best.correlation - unshifted >= BETTER ? best : undefined;
}

/** Of each hour of the first with the hour of the second that is so many later. */
function shifted(first: Float32Array, second: Float32Array, hours: number): number {
  return correlation(first.subarray(Math.max(0, -hours)), second.subarray(Math.max(0, hours)), LEAST_COMMON);
}
