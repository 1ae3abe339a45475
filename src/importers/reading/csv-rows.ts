/**
 * Rows of separated text after RFC 4180: quoted cells, doubled quotes, line ends inside quotes. Written by hand because
 * event exports are large and most of their lines hold no quote at all: those are split by the engine's own `split`.
 *
 * A row is a list of cells and knows its first line and its raw text. Blank lines are no rows. A quote that is never
 * closed spoils its own row only: it is rejected and reading goes on at the next line.
 */
import type { FileText, ImportSink } from "../importer.ts";

export interface CsvRow {
  /** 1-based number of the row's first line. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
}

export interface CsvOptions {
  readonly delimiter: string;
  /** Cells lose their surrounding blanks, which some tools put beside the delimiter. */
  readonly trim?: boolean;
}

/** A row over this many lines, or this many characters, is an unclosed quote. */
const LONGEST_ROW_LINES = 1_000;
const LONGEST_ROW = 4 * 1024 * 1024;
const QUOTE = '"';

/** Puts lines together into rows. */
export interface CsvAssembler {
  /** Whether the row of the last line is still open. */
  isOpen(): boolean;
  /** Takes a line and returns the rows that it completes. */
  add(line: string, number: number): CsvRow[];
  /** No more lines: gives up on a row that is open, and returns the rows below its first line. */
  end(): CsvRow[];
}

/** Rows that cannot be split are rejected through `sink`. */
export function csvAssembler(options: CsvOptions, sink: Pick<ImportSink, "reject">): CsvAssembler {
  /** Lines of a row whose quote is still open, and the number of the first. */
  let open: string[] = [];
  let openLine = 0;
  let openLength = 0;

  /** Gives up on the first open line and reads the others again as lines of their own. */
  const giveUp = (rows: CsvRow[]): void => {
    const [broken = "", ...rest] = open;
    sink.reject(openLine, "A quote is opened and never closed.", broken);
    open = [];
    let line = openLine;
    for (const again of rest) {
      line += 1;
      take(again, line, rows);
    }
  };

  const take = (line: string, number: number, rows: CsvRow[]): void => {
    if (open.length === 0) {
      if (line.includes(QUOTE)) {
        open = [line];
        openLine = number;
        openLength = line.length;
      } else {
        if (line.trim() !== "") rows.push({ line: number, cells: splitPlain(line, options), raw: line });
        return;
      }
    } else {
      open.push(line);
      openLength += line.length;
      // Doubled quotes and quoted cells come in pairs: only an odd number can end the row.
      if (!hasOddQuotes(line)) return;
    }
    const raw = open.join("\n");
    const cells = splitQuoted(raw, options);
    if (cells === undefined) return;
    open = [];
    rows.push({ line: openLine, cells, raw });
  };

  return {
    isOpen: () => open.length > 0,
    add(line, number) {
      const rows: CsvRow[] = [];
      take(line, number, rows);
      if (open.length > LONGEST_ROW_LINES || openLength > LONGEST_ROW) giveUp(rows);
      return rows;
    },
    end() {
      const rows: CsvRow[] = [];
      while (open.length > 0) giveUp(rows);
      return rows;
    },
  };
}

/** Batches of rows, the header like any other; rows that cannot be split are rejected through `sink`. */
export async function* csvRows(
  text: FileText,
  options: CsvOptions,
  sink: Pick<ImportSink, "reject">,
): AsyncGenerator<CsvRow[]> {
  const assembler = csvAssembler(options, sink);
  for await (const batch of text.lines()) {
    const rows: CsvRow[] = [];
    let number = batch.first;
    for (const line of batch.lines) {
      // Most lines are rows by themselves, and a list a line would take as long as splitting it.
      const cells = assembler.isOpen() ? undefined : splitRow(line, options);
      if (cells === undefined) rows.push(...assembler.add(line, number));
      else if (line.trim() !== "") rows.push({ line: number, cells, raw: line });
      number += 1;
    }
    if (rows.length > 0) yield rows;
  }
  const rows = assembler.end();
  if (rows.length > 0) yield rows;
}

function hasOddQuotes(line: string): boolean {
  let isOdd = false;
  for (let at = line.indexOf(QUOTE); at !== -1; at = line.indexOf(QUOTE, at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** The cells of one row, or of a row over several lines; `undefined` while a quote is open. */
export function splitRow(row: string, options: CsvOptions): string[] | undefined {
  return row.includes(QUOTE) ? splitQuoted(row, options) : splitPlain(row, options);
}

function splitPlain(line: string, { delimiter, trim }: CsvOptions): string[] {
  const cells = line.split(delimiter);
  return trim === true ? cells.map((cell) => cell.trim()) : cells;
}

function splitQuoted(row: string, { delimiter, trim }: CsvOptions): string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let start = at;
    if (trim === true) while (row[start] !== delimiter && (row[start] === " " || row[start] === "\t")) start += 1;
    if (row[start] === QUOTE) {
      const cell = quotedCell(row, start, delimiter);
      if (cell === undefined) return undefined;
      cells.push(cell.text);
      at = cell.end;
    } else {
      const end = row.indexOf(delimiter, at);
      const cell = row.slice(at, end === -1 ? row.length : end);
      cells.push(trim === true ? cell.trim() : cell);
      at = end === -1 ? row.length : end;
    }
    if (at >= row.length) return cells;
    at += delimiter.length;
  }
}

/** The cell whose quote stands at `start`, and where its delimiter or the row's end is. */
function quotedCell(row: string, start: number, delimiter: string): { text: string; end: number } | undefined {
  let text = "";
  let at = start + 1;
  for (;;) {
    const quote = row.indexOf(QUOTE, at);
    if (quote === -1) return undefined;
    text += row.slice(at, quote);
    if (row[quote + 1] === QUOTE) {
      text += QUOTE;
      at = quote + 2;
      continue;
    }
    const next = row.indexOf(delimiter, quote + 1);
    const end = next === -1 ? row.length : next;
    // Text between the closing quote and the delimiter is against the rules; it is kept rather than lost.
    return { text: text + row.slice(quote + 1, end).trimEnd(), end };
  }
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * The delimiter that cuts the first lines into the same number of cells, more than one; the commonest in the first line
 * where none is even. `undefined` where no line holds one.
 */
export function sniffDelimiter(lines: readonly string[]): string | undefined {
  const declared = /^sep=(.)$/.exec(lines[0] ?? "");
  if (declared !== null) return declared[1];
  const sample = lines.filter((line) => line.trim() !== "").slice(0, 20);
  let best: string | undefined;
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const widths = sample.map((line) => (splitRow(line, { delimiter }) ?? []).length);
    const width = widths[0] ?? 0;
    if (width < 2) continue;
    const even = widths.filter((count) => count === width).length / widths.length;
    const score = even * 1_000 + Math.min(width, 900);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
