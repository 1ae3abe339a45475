/** The rows of a mapped table of metrics: from the text of their cells, or straight from bytes where they are ordinary. */
import { UserError } from "../../../base/errors.ts";
import { MILLISECOND, SECOND, type Timestamp } from "../../../base/time.ts";
import type { ImportSink } from "../../importer.ts";
import type { ColumnMapping, TableShape } from "../../mapping.ts";
import { counterToRate } from "../../reading/counter-to-rate.ts";
import { parseNumber } from "../../reading/numbers.ts";
import type { TimeReading } from "../../reading/times.ts";
import { metricColumn, type MetricColumn } from "../tidy/metric-column.ts";
import { SampleBlocks, type HostRows } from "../tidy/sample-blocks.ts";
import type { TimeForms } from "../tidy/time-bytes.ts";
import { CellScanner } from "./cell-scanner.ts";
import { withoutPercent } from "./guess-columns.ts";
import { ObjectScanner } from "./object-scanner.ts";
import type { LineScanner } from "./plain-lines.ts";
import { isEachUsedOnce, type RowPositions } from "./row-positions.ts";
import { factorOf, scaled } from "./value-factor.ts";

export interface MetricRows {
  /** Reads and counts one row. */
  readRow(cells: readonly string[], line: number, raw: string): void;
  /** `undefined` where all rows are to be read as text. */
  readonly scanner: LineScanner | undefined;
  flush(): void;
}

export function metricRows(
  shape: TableShape,
  mapping: ColumnMapping,
  positions: RowPositions,
  readTime: (text: string) => TimeReading,
  host: (written: string | undefined) => string | undefined,
  sink: ImportSink,
): MetricRows {
  const blocks = new SampleBlocks(mapping.columns.map(requireMetric), sink);
  const decimal = mapping.decimal ?? ".";
  const factors = mapping.columns.map((column) => factorOf(column.scale ?? 1));
  const rate = counterToRate();

  /** The value of a cell in the registry's unit; NaN for none, `undefined` where it cannot be read. */
  const valueOf = (cell: string, index: number, ofHost: string, time: Timestamp): number | undefined => {
    const column = mapping.columns[index];
    const { places, scale } = factors[index] ?? factorOf(1);
    const value = parseNumber(withoutPercent(cell), decimal, places);
    if (column === undefined || value === undefined || Number.isNaN(value)) return value;
    const inUnit = scaled(value, scale);
    return column.counter === true ? (rate(`${ofHost} ${index}`, time, inUnit) ?? Number.NaN) : inUnit;
  };

  const rowsFor = (written: string | undefined): HostRows | undefined => {
    const name = host(written);
    return name === undefined ? undefined : blocks.rowsOf(name);
  };

  const places = Int32Array.from(factors, (factor) => factor.places);
  const scales = Float64Array.from(factors, (factor) => factor.scale);
  const forms = formsOf(mapping.time.form);
  const isScannable = !mapping.columns.some(({ counter }) => counter === true) && isEachUsedOnce(positions);
  const row = new Float64Array(blocks.width);

  const table = { columns: shape.columns, positions, places, scales, forms, readTime, rowsFor };
  const scanner = (): LineScanner =>
    shape.kind === "json"
      ? new ObjectScanner(table, blocks)
      : new CellScanner({ ...table, delimiter: shape.delimiter, decimal }, blocks);

  return {
    scanner: isScannable ? scanner() : undefined,
    readRow(cellsOfRow, line, raw) {
      const time = readTime(cellsOfRow[positions.time] ?? "");
      if (typeof time === "string") {
        sink.reject(line, time, raw);
        return;
      }
      const rows = rowsFor(positions.host === -1 ? undefined : cellsOfRow[positions.host]);
      if (rows === undefined) {
        sink.reject(line, "The row names no host.", raw);
        return;
      }
      let unreadable = 0;
      positions.columns.forEach((position, index) => {
        const value = valueOf(cellsOfRow[position] ?? "", index, rows.host, time);
        if (value === undefined) {
          unreadable += 1;
          sink.note(`Column ${mapping.columns[index]?.column ?? ""}: a value could not be read and was left out.`);
        }
        row[index] = value ?? Number.NaN;
      });
      if (blocks.add(rows, time, row)) {
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

function requireMetric(column: ColumnMapping["columns"][number]): MetricColumn {
  const metric = metricColumn(column.as);
  if (metric !== undefined) return { metric: metric.metric, instance: column.instance ?? metric.instance };
  throw new UserError("bad-input", `The mapping's "${column.as}" is no metric of the registry.`, {
    next: "Use a name such as system.cpu.utilization or system.network.io{network.io.direction=receive}.",
  });
}

function formsOf(form: ColumnMapping["time"]["form"]): TimeForms {
  switch (form) {
    case "epoch-s":
      return { hasIso: false, unitOf: () => SECOND };
    case "epoch-ms":
      return { hasIso: false, unitOf: () => MILLISECOND };
    default:
      return { hasIso: form === "iso", unitOf: undefined };
  }
}
