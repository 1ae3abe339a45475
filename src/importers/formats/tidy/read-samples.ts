/** The tidy table of samples: one row a time, one column a metric. */
import { splitLines, textOf } from "../../decode/file-text.ts";
import type { LineBlock } from "../../decode/line-blocks.ts";
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import { splitRow } from "../../reading/csv-rows.ts";
import { parseNumber } from "../../reading/numbers.ts";
import { metricColumn, type MetricColumn } from "./metric-column.ts";
import { sampleBlocks, type HostRows } from "./sample-blocks.ts";
import { sampleScanner, type SampleScanner } from "./sample-scanner.ts";
import { tidyHost, tidyTime, type TidyHeader } from "./tidy-header.ts";

const NEWLINE = 10;

export async function readSamples(
  header: TidyHeader,
  text: FileText,
  facts: SourceFacts,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<void> {
  const metrics: MetricColumn[] = [];
  const metricAt = new Int32Array(header.cells.length).fill(-1);
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
    metricAt[position] = metrics.length;
    metrics.push(column);
  });

  const blocks = sampleBlocks(metrics, sink);
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
    blocks.makeRoom(rows);
    let stored = 0;
    let unreadable = 0;
    cells.forEach((cell, position) => {
      const metric = metricAt[position] ?? -1;
      if (metric === -1) return;
      const value = parseNumber(cell);
      if (value === undefined) {
        unreadable += 1;
        sink.note(`Column ${header.cells[position] ?? ""}: a value could not be read and was left out.`);
      }
      const column = rows.values[metric];
      if (column !== undefined) column[rows.count] = value ?? Number.NaN;
      if (value === undefined || Number.isNaN(value)) rows.hasGap[metric] = 1;
      else stored += 1;
    });
    if (stored === 0) {
      if (unreadable > 0) return "None of the row's values can be read.";
      sink.skip("row without a value");
      return undefined;
    }
    rows.times[rows.count] = time;
    rows.count += 1;
    sink.stored();
    return undefined;
  };

  // Rows whose time and host stand elsewhere than first are all read as text.
  const isUsual = header.time === 0 && (header.host === -1 || header.host === 1);
  const scanner: SampleScanner = isUsual
    ? sampleScanner({ hasHost: header.host === 1, metricAt }, blocks, rowsFor, readTime, readOddRow)
    : textScanner(readOddRow);

  for await (const block of text.blocks()) {
    signal.throwIfAborted();
    const { first, bytes } = below(header.line, block);
    const stored = scanner.scan(bytes, first);
    if (stored > 0) sink.stored(stored);
  }
  blocks.flush();
}

function textScanner(readRow: (line: string, number: number) => void): SampleScanner {
  return {
    scan(bytes, first) {
      splitLines(textOf(bytes)).forEach((line, index) => readRow(line, first + index));
      return 0;
    },
  };
}

/** A block without its lines up to the one of the given number. */
function below(line: number, block: LineBlock): LineBlock {
  let { first } = block;
  let start = 0;
  for (; first <= line && start < block.bytes.length; first += 1) {
    const newline = block.bytes.indexOf(NEWLINE, start);
    start = newline === -1 ? block.bytes.length : newline + 1;
  }
  return { first, bytes: block.bytes.subarray(start) };
}
