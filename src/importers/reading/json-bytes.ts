/** Pieces of JSON straight from bytes, as the grammar of RFC 8259 has them: what `JSON.parse` refuses is refused here. */
import { readDecimal } from "./byte-number.ts";
import { shortDecimal } from "./short-decimal.ts";

const NEWLINE = 10;
const SPACE = 32;
const TAB = 9;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const LETTER_E = 101;

/** Reads one number after the other. */
export class JsonNumbers {
  /** The position after the number that was read last. */
  end = 0;

  /**
   * Puts the number that begins at `from`, correctly rounded, into `values`, or NaN where there is none: whether there
   * is one. `places` moves the decimal point to the left before rounding. Whoever reads looks at what stands behind it.
   */
  read(bytes: Uint8Array, from: number, places: number, values: Float64Array, index: number): boolean {
    const end = shortDecimal(bytes, from, POINT, places, values, index);
    const wholeFrom = bytes[from] === MINUS ? from + 1 : from;
    const isPlain = end > from && bytes[end - 1] !== POINT && ((bytes[end] ?? NEWLINE) | 32) !== LETTER_E;
    if (isPlain && (bytes[wholeFrom] !== ZERO || !isDigit(bytes[wholeFrom + 1]))) {
      this.end = end;
      return true;
    }
    const value = this.#readLong(bytes, from, wholeFrom, places);
    values[index] = value;
    return value === value;
  }

  /** A number with many digits, or with an exponent. */
  #readLong(bytes: Uint8Array, from: number, wholeFrom: number, places: number): number {
    let at = digitsEnd(bytes, wholeFrom);
    if (at === wholeFrom || (at > wholeFrom + 1 && bytes[wholeFrom] === ZERO)) return Number.NaN;
    if (bytes[at] === POINT) {
      const fractionFrom = at + 1;
      at = digitsEnd(bytes, fractionFrom);
      if (at === fractionFrom) return Number.NaN;
    }
    if (((bytes[at] ?? NEWLINE) | 32) === LETTER_E) {
      const exponentFrom = at + (bytes[at + 1] === MINUS || bytes[at + 1] === PLUS ? 2 : 1);
      at = digitsEnd(bytes, exponentFrom);
      if (at === exponentFrom) return Number.NaN;
    }
    this.end = at;
    return readDecimal(bytes, from, at, places);
  }
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
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
