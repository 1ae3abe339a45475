/** A table whose lines are its rows, mostly: those that are ordinary are scanned as bytes, all others read as text. */
import { splitLines, textOf } from "../../decode/file-text.ts";
import type { FileText, ImportSink } from "../../importer.ts";
import type { TableShape } from "../../mapping.ts";
import { csvAssembler, type CsvRow } from "../../reading/csv-rows.ts";
import { endingInNewline } from "../../reading/value-rows.ts";
import { isFirstRow, jsonCells, NO_OBJECT } from "./table-rows.ts";

const NEWLINE = 10;

export interface LineScanner {
  /** Stores the row at `from` without counting it and returns its newline; -1 for one that is to be read as text. */
  scan(bytes: Uint8Array, from: number): number;
}

/** `readRow` is given the rows that the scanner does not read. */
export async function readPlainLines(
  text: FileText,
  shape: TableShape,
  scanner: LineScanner,
  readRow: (row: CsvRow) => void,
  sink: Pick<ImportSink, "reject" | "stored">,
  signal: AbortSignal,
): Promise<void> {
  const assembler = csvAssembler({ delimiter: shape.delimiter, trim: true }, sink);
  let isAboveRows = shape.hasHeader;

  const readLine = (line: string, number: number): void => {
    if (shape.kind === "json") {
      const cells = jsonCells(line, shape.columns);
      if (cells !== undefined) readRow({ cells, line: number, raw: line });
      else if (line.trim() !== "") sink.reject(number, NO_OBJECT, line);
    } else if (assembler.isOpen() || isFirstRow(line)) {
      assembler.add(line, number).forEach(readRow);
    }
  };

  for await (const block of text.blocks()) {
    signal.throwIfAborted();
    const bytes = endingInNewline(block.bytes);
    let stored = 0;
    let line = block.first;
    for (let start = 0; start < bytes.length;) {
      if (!isAboveRows && !assembler.isOpen()) {
        start = scanLines(scanner, bytes, start);
        stored += scannedLines;
        line += scannedLines;
        if (start === bytes.length) break;
      }
      const end = bytes.indexOf(NEWLINE, start);
      const [written = ""] = splitLines(textOf(bytes.subarray(start, end + 1)));
      if (isAboveRows) isAboveRows = !isFirstRow(written);
      else readLine(written, line);
      start = end + 1;
      line += 1;
    }
    block.lines = line - block.first;
    if (stored > 0) sink.stored(stored);
  }
  assembler.end().forEach(readRow);
}

/** How many lines were scanned last. */
let scannedLines = 0;

/** Scans lines from `from` on; returns where the first one begins that is to be read as text, or the end. */
function scanLines(scanner: LineScanner, bytes: Uint8Array, from: number): number {
  let start = from;
  scannedLines = 0;
  while (start < bytes.length) {
    const newline = scanner.scan(bytes, start);
    if (newline === -1) break;
    start = newline + 1;
    scannedLines += 1;
  }
  return start;
}
