/**
 * A bank of sliding windows that know their quantiles: each keeps its newest `capacity` values in ascending order, so
 * that a baseline that learns hour by hour has its median at any time.
 *
 * Push is O(capacity), a move of memory, quantiles are O(1), type 7.
 */
import { quantileSorted } from "./quantile.ts";

export interface WindowBank {
  readonly capacity: number;
  readonly sorted: Float64Array;
  readonly arrival: Float64Array;
  readonly sizes: Uint16Array;
  readonly oldest: Uint16Array;
}

/** In windows up to this size, a place is found sooner by looking at one value after the other than by bisection. */
const SHORT = 32;

export function createWindowBank(windows: number, capacity: number): WindowBank {
  return {
    capacity,
    sorted: new Float64Array(windows * capacity),
    arrival: new Float64Array(windows * capacity),
    sizes: new Uint16Array(windows),
    oldest: new Uint16Array(windows),
  };
}

export function sizeOf(bank: WindowBank, window: number): number {
  return bank.sizes[window] ?? 0;
}

/** NaN while the window is empty. */
export function quantileOf(bank: WindowBank, window: number, share: number): number {
  const from = window * bank.capacity;
  return quantileSorted(bank.sorted, from, from + (bank.sizes[window] ?? 0), share);
}

/** Takes a value in, and lets the oldest go where the window is full. NaN is refused by a RangeError. */
export function pushInto(bank: WindowBank, window: number, value: number): void {
  const { capacity, sorted, arrival, sizes, oldest } = bank;
  if (value !== value) throw new RangeError("A window of a WindowBank cannot hold NaN.");
  const base = window * capacity;
  const size = sizes[window] ?? 0;
  if (size < capacity) {
    arrival[base + size] = value;
    putDown(sorted, base, base + size, value);
    sizes[window] = size + 1;
    return;
  }
  const slot = oldest[window] ?? 0;
  oldest[window] = slot + 1 === capacity ? 0 : slot + 1;
  const gone = arrival[base + slot] ?? value;
  arrival[base + slot] = value;
  const free = placeOf(sorted, base, base + capacity, gone);
  if (value < gone) putDown(sorted, base, free, value);
  else putUp(sorted, free, base + capacity - 1, value);
}

/** Puts values into an empty window, the newest one first, at most as many as it holds: as if pushed from the oldest on. */
export function fillWindow(
  { capacity, sorted, arrival, sizes }: WindowBank,
  window: number,
  newest: Float64Array,
  count: number,
): void {
  const base = window * capacity;
  for (let place = 0; place < count; place++) {
    const value = newest[count - 1 - place] ?? 0;
    arrival[base + place] = value;
    putDown(sorted, base, base + place, value);
  }
  sizes[window] = count;
}

export function clearWindow(bank: WindowBank, window: number): void {
  bank.sizes[window] = 0;
  bank.oldest[window] = 0;
}

/** Fills a place that has become free with a value, or one before it, shifting those between: all stays in order. */
function putDown(sorted: Float64Array, first: number, free: number, value: number): void {
  let place = free;
  for (; place > first; place--) {
    const before = sorted[place - 1] ?? value;
    if (before <= value) break;
    sorted[place] = before;
  }
  sorted[place] = value;
}

/** The same with a place after it. */
function putUp(sorted: Float64Array, free: number, last: number, value: number): void {
  let place = free;
  for (; place < last; place++) {
    const next = sorted[place + 1] ?? value;
    if (next >= value) break;
    sorted[place] = next;
  }
  sorted[place] = value;
}

/** Index of the first value that is not below `value`. */
function placeOf(sorted: Float64Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (high - low > SHORT) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? value) < value) low = middle + 1;
    else high = middle;
  }
  while (low < high && (sorted[low] ?? value) < value) low++;
  return low;
}
