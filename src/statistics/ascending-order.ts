/**
 * The places of values of single precision in ascending order, equal values in the order they stand in.
 *
 * A radix sort on the bits: it compares nothing, so that it costs the same for any values, and far less than comparisons
 * whose outcome no processor can foresee. Negative zero comes before zero. O(n). Places that `isWanted` marks with 0 are
 * left out; wanted values must not be NaN.
 *
 * Who has an earlier order of some of the places may give it as `known`: where it still is one, only the other places are
 * sorted, and both are merged.
 */
export function ascendingOrder(values: Float32Array, isWanted: Uint8Array, known?: Uint16Array): Uint32Array {
  if (known === undefined || !isOrder(values, isWanted, known)) return sorted(values, isWanted);
  const isOther = Uint8Array.from(isWanted);
  for (const place of known) isOther[place] = 0;
  return merged(values, known, sorted(values, isOther));
}

/** Unsigned numbers in the order of the values whose bits these are: negative values reversed and below all others. */
function keyOf(bits: number): number {
  return (bits ^ ((bits >> 31) | 0x8000_0000)) >>> 0;
}

function bitsOf({ buffer, byteOffset, length }: Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}

/** Whether all places are wanted ones, each once, in ascending order. */
function isOrder(values: Float32Array, isWanted: Uint8Array, known: Uint16Array): boolean {
  const bits = bitsOf(values);
  let last = -1;
  let lastPlace = -1;
  for (let i = 0; i < known.length; i++) {
    const place = known[i] ?? 0;
    const key = keyOf(bits[place] ?? 0);
    if (isWanted[place] !== 1 || key < last || (key === last && place <= lastPlace)) return false;
    last = key;
    lastPlace = place;
  }
  return true;
}

function merged(values: Float32Array, known: Uint16Array, others: Uint32Array): Uint32Array {
  const bits = bitsOf(values);
  const order = new Uint32Array(known.length + others.length);
  let place = 0;
  let next = 0;
  for (const other of others) {
    const key = keyOf(bits[other] ?? 0);
    for (; next < known.length; next++) {
      const own = known[next] ?? 0;
      const ownKey = keyOf(bits[own] ?? 0);
      if (ownKey > key || (ownKey === key && own > other)) break;
      order[place++] = own;
    }
    order[place++] = other;
  }
  order.set(known.subarray(next), place);
  return order;
}

function sorted(values: Float32Array, isWanted: Uint8Array): Uint32Array {
  const bits = bitsOf(values);
  if (scratch.keys.length < values.length) scratch = emptyScratch(values.length);
  let { keys, order, nextKeys, nextOrder } = scratch;
  let count = 0;
  for (let place = 0; place < values.length; place++) {
    if (isWanted[place] !== 1) continue;
    keys[count] = keyOf(bits[place] ?? 0);
    order[count++] = place;
  }
  for (let shift = 0; shift < 32; shift += DIGIT) {
    starts.fill(0);
    for (let i = 0; i < count; i++) {
      const bucket = (((keys[i] ?? 0) >>> shift) & (BUCKETS - 1)) + 1;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
    }
    for (let i = 0; i < count; i++) {
      const key = keys[i] ?? 0;
      const bucket = (key >>> shift) & (BUCKETS - 1);
      const to = starts[bucket] ?? 0;
      nextKeys[to] = key;
      nextOrder[to] = order[i] ?? 0;
      starts[bucket] = to + 1;
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  return order.slice(0, count);
}

/** Bits that are sorted by in one pass. */
const DIGIT = 11;
const BUCKETS = 2 ** DIGIT;

/** What is needed on the way, for arrays up to some length. */
interface Scratch {
  readonly keys: Uint32Array;
  readonly order: Uint32Array;
  readonly nextKeys: Uint32Array;
  readonly nextOrder: Uint32Array;
}

function emptyScratch(length: number): Scratch {
  const empty = (): Uint32Array => new Uint32Array(length);
  return { keys: empty(), order: empty(), nextKeys: empty(), nextOrder: empty() };
}

let scratch = emptyScratch(0);
const starts = new Uint32Array(BUCKETS + 1);
