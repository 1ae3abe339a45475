/** Brings samples into order of time and keeps one per time, in place. */

/**
 * Sorts the first `count` samples by time. Of samples at the same time the last one stays, unless it is a gap and
 * another is not. Returns how many are left.
 */
export function sortSamples(times: Float64Array, values: Float64Array, count: number): number {
  if (isDescending(times, count)) {
    times.subarray(0, count).reverse();
    values.subarray(0, count).reverse();
  } else if (!isAscending(times, count)) {
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
    const unsortedTimes = times.slice(0, count);
    const unsortedValues = values.slice(0, count);
    for (let i = 0; i < count; i += 1) {
      const from = order[i] ?? 0;
      times[i] = unsortedTimes[from] ?? 0;
      values[i] = unsortedValues[from] ?? 0;
    }
  }
  return dropRepeats(times, values, count);
}

function isAscending(times: Float64Array, count: number): boolean {
  for (let i = 1; i < count; i += 1) if ((times[i] ?? 0) < (times[i - 1] ?? 0)) return false;
  return true;
}

/** Strictly: equal times must keep their order of coming. */
function isDescending(times: Float64Array, count: number): boolean {
  if (count < 2) return false;
  for (let i = 1; i < count; i += 1) if ((times[i] ?? 0) >= (times[i - 1] ?? 0)) return false;
  return true;
}

function dropRepeats(times: Float64Array, values: Float64Array, count: number): number {
  let kept = 0;
  for (let i = 0; i < count; i += 1) {
    const value = values[i] ?? 0;
    if (kept > 0 && times[kept - 1] === times[i]) {
      if (!Number.isNaN(value)) values[kept - 1] = value;
    } else {
      times[kept] = times[i] ?? 0;
      values[kept] = value;
      kept += 1;
    }
  }
  return kept;
}
