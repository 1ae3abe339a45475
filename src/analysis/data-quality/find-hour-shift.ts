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
export function findHourShift(first: ArrayLike<number>, second: ArrayLike<number>): HourShift | undefined {
  const unshifted = correlation(first, second, 0);
  let best: HourShift | undefined;
  for (let hours = -MOST_HOURS; hours <= MOST_HOURS; hours++) {
    const found = correlation(first, second, hours);
    if (found >= TOGETHER && found > (best?.correlation ?? 0)) best = { hours, correlation: found, unshifted };
  }
  return best !== undefined && best.hours !== 0 && best.correlation - unshifted >= BETTER ? best : undefined;
}

/** NaN where too few hours have both, or where one never changes. */
function correlation(first: ArrayLike<number>, second: ArrayLike<number>, shift: number): number {
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  let sumAa = 0;
  let sumBb = 0;
  let sumAb = 0;
  for (let hour = Math.max(0, -shift); hour < first.length && hour + shift < second.length; hour++) {
    const a = first[hour] ?? Number.NaN;
    const b = second[hour + shift] ?? Number.NaN;
    if (a !== a || b !== b) continue;
    n++;
    sumA += a;
    sumB += b;
    sumAa += a * a;
    sumBb += b * b;
    sumAb += a * b;
  }
  if (n < LEAST_COMMON) return Number.NaN;
  const spread = (sumAa - (sumA * sumA) / n) * (sumBb - (sumB * sumB) / n);
  return spread > 0 ? (sumAb - (sumA * sumB) / n) / Math.sqrt(spread) : Number.NaN;
}
