/**
 * A bank of sliding windows that know their quantiles: each keeps its newest `capacity` values in ascending order, so
 * that a baseline that learns hour by hour has its median at any time.
 *
 * Push is O(capacity), a move of memory, quantiles are O(1), type 7.
 */
import { quantileSorted } from "./quantile.ts";

export interface WindowBank {
  size(window: number): number;
  /** NaN while the window is empty. */
  quantile(window: number, share: number): number;
  /** Takes a value in, and lets the oldest go where the window is full. NaN is refused by a RangeError. */
  push(window: number, value: number): void;
}

export function createWindowBank(windows: number, capacity: number): WindowBank {
  const sorted = new Float64Array(windows * capacity);
  const arrival = new Float64Array(windows * capacity);
  const sizes = new Uint16Array(windows);
  const oldest = new Uint16Array(windows);

  return {
    size: (window) => sizes[window] ?? 0,
    quantile: (window, share) =>
      quantileSorted(sorted, window * capacity, window * capacity + (sizes[window] ?? 0), share),
    push(window, value) {
      if (value !== value) throw new RangeError("A window of a WindowBank cannot hold NaN.");
      const base = window * capacity;
      const size = sizes[window] ?? 0;
      if (size < capacity) {
        arrival[base + size] = value;
        put(sorted, base, base + size, base + size, value);
        sizes[window] = size + 1;
        return;
      }
      const slot = oldest[window] ?? 0;
      oldest[window] = (slot + 1) % capacity;
      const last = base + size - 1;
      put(sorted, base, last, placeOf(sorted, base, size, arrival[base + slot] ?? value), value);
      arrival[base + slot] = value;
    },
  };
}

/** Fills the place that has become free with a value, shifting those between: `sorted[first..last]` stays in order. */
function put(sorted: Float64Array, first: number, last: number, free: number, value: number): void {
  let place = free;
  for (; place > first && (sorted[place - 1] ?? value) > value; place--) sorted[place] = sorted[place - 1] ?? value;
  for (; place < last && (sorted[place + 1] ?? value) < value; place++) sorted[place] = sorted[place + 1] ?? value;
  sorted[place] = value;
}

/** Index of the first value that is not below `value`, by bisection. */
function placeOf(sorted: Float64Array, base: number, size: number, value: number): number {
  let low = base;
  let high = base + size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
