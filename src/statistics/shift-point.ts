/**
 * Shift point: where in `values[from..to)` the level steps from about `before` to about `after`.
 *
 * The maximum-likelihood place for a step between two known levels with even noise: the start of the suffix whose sum
 * of distances from the midway level is greatest, which is also where a CUSUM with half the step as slack last left
 * zero (Page 1954). A value beyond a level counts as one at it, so that a wild one does not decide. NaN values say
 * nothing. O(n).
 */
export function shiftPoint(values: ArrayLike<number>, from: number, to: number, before: number, after: number): number {
  const middle = (before + after) / 2;
  const step = after - before;
  let sum = 0;
  let lowest = 0;
  let place = from;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value !== value) continue;
    const towards = step === 0 ? 0 : (value - middle) / step;
    sum += Math.max(-0.5, Math.min(0.5, towards));
    if (sum < lowest) {
      lowest = sum;
      place = i + 1;
    }
  }
  return place;
}
