/**
 * Quickselect: puts the k-th smallest value of `values[from..to)` at its place, smaller ones before it, larger ones
 * after. Hoare 1961, median of three as pivot. O(n) on average, in place. NaN must have been left out.
 */
export function quickselect(values: Float64Array, from: number, to: number, k: number): number {
  let left = from;
  let right = to - 1;
  while (right > left) {
    const middle = (left + right) >> 1;
    if (at(values, middle) < at(values, left)) swap(values, left, middle);
    if (at(values, right) < at(values, left)) swap(values, left, right);
    if (at(values, right) < at(values, middle)) swap(values, middle, right);
    const pivot = at(values, middle);
    let i = left;
    let j = right;
    while (i <= j) {
      while (at(values, i) < pivot) i++;
      while (at(values, j) > pivot) j--;
      if (i <= j) swap(values, i++, j--);
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return at(values, k);
}

/** Callers keep indices inside the array; the fallback only satisfies the type. */
function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = at(values, i);
  values[i] = at(values, j);
  values[j] = kept;
}
