/** What the columns of a table of metrics are: by their names and units, checked against their values. */
import type { ColumnMapping } from "../../mapping.ts";
import { parseNumber, type DecimalMark } from "../../reading/numbers.ts";
import { metricColumn } from "../tidy/metric-column.ts";
import { byteUnit, isPercent, metricByName, VALUE_NAMES, wordsOf, type NamedMetric } from "./name-rules.ts";

export interface ColumnGuess {
  readonly columns: ColumnMapping["columns"];
  readonly decisions: readonly string[];
}

export interface ColumnSample {
  readonly name: string;
  readonly cells: readonly string[];
  /** Cells of one host after another, an empty one between two hosts, for telling counters. */
  readonly groups: readonly string[];
}

/** Share of a column's values that must be numbers. */
const ENOUGH = 0.8;
/** Percent beyond rounding. */
const MOST_PERCENT = 110;
/** Percent added up over the CPUs of a large machine. */
const MOST_PERCENT_OF_CPUS = 25_600;
/** A whole number below this may be the number of a CPU. */
const MOST_CPUS = 256;
/** Names of devices within a column's name. */
const DEVICE =
  /\b(eth|ens|eno|enp|wlan|wlp|bond|sd[a-z]|nvme|vd[a-z]|xvd[a-z]|disk|dm|gpu|cpu)[-_]?\w*\d\w*|\bsd[a-z]\b|\bvd[a-z]\b|\b[A-Z]:/i;
/** Rows that show whether a number only ever grows. */
const COUNTER_ROWS = 12;

export function guessMetricColumns(
  samples: readonly ColumnSample[],
  decimal: DecimalMark,
  fileName: string,
): ColumnGuess {
  const decisions: string[] = [];
  const columns: ColumnMapping["columns"][number][] = [];
  const numeric = samples.filter((sample) => isNumeric(sample.cells, decimal));
  for (const sample of numeric) {
    const tidy = metricColumn(sample.name);
    if (tidy !== undefined) {
      columns.push({
        column: sample.name,
        as: tidy.metric,
        ...(tidy.instance === "" ? {} : { instance: tidy.instance }),
      });
      continue;
    }
    const named = metricByName(sample.name);
    if (named !== undefined) columns.push(...guessColumn(sample, sample.name, named, decimal, decisions));
  }
  const [only, ...others] = numeric;
  if (columns.length === 0 && only !== undefined && others.length === 0 && VALUE_NAMES.test(wordsOf(only.name))) {
    const named = metricByName(fileName.replace(/\.[a-z]+$/i, ""));
    if (named !== undefined) {
      decisions.push(`Column "${only.name}" is ${named.metric}, by the file's name.`);
      columns.push(...guessColumn(only, fileName, named, decimal, decisions));
    }
  }
  return { columns: oneEach(columns, decisions), decisions };
}

function isNumeric(cells: readonly string[], decimal: DecimalMark): boolean {
  let numbers = 0;
  let present = 0;
  for (const cell of cells) {
    const value = parseNumber(withoutPercent(cell), decimal);
    if (value === undefined) continue;
    numbers += 1;
    if (!Number.isNaN(value)) present += 1;
  }
  return present > 0 && numbers >= ENOUGH * cells.length;
}

/** Cells such as "22 %" are numbers too. */
export function withoutPercent(cell: string): string {
  return cell.endsWith("%") ? cell.slice(0, -1) : cell;
}

/**
 * `naming` is the text that names the metric and its unit: the column's name, or the file's. Nothing where the values
 * are not those of such a metric: a wrong guess would be worse than none.
 */
function guessColumn(
  sample: ColumnSample,
  naming: string,
  { metric, quantity }: NamedMetric,
  decimal: DecimalMark,
  decisions: string[],
): ColumnMapping["columns"] {
  const base = { column: sample.name, as: metric };
  const say = (what: string): void => void decisions.push(`Column "${sample.name}" is ${metric}: ${what}.`);
  switch (quantity) {
    case "share": {
      const most = largest(sample.cells, decimal);
      const isSaid = isPercent(naming) || sample.cells.some((cell) => cell.endsWith("%"));
      if (most > MOST_PERCENT && !(isSaid && most <= MOST_PERCENT_OF_CPUS)) {
        decisions.push(`Column "${sample.name}" was left out: its values reach ${most}, which is no share of a whole.`);
        return [];
      }
      if (isOrdinal(sample, decimal)) {
        decisions.push(
          `Column "${sample.name}" was left out: its whole numbers count something rather than measure it.`,
        );
        return [];
      }
      if (isSaid) {
        say(
          `percent, by its name or its cells${most > MOST_PERCENT ? ", above 100 where several CPUs are added up" : ""}`,
        );
        return [{ ...base, scale: 0.01 }];
      }
      if (most > 1.5) {
        say(`percent, since its values reach ${most}`);
        return [{ ...base, scale: 0.01 }];
      }
      say(`a ratio, since no value of the sample is above ${Math.max(1, most)}`);
      return [base];
    }
    case "bytes":
    case "byte-rate": {
      const unit = byteUnit(naming);
      const isCounter = quantity === "byte-rate" && grows(sample.groups, decimal);
      const pace = quantity === "bytes" ? "" : isCounter ? ", a counter, since it only grows" : " a second";
      say(unit === undefined ? `bytes${pace}, since it names no unit` : `${unit.words}${pace}`);
      const scale = unit === undefined || unit.scale === 1 ? {} : { scale: unit.scale };
      return [{ ...base, ...scale, ...counter(isCounter) }];
    }
    case "operation-rate": {
      const isCounter = grows(sample.groups, decimal);
      say(isCounter ? "a counter, since it only grows" : "operations a second");
      return [{ ...base, ...counter(isCounter) }];
    }
    case "watts": {
      const words = wordsOf(naming);
      const scale = /\bkw\b/.test(words) ? 1_000 : /\bmw\b/.test(words) ? 0.001 : undefined;
      say(scale === undefined ? "watts" : scale > 1 ? "kilowatts" : "milliwatts");
      return [{ ...base, ...(scale === undefined ? {} : { scale }) }];
    }
    case "celsius":
      say("degrees Celsius");
      return [base];
  }
}

function counter(isCounter: boolean): { readonly counter?: boolean } {
  return isCounter ? { counter: true } : {};
}

function largest(cells: readonly string[], decimal: DecimalMark): number {
  let most = 0;
  for (const cell of cells) {
    const value = parseNumber(cell, decimal);
    if (value !== undefined && value > most) most = value;
  }
  return most;
}

/** Whether values only grow but for a rare reset, as a cumulative count's do. */
function grows(cells: readonly string[], decimal: DecimalMark): boolean {
  let up = 0;
  let down = 0;
  let last: number | undefined;
  let count = 0;
  for (const cell of cells) {
    const value = parseNumber(cell, decimal);
    if (value === undefined || Number.isNaN(value)) {
      last = undefined;
      continue;
    }
    if (last !== undefined && value > last) up += 1;
    if (last !== undefined && value < last) down += 1;
    last = value;
    count += 1;
  }
  return count >= COUNTER_ROWS && up > count / 4 && down <= count / 100;
}

/** Whether a column with nothing but a thing's name holds small whole numbers, as the number of a CPU or GPU is. */
function isOrdinal(sample: ColumnSample, decimal: DecimalMark): boolean {
  if (/\s|%/.test(wordsOf(sample.name))) return false;
  return sample.cells.every((cell) => {
    const value = parseNumber(withoutPercent(cell), decimal);
    return value === undefined || Number.isNaN(value) || (Number.isInteger(value) && value < MOST_CPUS);
  });
}

/**
 * One column a series. Of several for one metric, those that name a device become instances; else the shortest name is
 * taken, and the others are left out: they are parts or other views of the same.
 */
function oneEach(
  columns: readonly ColumnMapping["columns"][number][],
  decisions: string[],
): ColumnMapping["columns"][number][] {
  const seriesOf = (column: ColumnMapping["columns"][number]): string => `${column.as} ${column.instance ?? ""}`;
  return columns.flatMap((column) => {
    const same = columns.filter((other) => seriesOf(other) === seriesOf(column));
    if (same.length === 1) return [column];
    if (same.every((other) => DEVICE.test(other.column))) {
      const instance = DEVICE.exec(column.column)?.[0] ?? column.column;
      decisions.push(`Column "${column.column}" is the instance ${instance} of ${column.as}.`);
      return [{ ...column, instance }];
    }
    const [shortest] = [...same].sort((a, b) => a.column.length - b.column.length);
    if (column === shortest) return [column];
    decisions.push(`Column "${column.column}" was left out: "${shortest?.column ?? ""}" is ${column.as} already.`);
    return [];
  });
}
