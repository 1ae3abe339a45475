/** Numbers as tools and locales write them. */
import { isMissing } from "./missing.ts";

export type DecimalMark = "." | ",";

const POINT = 46;
const ZERO = 48;
const NINE = 57;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

/**
 * A cell as a number; NaN where the cell says that there is no value (infinities count as none), `undefined` where it
 * is no number. Digits are not grouped: "1,234" with a decimal point is no number, since it may be either. `places`
 * moves the decimal point to the left before rounding, so that 35.7 % is exactly the double of 0.357.
 */
export function parseNumber(cell: string, decimal: DecimalMark = ".", places = 0): number | undefined {
  if (places === 0 && decimal === "." && isPlainDecimal(cell)) return Number(cell);
  const trimmed = cell.trim();
  const text = decimal === "," ? withPoint(trimmed) : trimmed;
  if (PLAIN.test(text)) {
    const value = Number(places === 0 ? text : shifted(text, places));
    return Number.isFinite(value) ? value : Number.NaN;
  }
  return isMissing(text) || INFINITE.test(text) ? Number.NaN : undefined;
}

/** A whole number that is not negative and exact in a double, such as a pid, a port or a count of bytes. */
export function parseCount(cell: string | undefined): number | undefined {
  const text = cell?.trim() ?? "";
  if (!isDigits(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** What tools print of a double at most. */
const LONGEST_PLAIN = 24;

/** Whether a text is a few digits with a point between them at most: the usual case, and a fast one. */
function isPlainDecimal(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > LONGEST_PLAIN) return false;
  let points = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT && index > 0 && index < length - 1) points += 1;
    else if (code < ZERO || code > NINE) return false;
  }
  return points < 2;
}

/** Whether a text is one to sixteen digits and nothing else. */
function isDigits(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > 16) return false;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

function shifted(text: string, places: number): string {
  const [digits = "", exponent = "0"] = text.toLowerCase().split("e");
  return `${digits}e${Number(exponent) - places}`;
}

/** A comma becomes the point; a text that already holds a point is then no number, as it should be. */
function withPoint(text: string): string {
  return text.includes(".") ? text.replaceAll(".", "?") : text.replace(",", ".");
}

export interface DecimalDecision {
  readonly decimal: DecimalMark;
  /** False where nothing in the cells tells the two apart, so that the point is only the usual case. */
  readonly isCertain: boolean;
}

/**
 * Which mark a file's numbers use, from a sample of its cells: decided once for a file, never cell by cell. A number
 * such as "1,234" could be grouped thousands and so proves nothing; "0,5" or "12,3456" does.
 */
export function decideDecimal(cells: Iterable<string>): DecimalDecision {
  let commas = 0;
  let points = 0;
  for (const cell of cells) {
    if (isPlainDecimal(cell)) {
      if (cell.includes(".")) points += 1;
      continue;
    }
    const text = cell.trim();
    if (/^[+-]?\d*,\d+$/.test(text) && !/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) commas += 1;
    else if (/^[+-]?\d*\.\d+(e[+-]?\d+)?$/i.test(text)) points += 1;
  }
  if (commas === 0 && points === 0) return { decimal: ".", isCertain: false };
  return { decimal: commas > points ? "," : ".", isCertain: commas === 0 || points === 0 };
}
