/** A table whose lines are its rows, mostly: those that are ordinary are scanned as bytes, all others read as text. */
import { splitLines, textOf } from "../../decode/file-text.ts";
import type { FileText, ImportSink } from "../../importer.ts";
import type { TableShape } from "../../mapping.ts";
import { csvAssembler, type CsvRow } from "../../reading/csv-rows.ts";
import { endingInNewline } from "../../reading/value-rows.ts";
import { isFirstRow, jsonCells, NO_OBJECT } from "./table-rows.ts";

const NEWLINE = 10;

/** `scanRow` stores the row at a position and returns its newline, or -1 for one that `readRow` is to be given. */
export async function readPlainLines(
  text: FileText,
  shape: TableShape,
  scanRow: (bytes: Uint8Array, from: number) => number,
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
    for (let start = 0; start < bytes.length; line += 1) {
      let end = isAboveRows || assembler.isOpen() ? -1 : scanRow(bytes, start);
      if (end === -1) {
        end = bytes.indexOf(NEWLINE, start);
        const [written = ""] = splitLines(textOf(bytes.subarray(start, end + 1)));
        if (isAboveRows) isAboveRows = !isFirstRow(written);
        else readLine(written, line);
      } else {
        stored += 1;
      }
      start = end + 1;
    }
    block.lines = line - block.first;
    if (stored > 0) sink.stored(stored);
  }
  assembler.end().forEach(readRow);
}
