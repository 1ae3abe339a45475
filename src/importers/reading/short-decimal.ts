/** Decimals of up to nine digits straight from bytes, which is what almost all telemetry is made of. */

const MINUS = 45;
const ZERO = 48;
/** Digits of a number that fits a whole one of 32 bits, with which the processor counts fastest. */
const SHORT = 9;
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Puts the decimal at `from` into `values` where it is short, else NaN, and returns where it ends: `from` where there is
 * none, or a long one.
 */
export function shortDecimal(
  bytes: Uint8Array,
  from: number,
  mark: number,
  places: number,
  values: Float64Array,
  index: number,
): number {
  let at = from;
  const isNegative = bytes[at] === MINUS;
  if (isNegative) at += 1;
  const digitsFrom = at;
  let mantissa = 0;
  let digit = (bytes[at] ?? 0) - ZERO;
  while (digit >>> 0 <= 9) {
    mantissa = (mantissa * 10 + digit) | 0;
    at = (at + 1) | 0;
    digit = (bytes[at] ?? 0) - ZERO;
  }
  let fraction = places;
  if (digit === mark - ZERO && at > digitsFrom) {
    at = (at + 1) | 0;
    const fractionFrom = at;
    digit = (bytes[at] ?? 0) - ZERO;
    while (digit >>> 0 <= 9) {
      mantissa = (mantissa * 10 + digit) | 0;
      at = (at + 1) | 0;
      digit = (bytes[at] ?? 0) - ZERO;
    }
    fraction += at - fractionFrom;
  }
  const isShort = at - digitsFrom <= (fraction > places ? SHORT + 1 : SHORT);
  if (at === digitsFrom || !isShort || fraction >= POWERS.length) {
    values[index] = Number.NaN;
    return from;
  }
  const value = mantissa / (POWERS[fraction] ?? 1);
  values[index] = isNegative ? -value : value;
  return at;
}
