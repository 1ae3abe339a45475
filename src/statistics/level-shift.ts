/**
 * Level shift: where `values[from..to)` falls into two parts whose means differ most, and what the means are.
 *
 * The place maximises the between-part sum of squares, which is where the standardised cumulative sum around the mean
 * is farthest from zero (the statistic of binary segmentation; Vostrikova 1981). Each part keeps `least` values. NaN
 * values say nothing. `undefined` where there are too few. O(n).
 */
export interface LevelShift {
  /** Index of the first value of the second part. */
  readonly place: number;
  readonly before: number;
  readonly after: number;
}

export function levelShift(values: ArrayLike<number>, from: number, to: number, least: number): LevelShift | undefined {
  let total = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value !== value) continue;
    total += value;
    count++;
  }
  let best: LevelShift | undefined;
  let greatest = 0;
  let sum = 0;
  let seen = 0;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value !== value) continue;
    if (seen >= least && count - seen >= least) {
      const before = sum / seen;
      const after = (total - sum) / (count - seen);
      const gain = (before - after) ** 2 * seen * (count - seen);
      if (gain > greatest) {
        greatest = gain;
        best = { place: i, before, after };
      }
    }
    sum += value;
    seen++;
  }
  return best;
}
