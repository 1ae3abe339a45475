/**
 * Sorts the first `count` values of an array in place; NaN must have been left out.
 *
 * Few values are inserted one after the other, which costs less than asking the typed array's own sort for a view.
 */
export function sortStart(values: Float64Array, count: number): void {
  if (count > MOST_INSERTED) {
    values.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const value = values[i] ?? 0;
    let j = i - 1;
    for (; j >= 0; j--) {
      const before = values[j] ?? 0;
      if (before <= value) break;
      values[j + 1] = before;
    }
    values[j + 1] = value;
  }
}

const MOST_INSERTED = 64;
