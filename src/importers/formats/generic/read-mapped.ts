/** Reads a table as its mapping says. */
import { UserError } from "../../../base/errors.ts";
import type { Timestamp } from "../../../base/time.ts";
import { zoneOf } from "../../../base/zone.ts";
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import type { ColumnMapping, TableShape } from "../../mapping.ts";
import { counterToRate } from "../../reading/counter-to-rate.ts";
import { parseNumber } from "../../reading/numbers.ts";
import { timeReader, type TimeReading } from "../../reading/times.ts";
import {
  CONNECTION_COLUMNS,
  connectionRows,
  CONTROL_COLUMNS,
  controlRows,
  PROCESS_COLUMNS,
  processRows,
  type RowContext,
  type RowReader,
} from "../tidy/event-rows.ts";
import { metricColumn, type MetricColumn } from "../tidy/metric-column.ts";
import { sampleBlocks } from "../tidy/sample-blocks.ts";
import { tidyHost } from "../tidy/tidy-header.ts";
import { withoutPercent } from "./guess-columns.ts";
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
  for await (const rows of tableRows(text, shape, sink)) {
    signal.throwIfAborted();
    for (const { cells, line, raw } of rows) {
      if (cells.length > table.lastPosition) table.readRow(cells, line, raw);
      else sink.reject(line, `The row has ${cells.length} cells, the header ${shape.columns.length}.`, raw);
    }
  }
  table.flush();
}

interface MappedTable {
  /** The last cell that a row must have. */
  readonly lastPosition: number;
  /** Reads and counts one row. */
  readRow(cells: readonly string[], line: number, raw: string): void;
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
    const hostOf = (cells: readonly string[]): string | undefined => host(hostAt === -1 ? undefined : cells[hostAt]);
    const metrics = metricRows(mapping, positions, timeAt, readTime, hostOf, sink);
    return { lastPosition, ...metrics };
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
  const readEvent = eventReader(kind, context);
  return {
    lastPosition,
    readRow(cells, line, raw) {
      const reason = readEvent(cells, line);
      if (reason === undefined) sink.stored();
      else sink.reject(line, reason, raw);
    },
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

function eventReader(kind: EventKind, context: RowContext): RowReader {
  switch (kind) {
    case "processes":
      return processRows(context);
    case "connections":
      return connectionRows(context);
    case "controls":
      return controlRows(context);
  }
}

function requireMetric(column: ColumnMapping["columns"][number]): MetricColumn {
  const metric = metricColumn(column.as);
  if (metric !== undefined) return { metric: metric.metric, instance: column.instance ?? metric.instance };
  throw new UserError("bad-input", `The mapping's "${column.as}" is no metric of the registry.`, {
    next: "Use a name such as system.cpu.utilization or system.network.io{network.io.direction=receive}.",
  });
}

function metricRows(
  mapping: ColumnMapping,
  positions: readonly number[],
  timeAt: number,
  readTime: (text: string) => TimeReading,
  hostOf: (cells: readonly string[]) => string | undefined,
  sink: ImportSink,
): Pick<MappedTable, "readRow" | "flush"> {
  const blocks = sampleBlocks(mapping.columns.map(requireMetric), sink);
  const decimal = mapping.decimal ?? ".";
  const factors = mapping.columns.map((column) => factorOf(column.scale ?? 1));
  const rate = counterToRate();

  /** The value of a cell in the registry's unit; NaN for none, `undefined` where it cannot be read. */
  const valueOf = (cell: string, index: number, host: string, time: Timestamp): number | undefined => {
    const column = mapping.columns[index];
    const { places, scale } = factors[index] ?? factorOf(1);
    const value = parseNumber(withoutPercent(cell), decimal, places);
    if (column === undefined || value === undefined || Number.isNaN(value)) return value;
    return column.counter === true ? (rate(`${host} ${index}`, time, value * scale) ?? Number.NaN) : value * scale;
  };

  return {
    readRow(cells, line, raw) {
      const time = readTime(cells[timeAt] ?? "");
      if (typeof time === "string") {
        sink.reject(line, time, raw);
        return;
      }
      const host = hostOf(cells);
      if (host === undefined) {
        sink.reject(line, "The row names no host.", raw);
        return;
      }
      const rows = blocks.rowsOf(host);
      blocks.makeRoom(rows);
      let stored = 0;
      let unreadable = 0;
      positions.forEach((position, index) => {
        const value = valueOf(cells[position] ?? "", index, host, time);
        if (value === undefined) {
          unreadable += 1;
          sink.note(`Column ${mapping.columns[index]?.column ?? ""}: a value could not be read and was left out.`);
        }
        const column = rows.values[index];
        if (column !== undefined) column[rows.count] = value ?? Number.NaN;
        if (value === undefined || Number.isNaN(value)) rows.hasGap[index] = 1;
        else stored += 1;
      });
      if (stored > 0) {
        rows.times[rows.count] = time;
        rows.count += 1;
        sink.stored();
      } else if (unreadable > 0) {
        sink.reject(line, "None of the row's values can be read.", raw);
      } else {
        sink.skip("row without a value, or with first readings of counters only");
      }
    },
    flush: () => blocks.flush(),
  };
}

/** A factor that only moves the decimal point, as percent do, is applied to the digits; others multiply. */
interface Factor {
  readonly places: number;
  readonly scale: number;
}

function factorOf(scale: number): Factor {
  const places = Math.round(-Math.log10(scale));
  return places > 0 && Number(`1e-${places}`) === scale ? { places, scale: 1 } : { places: 0, scale };
}

function noteIgnored(shape: TableShape, mapping: ColumnMapping, sink: ImportSink): void {
  const used = new Set([mapping.time.column, ...mapping.columns.map(({ column }) => column)]);
  if (mapping.host !== undefined && "column" in mapping.host) used.add(mapping.host.column);
  const ignored = shape.columns.filter((column) => !used.has(column));
  if (ignored.length > 0) sink.noteOnce(`Columns that were ignored: ${ignored.join(", ").slice(0, 1_000)}.`);
}
