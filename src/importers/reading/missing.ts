/** The words that tools write where they have nothing to say. None of them is a zero. */
const MISSING = new Set([
  "",
  "-",
  "--",
  "n/a",
  "na",
  "[n/a]",
  "none",
  "null",
  "(null)",
  "<null>",
  "<nil>",
  "nil",
  "nan",
  "[not supported]",
  "not supported",
  "[unknown error]",
  "(empty)",
  "undefined",
]);

const LONGEST = Math.max(...[...MISSING].map((word) => word.length));

/** Whether a cell says that there is no value: blank, "-", "N/A", "null", "NaN", "[Not Supported]" and their like. */
export function isMissing(text: string): boolean {
  if (mayBeMissing(text.charCodeAt(0))) {
    const word = text.trim();
    return word.length <= LONGEST && MISSING.has(word.toLowerCase());
  }
  return false;
}

/** Whether a cell that begins with this character could be one of the words: most cells are settled by it. */
function mayBeMissing(first: number): boolean {
  const isDigit = first >= 48 && first <= 57;
  const isOtherLetter = (first | 32) >= 97 && (first | 32) <= 122 && (first | 32) !== 110 && (first | 32) !== 117;
  return !isDigit && !isOtherLetter;
}

/** A cell as text, without its surrounding blanks; `undefined` where it says that there is none. */
export function textOrMissing(cell: string | undefined): string | undefined {
  if (cell === undefined || cell === "" || isMissing(cell)) return undefined;
  return cell.trim();
}

/** Dates that stand for "never" or "not known": the ends of the calendar, and what a browser prints for no date. */
export function isMissingTime(text: string): boolean {
  return isMissing(text) || /^\s*(0001-01-01|9999-12-31|1601-01-01|invalid date$)/i.test(text);
}
