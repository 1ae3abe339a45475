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

/** 1 / Φ⁻¹(3/4): makes the median absolute deviation of normal data its standard deviation. */
export const MAD_TO_SIGMA = 1.4826;
