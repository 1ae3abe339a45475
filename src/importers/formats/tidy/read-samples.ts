/** The tidy table of samples: one row a time, one column a metric. */
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import { splitRow } from "../../reading/csv-rows.ts";
import { parseNumber } from "../../reading/numbers.ts";
import { HOST, IGNORED, TIME } from "../../reading/value-rows.ts";
import { metricColumn, type MetricColumn } from "./metric-column.ts";
import { SampleBlocks, type HostRows } from "./sample-blocks.ts";
import { SampleScanner } from "./sample-scanner.ts";
import { linesBelow, tidyHost, tidyTime, type TidyHeader } from "./tidy-header.ts";

export async function readSamples(
  header: TidyHeader,
  text: FileText,
  facts: SourceFacts,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<void> {
  const metrics: MetricColumn[] = [];
  const roles = new Int32Array(header.cells.length).fill(IGNORED);
  const seen = new Set<string>();
  header.cells.forEach((name, position) => {
    if (position === header.time || position === header.host) return;
    const column = metricColumn(name);
    if (column === undefined) {
      sink.noteOnce(`The column "${name.slice(0, 120)}" is in no registry of metrics: it was ignored.`);
      return;
    }
    const key = `${column.metric} ${column.instance}`;
    if (seen.has(key)) {
      sink.noteOnce(`The column "${name}" occurs twice: only the first was read.`);
      return;
    }
    seen.add(key);
    roles[position] = metrics.length;
    metrics.push(column);
  });

  if (header.host !== -1) roles[header.host] = HOST;
  roles[header.time] = TIME;
  const blocks = new SampleBlocks(metrics, sink);
  const row = new Float64Array(blocks.width);
  const host = tidyHost(facts, sink);
  const rowsFor = (written: string | undefined): HostRows | undefined => {
    const name = host(written);
    return name === undefined ? undefined : blocks.rowsOf(name);
  };
  const readTime = tidyTime(facts, sink);

  const readOddRow = (line: string, number: number): void => {
    if (line.trim() === "") return;
    const cells = splitRow(line, { delimiter: "," });
    if (line === header.raw) sink.skip("header repeated");
    else if (cells === undefined) sink.reject(number, "A quote is opened and never closed.", line);
    else if (cells.length !== header.cells.length) {
      sink.reject(number, `The row has ${cells.length} cells, the header ${header.cells.length}.`, line);
    } else {
      const reason = storeCells(cells);
      if (reason !== undefined) sink.reject(number, reason, line);
    }
  };

  /** Stores a row from the text of its cells, or skips it; returns why it must be rejected. */
  const storeCells = (cells: readonly string[]): string | undefined => {
    const time = readTime(cells[header.time] ?? "");
    if (typeof time === "string") return time;
    const rows = rowsFor(header.host === -1 ? undefined : cells[header.host]);
    if (rows === undefined) return "The row names no host.";
    row.fill(Number.NaN);
    let unreadable = 0;
    cells.forEach((cell, position) => {
      const metric = roles[position] ?? IGNORED;
      if (metric < 0) return;
      const value = parseNumber(cell);
      if (value === undefined) {
        unreadable += 1;
        sink.note(`Column ${header.cells[position] ?? ""}: a value could not be read and was left out.`);
      }
      row[metric] = value ?? Number.NaN;
    });
    if (blocks.add(rows, time, row)) sink.stored();
    else if (unreadable > 0) return "None of the row's values can be read.";
    else sink.skip("row without a value");
    return undefined;
  };

  const scanner = new SampleScanner(roles, blocks, rowsFor, readTime, readOddRow);
  for await (const block of text.blocks()) {
    signal.throwIfAborted();
    const { first, bytes } = linesBelow(header.line, block);
    const stored = scanner.scan(bytes, first);
    if (stored > 0) sink.stored(stored);
  }
  blocks.flush();
}
