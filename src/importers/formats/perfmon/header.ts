/**
 * The header row of a performance log: the recorder's time zone, and one counter path a column.
 *
 * A path is `\\HOST\Object(Instance)\Counter`. Instances and counters may themselves hold parentheses, commas and
 * slashes, so it is cut at the first `(` and the last `)` of the middle part, never split.
 */
export interface CounterPath {
  /** Empty where the path names no host: a counter of the machine that recorded. */
  readonly host: string;
  readonly object: string;
  readonly instance: string;
  readonly counter: string;
}

export interface LogZone {
  /** Windows' name of the zone, where it is whole. */
  readonly name: string | undefined;
  /** Minutes to add to the printed clock to get UTC; `undefined` where the cell is damaged or names no zone. */
  readonly biasMinutes: number | undefined;
}

const FIRST_CELL = /^\(PDH-[CT]SV 4\.0\)/i;

export function isHeaderCell(cell: string): boolean {
  return FIRST_CELL.test(cell);
}

/** Reads `(PDH-CSV 4.0) (Eastern Daylight Time)(240)`; the bias is 0–14 hours either way, anything else is damage. */
export function parseZone(cell: string): LogZone {
  const match = /^\(PDH-[CT]SV 4\.0\)\s*(?:\((.*)\)\s*)?\((-?\d{1,4})\)\s*$/i.exec(cell);
  const bias = Number(match?.[2]);
  if (match === null || Math.abs(bias) > 14 * 60) return { name: undefined, biasMinutes: undefined };
  return { name: match[1], biasMinutes: bias };
}

export function parsePath(cell: string): CounterPath | undefined {
  const match = /^(?:\\\\([^\\]+))?\\(.+)\\([^\\]+)$/s.exec(cell);
  if (match === null) return undefined;
  const [, host = "", middle = "", counter = ""] = match;
  const open = middle.indexOf("(");
  const close = middle.lastIndexOf(")");
  if (open < 0 || close < open) return { host, object: middle, instance: "", counter };
  return { host, object: middle.slice(0, open), instance: middle.slice(open + 1, close), counter };
}

/** What parts the cells of a log with that header row. */
export function delimiterOf(header: string): string {
  return /^"?\(PDH-TSV/i.test(header) ? "\t" : ",";
}
