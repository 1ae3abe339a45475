/**
 * Median of `sorted[0..count)` without one occurrence of `value`: what the others say, in O(1), so that comparing each
 * of n hosts with its n − 1 peers costs one sort. NaN where nothing is left. `value` must occur in `sorted`.
 */
export function medianWithout(sorted: Float64Array, count: number, value: number): number {
  const left = count - 1;
  if (left < 1) return Number.NaN;
  const upper = left >> 1;
  if (left % 2 === 1) return afterRemoval(sorted, upper, value);
  return (afterRemoval(sorted, upper - 1, value) + afterRemoval(sorted, upper, value)) / 2;
}

/** Entry `index` of the order after the removal: equal values are interchangeable, so a comparison tells the place. */
function afterRemoval(sorted: Float64Array, index: number, value: number): number {
  const here = sorted[index] ?? Number.NaN;
  return value <= here ? (sorted[index + 1] ?? Number.NaN) : here;
}
