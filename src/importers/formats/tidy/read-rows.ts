/** The tidy tables of events and justifications: one record a row. */
import { isAscii } from "node:buffer";
import { linePieces, splitLines, textOf } from "../../decode/file-text.ts";
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import { csvAssembler, splitRow, type CsvRow } from "../../reading/csv-rows.ts";
import { PlainRow } from "../../reading/plain-row.ts";
import { plainColumns, textColumns, type RowContext } from "./column-readers.ts";
import { CONNECTION_COLUMNS, CONTROL_COLUMNS, eventRows, PROCESS_COLUMNS, type RowReader } from "./event-rows.ts";
import { JUSTIFICATION_COLUMNS, justificationRows } from "./justification-rows.ts";
import { linesBelow, tidyHost, tidyTime, type TidyHeader, type TidyKind } from "./tidy-header.ts";

type RowKind = Exclude<TidyKind, "samples">;

const COLUMNS: Readonly<Record<RowKind, readonly string[]>> = {
  processes: ["timestamp", "host.name", ...PROCESS_COLUMNS],
  connections: ["timestamp", "host.name", ...CONNECTION_COLUMNS],
  controls: ["timestamp", "host.name", ...CONTROL_COLUMNS],
  justifications: JUSTIFICATION_COLUMNS,
};

const DELIMITER = ",";
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

interface Readers {
  /** Of rows that were cut into texts. */
  readonly texts: RowReader;
  /** Of rows as they lie in a block, where there are so many that this pays. */
  readonly plain: RowReader<PlainRow> | undefined;
}

export async function readRows(
  kind: RowKind,
  header: TidyHeader,
  text: FileText,
  facts: SourceFacts,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<void> {
  for (const name of header.positions.keys()) {
    if (name !== "" && !COLUMNS[kind].includes(name)) {
      sink.note(`The column "${name.slice(0, 120)}" belongs to no tidy table of ${kind}: it was ignored.`);
    }
  }
  const scanner = rowScanner(header, readersOf(kind, header, facts, sink), sink);
  for await (const block of text.blocks()) {
    const below = linesBelow(header.line, block);
    let line = below.first;
    for (const piece of linePieces(below.bytes)) {
      signal.throwIfAborted();
      line += scanner.scan(piece, line);
    }
  }
  scanner.end();
}

function readersOf(kind: RowKind, header: TidyHeader, facts: SourceFacts, sink: ImportSink): Readers {
  const column = (name: string): number => header.positions.get(name) ?? -1;
  const readTime = tidyTime(facts, sink);
  if (kind === "justifications") return { texts: justificationRows(column, readTime, facts, sink), plain: undefined };
  const context: RowContext = { column, readTime, host: tidyHost(facts, sink), sink, decimal: ".", scale: () => 1 };
  return {
    texts: eventRows[kind](sink, textColumns(context)),
    plain: eventRows[kind](sink, plainColumns(context, DELIMITER)),
  };
}

interface RowScanner {
  /** Reads whole lines, and returns how many there were. */
  scan(bytes: Uint8Array, first: number): number;
  end(): void;
}

/** Reads plain rows where they lie and all others as texts: those with letters beyond ASCII, and over several lines. */
function rowScanner(header: TidyHeader, { texts, plain }: Readers, sink: ImportSink): RowScanner {
  const width = header.cells.length;
  const options = { delimiter: DELIMITER };
  const assembler = csvAssembler(options, sink);
  const row = new PlainRow(width, DELIMITER);
  let stored = 0;

  const store = (reason: string | undefined, line: number, raw: string): void => {
    if (reason === undefined) stored += 1;
    else sink.reject(line, reason, raw);
  };

  const readCells = ({ cells, line, raw }: CsvRow): void => {
    if (raw === header.raw) sink.skip("header repeated");
    else if (cells.length === width) store(texts(cells, line), line, raw);
    else sink.reject(line, `The row has ${cells.length} cells, the header ${width}.`, raw);
  };

  const readLine = (raw: string, line: number): void => {
    const cells = assembler.isOpen() ? undefined : splitRow(raw, options);
    if (cells === undefined) assembler.add(raw, line).forEach(readCells);
    else if (raw.trim() !== "") readCells({ cells, line, raw });
  };

  /** Reads a row where it lies; returns the position of its newline, -1 where it is to be read as text. */
  const readPlain = (read: RowReader<PlainRow>, start: number, line: number): number => {
    const end = assembler.isOpen() ? -1 : row.cut(start);
    if (end === -1) return -1;
    if (end - start <= header.raw.length + 1 && row.between(start, end).trimEnd() === header.raw) return -1;
    const reason = read(row, line);
    if (reason === undefined) stored += 1;
    else sink.reject(line, reason, row.between(start, lineEnd(row.bytes, start, end)));
    return end;
  };

  const scanPlain = (bytes: Uint8Array, first: number, read: RowReader<PlainRow>): number => {
    const text = textOf(bytes);
    row.enter(bytes, text);
    let line = first;
    for (let start = 0; start < bytes.length; line += 1) {
      let end = readPlain(read, start, line);
      if (end === -1) {
        const newline = bytes.indexOf(NEWLINE, start);
        end = newline === -1 ? bytes.length : newline;
        readLine(text.slice(start, lineEnd(bytes, start, end)), line);
      }
      start = end + 1;
    }
    return line - first;
  };

  const scanTexts = (bytes: Uint8Array, first: number): number => {
    const lines = splitLines(textOf(bytes));
    lines.forEach((line, index) => readLine(line, first + index));
    return lines.length;
  };

  const tell = (): void => {
    sink.stored(stored);
    stored = 0;
  };

  return {
    scan(bytes, first) {
      const lines = plain !== undefined && isAscii(bytes) ? scanPlain(bytes, first, plain) : scanTexts(bytes, first);
      tell();
      return lines;
    },
    end() {
      assembler.end().forEach(readCells);
      tell();
    },
  };
}

/** Where a line ends, without the carriage return before its newline. */
function lineEnd(bytes: Uint8Array, start: number, newline: number): number {
  return newline > start && bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
}
