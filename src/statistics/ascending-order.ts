/**
 * The places of values of single precision in ascending order, equal values in the order they stand in.
 *
 * A radix sort on the bits: it compares nothing, so that it costs the same for any values, and far less than comparisons
 * whose outcome no processor can foresee. Negative zero comes before zero. O(n). Places that `isWanted` marks with 0 are
 * left out; wanted values must not be NaN.
 */
export function ascendingOrder(values: Float32Array, isWanted: Uint8Array): Uint32Array {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  if (scratch.keys.length < values.length) scratch = emptyScratch(values.length);
  let { keys, order, nextKeys, nextOrder } = scratch;
  let count = 0;
  for (let place = 0; place < values.length; place++) {
    if (isWanted[place] !== 1) continue;
    const own = bits[place] ?? 0;
    // As unsigned numbers: negative values reversed and below all others.
    keys[count] = own ^ ((own >> 31) | 0x8000_0000);
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
