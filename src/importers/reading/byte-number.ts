/**
 * Decimal numbers straight from bytes, correctly rounded: what `Number(text)` gives, without making the text.
 *
 * Performance logs print up to twenty digits. The first fifteen are exact in a double; the rest is carried beside them
 * as a second double (Dekker 1971, Veltkamp's splitting), so that one rounding is left, at the end.
 */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${String(exponent)}`));
const SPLITTER = 134_217_729;
const EXACT_DIGITS = 15;
const MOST_DIGITS = 22;

/**
 * The number in `bytes` from `from` up to `to`: sign, digits, point, exponent; NaN where it is anything else. `places`
 * moves the decimal point to the left before rounding, so that 35.7 % is exactly the double of 0.357.
 */
export function readDecimal(bytes: Uint8Array, from: number, to: number, places = 0): number {
  let at = from;
  const sign = bytes[at];
  if (sign === 45 || sign === 43) at++;
  let head = 0;
  let tail = 0;
  let tailPower = 1;
  let significant = 0;
  let fraction = 0;
  let hasPoint = false;
  const start = at;
  for (; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit >= 0 && digit <= 9) {
      if (significant < EXACT_DIGITS) {
        head = head * 10 + digit;
        if (head !== 0) significant++;
      } else if (significant < MOST_DIGITS) {
        tail = tail * 10 + digit;
        tailPower *= 10;
        significant++;
      } else {
        return readText(bytes, from, to, places);
      }
      if (hasPoint) fraction++;
    } else if (digit === -2 && !hasPoint) {
      hasPoint = true;
    } else {
      return readText(bytes, from, to, places);
    }
  }
  if (at - start - (hasPoint ? 1 : 0) < 1) return Number.NaN;
  fraction += places;
  if (fraction >= POWERS.length) return readText(bytes, from, to, places);
  const power = POWERS[fraction] ?? 1;
  const value = tailPower === 1 ? (fraction === 0 ? head : head / power) : divide(head, tail, tailPower, power);
  return sign === 45 ? -value : value;
}

/** (head · tailPower + tail) / power in twice the precision of a double, rounded once. */
function divide(head: number, tail: number, tailPower: number, power: number): number {
  const product = head * tailPower;
  const low = productError(head, tailPower, product) + tail;
  const high = product + low;
  const rest = low - (high - product);
  const quotient = high / power;
  const back = quotient * power;
  const remainder = high - back - productError(quotient, power, back) + rest;
  return quotient + remainder / power;
}

/** What `a * b` lost by rounding to `product`. */
function productError(a: number, b: number, product: number): number {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

const PLAIN = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d{1,3}))?$/;

/** The uncommon forms: exponents and very long fractions. */
function readText(bytes: Uint8Array, from: number, to: number, places: number): number {
  if (to - from > 400) return Number.NaN;
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
  const [, digits, exponent = "0"] = PLAIN.exec(text) ?? [];
  return digits === undefined ? Number.NaN : Number(`${digits}e${String(Number(exponent) - places)}`);
}
