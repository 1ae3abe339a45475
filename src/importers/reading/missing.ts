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
  const word = text.trim();
  return word.length <= LONGEST && MISSING.has(word.toLowerCase());
}

/** A cell as text, without its surrounding blanks; `undefined` where it says that there is none. */
export function textOrMissing(cell: string | undefined): string | undefined {
  if (cell === undefined || isMissing(cell)) return undefined;
  return cell.trim();
}

/** Dates that stand for "never" or "not known": the ends of the calendar, and what a browser prints for no date. */
export function isMissingTime(text: string): boolean {
  return isMissing(text) || /^\s*(0001-01-01|9999-12-31|1601-01-01|invalid date$)/i.test(text);
}
