/** The tidy tables of events and justifications: one record a row. */
import { isAscii } from "node:buffer";
import { linePieces, splitLines, textOf } from "../../decode/file-text.ts";
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import { csvAssembler, splitRow, type CsvAssembler, type CsvRow } from "../../reading/csv-rows.ts";
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

const OPTIONS = { delimiter: "," };
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
  const scanner = new RowScanner(header, readersOf(kind, header, facts, sink), sink);
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
    texts: eventRows(kind, sink, textColumns(context)),
    plain: eventRows(kind, sink, plainColumns(context, OPTIONS.delimiter)),
  };
}

/** Reads plain rows where they lie and all others as texts: those with letters beyond ASCII, and over several lines. */
class RowScanner {
  readonly #header: TidyHeader;
  readonly #readers: Readers;
  readonly #sink: ImportSink;
  readonly #assembler: CsvAssembler;
  readonly #row: PlainRow;
  #stored = 0;

  constructor(header: TidyHeader, readers: Readers, sink: ImportSink) {
    this.#header = header;
    this.#readers = readers;
    this.#sink = sink;
    this.#assembler = csvAssembler(OPTIONS, sink);
    this.#row = new PlainRow(header.cells.length, OPTIONS.delimiter);
  }

  /** Reads whole lines, and returns how many there were. */
  scan(bytes: Uint8Array, first: number): number {
    const { plain } = this.#readers;
    const isPlain = plain !== undefined && isAscii(bytes);
    const lines = isPlain ? this.#scanPlain(bytes, first, plain) : this.#scanTexts(bytes, first);
    this.#tell();
    return lines;
  }

  end(): void {
    for (const row of this.#assembler.end()) this.#readCells(row);
    this.#tell();
  }

  #scanPlain(bytes: Uint8Array, first: number, reader: RowReader<PlainRow>): number {
    const text = textOf(bytes);
    this.#row.enter(bytes, text);
    let line = first;
    for (let start = 0; start < bytes.length; line += 1) {
      let end = this.#readPlain(reader, start, line);
      if (end === -1) {
        const newline = bytes.indexOf(NEWLINE, start);
        end = newline === -1 ? bytes.length : newline;
        this.#readLine(text.slice(start, lineEnd(bytes, start, end)), line);
      }
      start = end + 1;
    }
    return line - first;
  }

  #scanTexts(bytes: Uint8Array, first: number): number {
    const lines = splitLines(textOf(bytes));
    lines.forEach((line, index) => this.#readLine(line, first + index));
    return lines.length;
  }

  /** Reads a row where it lies; returns the position of its newline, -1 where it is to be read as text. */
  #readPlain(reader: RowReader<PlainRow>, start: number, line: number): number {
    const row = this.#row;
    const end = this.#assembler.isOpen() ? -1 : row.cut(start);
    if (end === -1) return -1;
    const { raw } = this.#header;
    if (end - start <= raw.length + 1 && row.between(start, lineEnd(row.bytes, start, end)) === raw) return -1;
    const reason = reader.read(row, line);
    if (reason === undefined) this.#stored += 1;
    else this.#sink.reject(line, reason, row.between(start, lineEnd(row.bytes, start, end)));
    return end;
  }

  #readLine(raw: string, line: number): void {
    const cells = this.#assembler.isOpen() ? undefined : splitRow(raw, OPTIONS);
    if (cells === undefined) for (const row of this.#assembler.add(raw, line)) this.#readCells(row);
    else if (raw.trim() !== "") this.#readCells({ cells, line, raw });
  }

  #readCells({ cells, line, raw }: CsvRow): void {
    const width = this.#header.cells.length;
    if (raw === this.#header.raw) {
      this.#sink.skip("header repeated");
      return;
    }
    const reason =
      cells.length === width
        ? this.#readers.texts.read(cells, line)
        : `The row has ${cells.length} cells, the header ${width}.`;
    if (reason === undefined) this.#stored += 1;
    else this.#sink.reject(line, reason, raw);
  }

  #tell(): void {
    this.#sink.stored(this.#stored);
    this.#stored = 0;
  }
}

/** Where a line ends, without the carriage return before its newline. */
function lineEnd(bytes: Uint8Array, start: number, newline: number): number {
  return newline > start && bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
}
