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
      let size = sizes[window] ?? 0;
      let slot = size;
      if (size === capacity) {
        slot = oldest[window] ?? 0;
        oldest[window] = (slot + 1) % capacity;
        remove(sorted, base, size, arrival[base + slot] ?? value);
        size--;
      }
      arrival[base + slot] = value;
      insert(sorted, base, size, value);
      sizes[window] = size + 1;
    },
  };
}

function remove(sorted: Float64Array, base: number, size: number, value: number): void {
  const place = placeOf(sorted, base, size, value);
  sorted.copyWithin(place, place + 1, base + size);
}

function insert(sorted: Float64Array, base: number, size: number, value: number): void {
  const place = placeOf(sorted, base, size, value);
  sorted.copyWithin(place + 1, place, base + size);
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
