/** The tidy tables of events and justifications: one record a row. */
import { UserError } from "../../../base/errors.ts";
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import { csvTable } from "../../reading/csv-table.ts";
import {
  CONNECTION_COLUMNS,
  connectionRows,
  CONTROL_COLUMNS,
  controlRows,
  PROCESS_COLUMNS,
  processRows,
  type RowContext,
  type RowReader,
} from "./event-rows.ts";
import { JUSTIFICATION_COLUMNS, justificationRows } from "./justification-rows.ts";
import { tidyHost, tidyTime, type TidyHeader, type TidyKind } from "./tidy-header.ts";

type RowKind = Exclude<TidyKind, "samples">;

const COLUMNS: Readonly<Record<RowKind, readonly string[]>> = {
  processes: ["timestamp", "host.name", ...PROCESS_COLUMNS],
  connections: ["timestamp", "host.name", ...CONNECTION_COLUMNS],
  controls: ["timestamp", "host.name", ...CONTROL_COLUMNS],
  justifications: JUSTIFICATION_COLUMNS,
};

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
  const readRow = rowReader(kind, header, facts, sink);
  const table = await csvTable(text, { delimiter: "," }, sink);
  if (table === undefined) throw new UserError("bad-input", "The table is empty.", { next: "Export it again." });
  const width = header.cells.length;
  for await (const rows of table.rows) {
    signal.throwIfAborted();
    let stored = 0;
    for (const { cells, line, raw } of rows) {
      const reason =
        cells.length === width ? readRow(cells, line) : `The row has ${cells.length} cells, the header ${width}.`;
      if (reason === undefined) stored += 1;
      else sink.reject(line, reason, raw);
    }
    sink.stored(stored);
  }
}

function rowReader(kind: RowKind, header: TidyHeader, facts: SourceFacts, sink: ImportSink): RowReader {
  const column = (name: string): number => header.positions.get(name) ?? -1;
  const readTime = tidyTime(facts, sink);
  if (kind === "justifications") return justificationRows(column, readTime, facts, sink);
  const context: RowContext = { column, readTime, host: tidyHost(facts, sink), sink, decimal: ".", scale: () => 1 };
  switch (kind) {
    case "processes":
      return processRows(context);
    case "connections":
      return connectionRows(context);
    case "controls":
      return controlRows(context);
  }
}
