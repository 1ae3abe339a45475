/**
 * Sorts `values[from..to)` in place; NaN must have been left out.
 *
 * Few values are inserted one after the other, which costs less than asking the typed array's own sort for a view.
 */
export function sortRange(values: Float64Array, from: number, to: number): void {
  if (to - from > MOST_INSERTED) {
    values.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0;
    let j = i - 1;
    for (; j >= from; j--) {
      const before = values[j] ?? 0;
      if (before <= value) break;
      values[j + 1] = before;
    }
    values[j + 1] = value;
  }
}

const MOST_INSERTED = 64;
