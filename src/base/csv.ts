/** Tables as comma-separated text, for spreadsheets. */

/** RFC 4180 with CRLF. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/**
 * A cell that a spreadsheet shows as text. What starts like a formula gets an apostrophe in front: text from
 * telemetry must not run in the reader's spreadsheet (CWE-1236).
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
