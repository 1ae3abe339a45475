/** Reads a table as its mapping says. */
import { UserError } from "../../../base/errors.ts";
import { zoneOf } from "../../../base/zone.ts";
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import type { ColumnMapping, TableShape } from "../../mapping.ts";
import type { CsvRow } from "../../reading/csv-rows.ts";
import { timeReader } from "../../reading/times.ts";
import { CONNECTION_COLUMNS, CONTROL_COLUMNS, eventRows, PROCESS_COLUMNS } from "../tidy/event-rows.ts";
import { textColumns, type RowContext } from "../tidy/column-readers.ts";
import { tidyHost } from "../tidy/tidy-header.ts";
import { metricRows } from "./metric-rows.ts";
import { readPlainLines, type LineScanner } from "./plain-lines.ts";
import { tableRows } from "./table-rows.ts";

type Kind = NonNullable<ColumnMapping["kind"]>;
type EventKind = Exclude<Kind, "metrics">;

const EVENT_COLUMNS: Readonly<Record<EventKind, readonly string[]>> = {
  processes: PROCESS_COLUMNS,
  connections: CONNECTION_COLUMNS,
  controls: CONTROL_COLUMNS,
};

export async function readMapped(
  text: FileText,
  shape: TableShape,
  mapping: ColumnMapping,
  facts: SourceFacts,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<void> {
  const table = mappedTable(shape, mapping, facts, sink);
  noteIgnored(shape, mapping, sink);
  const readRow = ({ cells, line, raw }: CsvRow): void => {
    if (cells.length > table.lastPosition) table.readRow(cells, line, raw);
    else sink.reject(line, `The row has ${cells.length} cells, the header ${shape.columns.length}.`, raw);
  };
  if (table.scanner !== undefined && shape.hasPlainLines) {
    await readPlainLines(text, shape, table.scanner, readRow, sink, signal);
  } else {
    for await (const rows of tableRows(text, shape, sink)) {
      signal.throwIfAborted();
      rows.forEach(readRow);
    }
  }
  table.flush();
}

interface MappedTable {
  /** The last cell that a row must have. */
  readonly lastPosition: number;
  /** Reads and counts one row. */
  readRow(cells: readonly string[], line: number, raw: string): void;
  /** Of a table of metrics: see `MetricRows`. */
  readonly scanner: LineScanner | undefined;
  flush(): void;
}

function mappedTable(shape: TableShape, mapping: ColumnMapping, facts: SourceFacts, sink: ImportSink): MappedTable {
  const position = (column: string): number => {
    const found = shape.columns.indexOf(column);
    if (found !== -1) return found;
    throw new UserError("bad-input", `The mapping names the column "${column}", which the table does not have.`, {
      next: `Its columns are: ${shape.columns.join(", ").slice(0, 500)}.`,
    });
  };
  const timeAt = position(mapping.time.column);
  const hostAt = mapping.host !== undefined && "column" in mapping.host ? position(mapping.host.column) : -1;
  const hostName = mapping.host !== undefined && "name" in mapping.host ? sink.hostName(mapping.host.name) : facts.host;
  const host = tidyHost({ ...facts, host: hostName }, sink);
  const readTime = timeReader(mapping.time.form, zoneFor(mapping, facts), sink.noteOnce);
  const positions = mapping.columns.map((column) => position(column.column));
  const lastPosition = Math.max(timeAt, hostAt, ...positions);
  const kind = mapping.kind ?? "metrics";
  if (kind === "metrics") {
    const at = { time: timeAt, host: hostAt, columns: positions };
    return { lastPosition, ...metricRows(shape, mapping, at, readTime, host, sink) };
  }
  const byField = new Map<string, number>([
    ["timestamp", timeAt],
    ["host.name", hostAt],
  ]);
  mapping.columns.forEach(({ as }, index) => byField.set(requireField(as, kind), positions[index] ?? -1));
  const context: RowContext = {
    column: (name) => byField.get(name) ?? -1,
    readTime,
    host,
    sink,
    decimal: mapping.decimal ?? ".",
    scale: (name) => mapping.columns.find(({ as }) => as === name)?.scale ?? 1,
  };
  const reader = eventRows(kind, sink, textColumns(context));
  return {
    lastPosition,
    readRow(cells, line, raw) {
      const reason = reader.read(cells, line);
      if (reason === undefined) sink.stored();
      else sink.reject(line, reason, raw);
    },
    scanner: undefined,
    flush: () => undefined,
  };
}

/** A zone that somebody chose for this source is over one that a mapping was only guessed to have. */
export function zoneFor(mapping: ColumnMapping, facts: SourceFacts): SourceFacts["zone"] {
  const inMapping = mapping.time.zone === undefined ? undefined : zoneOf(mapping.time.zone);
  return facts.mapping === undefined ? (facts.zone ?? inMapping) : (inMapping ?? facts.zone);
}

function requireField(as: string, kind: EventKind): string {
  if (EVENT_COLUMNS[kind].includes(as)) return as;
  throw new UserError("bad-input", `The mapping's "${as}" is no field of a table of ${kind}.`, {
    next: `Fields are: ${EVENT_COLUMNS[kind].join(", ")}.`,
  });
}

function noteIgnored(shape: TableShape, mapping: ColumnMapping, sink: ImportSink): void {
  const used = new Set([mapping.time.column, ...mapping.columns.map(({ column }) => column)]);
  if (mapping.host !== undefined && "column" in mapping.host) used.add(mapping.host.column);
  const ignored = shape.columns.filter((column) => !used.has(column));
  if (ignored.length > 0) sink.noteOnce(`Columns that were ignored: ${ignored.join(", ").slice(0, 1_000)}.`);
}
