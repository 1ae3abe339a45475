import { median } from "./median.ts";

/**
 * Median absolute deviation: the typical distance of a value from the median.
 *
 * Used wherever we ask "how unusual?": up to half the values may be wild before it moves, while one is enough to ruin
 * a standard deviation. Times `MAD_TO_SIGMA` it estimates the standard deviation of normal data; it is returned
 * unscaled. Zero when more than half the values are equal: callers must have a floor. NaN values are left out.
 *
 * O(n). Rousseeuw & Croux 1993. Checked against R `mad(x, constant = 1)`.
 */
export function medianAbsoluteDeviation(values: ArrayLike<number>, center = median(values)): number {
  const distances = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) distances[i] = Math.abs((values[i] ?? Number.NaN) - center);
  return median(distances);
}

/**
 * The same of values that are in ascending order and hold no NaN, `sorted[from..to)`, around a center that is given.
 * Distances grow outwards from it, so that they are met in order from the nearest on. O(n).
 */
export function medianAbsoluteDeviationSorted(sorted: Float64Array, from: number, to: number, center: number): number {
  const position = (to - from - 1) / 2;
  let above = from;
  while (above < to && (sorted[above] ?? 0) < center) above++;
  let below = above - 1;
  let distance = Number.NaN;
  let next = Number.NaN;
  for (let met = 0; met < position + 1; met++) {
    const down = below < from ? Number.POSITIVE_INFINITY : center - (sorted[below] ?? 0);
    const up = above >= to ? Number.POSITIVE_INFINITY : (sorted[above] ?? 0) - center;
    if (down <= up) below--;
    else above++;
    distance = next;
    next = Math.min(down, up);
  }
  return Number.isInteger(position) ? next : distance + 0.5 * (next - distance);
}

/** 1 / Φ⁻¹(3/4): makes the median absolute deviation of normal data its standard deviation. */
export const MAD_TO_SIGMA = 1.4826;
