import { quantile } from "./quantile.ts";

/** Median: the value in the middle. NaN values are left out; NaN where nothing is left. O(n). */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
