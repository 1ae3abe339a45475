/** Rows of comma-separated text, quoted as RFC 4180 asks. */

/** Quotes a cell only where it must be. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? quotedCell(text) : text;
}

export function quotedCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}
