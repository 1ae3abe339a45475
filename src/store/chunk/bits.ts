/** Packs whole numbers of equal width into 32-bit words, the lowest bits first, and unpacks them. */

/** By exponent, for each width: a table, since a power takes longer than packing a dozen numbers. */
export const POWERS_OF_TWO = Float64Array.from({ length: 64 }, (_, exponent) => 2 ** exponent);

/** Bits that a whole number from 0 to 2^53 needs. */
export function bitsOf(value: number): number {
  return value < 0x1_0000_0000 ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / 0x1_0000_0000));
}

/** Words that `count` numbers of `width` (0–53) bits take: the low 32 bits and what is above are packed apart. */
export function wordsFor(width: number, count: number): number {
  return width <= 32 ? Math.ceil((width * count) / 32) : count + Math.ceil(((width - 32) * count) / 32);
}

/** Packs the low `width` (0–53) bits of `count` numbers from `from` on. Returns the index after the last word. */
export function pack(values: Float64Array, count: number, width: number, words: Uint32Array, from: number): number {
  if (width === 0) return from;
  if (width > 32) {
    const low = packNarrow(values, count, 32, words, from, 1);
    return packNarrow(values, count, width - 32, words, low, 0x1_0000_0000);
  }
  return packNarrow(values, count, width, words, from, 1);
}

function packNarrow(
  values: Float64Array,
  count: number,
  width: number,
  words: Uint32Array,
  from: number,
  divisor: number,
): number {
  const mask = width === 32 ? -1 : (1 << width) - 1;
  let index = from;
  let word = 0;
  let used = 0;
  for (let i = 0; i < count; i += 1) {
    const value = values[i] ?? 0;
    const bits = (divisor === 1 ? value : Math.floor(value / divisor)) & mask;
    word |= bits << used;
    used += width;
    if (used >= 32) {
      words[index] = word;
      index += 1;
      used -= 32;
      word = used === 0 ? 0 : bits >>> (width - used);
    }
  }
  if (used > 0) {
    words[index] = word;
    index += 1;
  }
  return index;
}

/**
 * The reverse of `pack`, into `out` from `at` on, each number with `base` added: a pass over the column costs as much as
 * unpacking it does. `words` must hold one word more than is read.
 */
export function unpack(
  words: Uint32Array,
  from: number,
  width: number,
  out: Float64Array,
  at: number,
  count: number,
  base: number,
): void {
  const end = at + count;
  if (width === 0) {
    out.fill(base, at, end);
  } else if (width < 32) {
    unpackNarrow(words, from, width, out, at, end, base);
  } else {
    for (let i = at; i < end; i += 1) out[i] = base + (words[from + i - at] ?? 0);
    if (width > 32) addHigh(words, from + count, width - 32, out, at, end);
  }
}

function unpackNarrow(
  words: Uint32Array,
  from: number,
  width: number,
  out: Float64Array,
  at: number,
  end: number,
  base: number,
): void {
  const mask = (1 << width) - 1;
  let index = from;
  let word = words[index] ?? 0;
  let used = 0;
  for (let i = at; i < end; i += 1) {
    let bits = word >>> used;
    used += width;
    if (used >= 32) {
      index += 1;
      word = words[index] ?? 0;
      used -= 32;
      if (used > 0) bits |= word << (width - used);
    }
    out[i] = base + (bits & mask);
  }
}

function addHigh(words: Uint32Array, from: number, width: number, out: Float64Array, at: number, end: number): void {
  const mask = (1 << width) - 1;
  let position = 0;
  for (let i = at; i < end; i += 1) {
    const index = from + (position >>> 5);
    const used = position & 31;
    let bits = (words[index] ?? 0) >>> used;
    if (used + width > 32) bits |= (words[index + 1] ?? 0) << (32 - used);
    out[i] = (out[i] ?? 0) + (bits & mask) * 0x1_0000_0000;
    position += width;
  }
}
