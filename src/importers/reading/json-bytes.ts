/** Pieces of JSON straight from bytes, as the grammar of RFC 8259 has them: what `JSON.parse` refuses is refused here. */
import { readDecimal } from "./byte-number.ts";

const NEWLINE = 10;
const SPACE = 32;
const TAB = 9;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
/** Digits up to which a decimal is the exact quotient of two doubles. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

export interface JsonNumbers {
  /** The position after the number that was read last. */
  end: number;
  /**
   * The number that begins at `from`, correctly rounded; NaN where there is none. `places` moves the decimal point to the
   * left before rounding. Whoever reads looks at what stands behind it.
   */
  read(bytes: Uint8Array, from: number, places: number): number;
}

export function jsonNumbers(): JsonNumbers {
  const numbers: JsonNumbers = {
    end: 0,
    read(bytes, from, places) {
      let at = bytes[from] === MINUS ? from + 1 : from;
      const wholeFrom = at;
      let mantissa = 0;
      let byte = bytes[at] ?? NEWLINE;
      while (byte >= ZERO && byte <= NINE) {
        mantissa = mantissa * 10 + (byte - ZERO);
        at += 1;
        byte = bytes[at] ?? NEWLINE;
      }
      let digits = at - wholeFrom;
      if (digits === 0 || (digits > 1 && bytes[wholeFrom] === ZERO)) return Number.NaN;
      let fraction = places;
      if (byte === POINT) {
        at += 1;
        const fractionFrom = at;
        byte = bytes[at] ?? NEWLINE;
        while (byte >= ZERO && byte <= NINE) {
          mantissa = mantissa * 10 + (byte - ZERO);
          at += 1;
          byte = bytes[at] ?? NEWLINE;
        }
        const after = at - fractionFrom;
        if (after === 0) return Number.NaN;
        fraction += after;
        digits += after;
      }
      const isPlain = digits <= EXACT_DIGITS && fraction < POWERS.length && (byte | 32) !== 101;
      if (!isPlain) return readLong(bytes, from, at, places);
      numbers.end = at;
      const value = fraction === 0 ? mantissa : mantissa / (POWERS[fraction] ?? 1);
      return wholeFrom === from ? value : -value;
    },
  };

  /** A number with more digits than are exact, or with an exponent. */
  const readLong = (bytes: Uint8Array, from: number, digitsEnd: number, places: number): number => {
    let at = digitsEnd;
    if (((bytes[at] ?? NEWLINE) | 32) === 101) {
      at += bytes[at + 1] === MINUS || bytes[at + 1] === 43 ? 2 : 1;
      const exponentFrom = at;
      while ((bytes[at] ?? NEWLINE) >= ZERO && (bytes[at] ?? NEWLINE) <= NINE) at += 1;
      if (at === exponentFrom) return Number.NaN;
    }
    numbers.end = at;
    return readDecimal(bytes, from, at, places);
  };

  return numbers;
}

const WORDS = ["null", "true", "false"].map((word) => new TextEncoder().encode(word));

/** Where the `null`, `true` or `false` at `from` ends; -1 where there is none. */
export function wordEnd(bytes: Uint8Array, from: number): number {
  for (const word of WORDS) if (startsWith(bytes, from, word)) return from + word.length;
  return -1;
}

/** Where the text ends whose first character is at `from`: its quote; -1 where it holds an escape or is not closed. */
export function textEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const byte = bytes[at] ?? NEWLINE;
    if (byte === QUOTE) return at;
    // Control characters, the newline among them, do not stand in texts.
    if (byte === BACKSLASH || byte < SPACE) return -1;
  }
}

function startsWith(bytes: Uint8Array, from: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes[from + index] !== text[index]) return false;
  return true;
}

/** The first position from `from` on that holds no blank; a newline is none, since it ends a row. */
export function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at] ?? NEWLINE)) at += 1;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}
