import { quickselect } from "./quickselect.ts";

/**
 * Quantile: the value below which a share of the values lies, by linear interpolation between the two nearest (type 7
 * of Hyndman & Fan 1996, the default of R and NumPy). NaN values are left out; NaN where nothing is left.
 *
 * O(n). Checked against R `quantile(x, p, type = 7)`.
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  const buffer = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (value === value) buffer[count++] = value;
  }
  return quantileInPlace(buffer, count, share);
}

/** The same over the first `count` entries of a buffer that may be reordered and holds no NaN. */
export function quantileInPlace(buffer: Float64Array, count: number, share: number): number {
  if (count === 0) return Number.NaN;
  const position = share * (count - 1);
  const below = Math.floor(position);
  const low = quickselect(buffer, 0, count, below);
  const fraction = position - below;
  if (fraction === 0) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < count; i++) {
    const value = buffer[i] ?? high;
    if (value < high) high = value;
  }
  return low + fraction * (high - low);
}

/** The same of values that are already in ascending order, `sorted[from..to)`. O(1). */
export function quantileSorted(sorted: ArrayLike<number>, from: number, to: number, share: number): number {
  if (to <= from) return Number.NaN;
  const position = share * (to - from - 1);
  const below = Math.floor(position);
  const low = sorted[from + below] ?? Number.NaN;
  const fraction = position - below;
  return fraction === 0 ? low : low + fraction * ((sorted[from + below + 1] ?? low) - low);
}
