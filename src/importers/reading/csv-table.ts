/** A table of separated text whose first row names its columns. */
import type { FileText, ImportSink } from "../importer.ts";
import { csvRows, type CsvOptions, type CsvRow } from "./csv-rows.ts";

export interface CsvTable {
  readonly header: readonly string[];
  /** Batches of the rows below the header. */
  readonly rows: AsyncIterable<CsvRow[]>;
}

/**
 * Reads the header and gives the rows after it; `undefined` where there is no row at all. A header that is repeated
 * further down is skipped and counted, as is the `sep=` line of spreadsheets. `isHeader` finds a header that does not
 * come first; the rows above it are skipped as text above the table.
 */
export async function csvTable(
  text: FileText,
  options: CsvOptions,
  sink: Pick<ImportSink, "reject" | "skip">,
  isHeader: (cells: readonly string[]) => boolean = () => true,
): Promise<CsvTable | undefined> {
  const batches = csvRows(text, options, sink);
  for (;;) {
    const batch = await batches.next();
    if (batch.done === true) return undefined;
    let index = 0;
    for (const row of batch.value) {
      index += 1;
      if (/^sep=.$/.test(row.raw)) continue;
      if (!isHeader(row.cells)) {
        sink.skip("text above the table");
        continue;
      }
      const rest = batch.value.slice(index);
      return { header: row.cells, rows: rowsAfter(rest, batches, row.raw, sink) };
    }
  }
}

async function* rowsAfter(
  first: CsvRow[],
  batches: AsyncGenerator<CsvRow[]>,
  header: string,
  sink: Pick<ImportSink, "skip">,
): AsyncGenerator<CsvRow[]> {
  const withoutHeaders = (rows: CsvRow[]): CsvRow[] => {
    const kept = rows.filter((row) => row.raw !== header);
    if (kept.length < rows.length) sink.skip("header repeated", rows.length - kept.length);
    return kept;
  };
  yield withoutHeaders(first);
  for await (const batch of batches) yield withoutHeaders(batch);
}

/** Column positions by name, without regard to case and surrounding blanks; of two with one name, the first. */
export function columnPositions(header: readonly string[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  header.forEach((name, position) => {
    const key = name.trim().toLowerCase();
    if (!positions.has(key)) positions.set(key, position);
  });
  return positions;
}
