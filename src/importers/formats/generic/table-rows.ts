/** A table that nobody standardised, as rows of cells: separated text with or without a header, or flat JSON objects. */
import type { FileHead, FileText, ImportSink } from "../../importer.ts";
import type { TableShape } from "../../mapping.ts";
import { csvRows, sniffDelimiter, splitRow, type CsvRow } from "../../reading/csv-rows.ts";
import { asObject, jsonRecords, parseJsonDigits } from "../../reading/json-records.ts";

type Rejecting = Pick<ImportSink, "reject">;

/** Objects nested deeper than this stay one cell. */
const DEEPEST = 3;
/** Records that are looked at for the columns of a JSON table. */
const COLUMN_SAMPLE = 500;
/** Share of the first lines that must be cut into as many cells as the header. */
const EVEN_ENOUGH = 0.8;

/** Whether the head of a file could be a table: the same number of cells in most lines, or flat objects. */
export function looksLikeTable(head: FileHead): boolean {
  if (/^\s*[[{]/.test(head.text)) return /^\s*\[?\s*\{\s*"/.test(head.text);
  return csvDelimiter(head.lines) !== undefined;
}

/** The line that names the columns. */
export function headerLine(head: FileHead): string {
  return head.lines.find(isFirstRow) ?? "";
}

/** Whether a line is one of the table: not blank, and no declaration of its delimiter. */
export function isFirstRow(line: string): boolean {
  return line.trim() !== "" && !/^sep=.$/.test(line);
}

function csvDelimiter(lines: readonly string[]): string | undefined {
  const delimiter = sniffDelimiter(lines);
  if (delimiter === undefined) return undefined;
  const sample = lines.filter((line) => line.trim() !== "" && !/^sep=.$/.test(line)).slice(0, 20);
  const widths = sample.map((line) => splitRow(line, { delimiter })?.length ?? 0);
  const even = widths.filter((width) => width === widths[0]).length;
  return sample.length > 1 && even >= EVEN_ENOUGH * sample.length ? delimiter : undefined;
}

/** The shape of a table; `undefined` for a text that is none. `delimiter` overrides what is found. */
export async function tableShape(text: FileText, delimiter: string | undefined): Promise<TableShape | undefined> {
  for await (const { lines } of text.lines()) {
    const first = lines.find(isFirstRow);
    if (first === undefined) continue;
    if (/^\s*[[{]/.test(first)) return jsonShape(text);
    const found = delimiter ?? csvDelimiter(lines);
    if (found === undefined) return undefined;
    const cells = splitRow(first, { delimiter: found, trim: true }) ?? [];
    const hasHeader = !cells.some((cell) => cell !== "" && !/[a-z\p{L}]/iu.test(cell));
    const names = hasHeader ? cells : cells.map((_, index) => `column ${index + 1}`);
    const hasPlainLines = !lines.some((line) => line.includes('"'));
    return { kind: "csv", delimiter: found, columns: unique(names), hasHeader, isNested: false, hasPlainLines };
  }
  return undefined;
}

async function jsonShape(text: FileText): Promise<TableShape | undefined> {
  const plain = await objectLines(text);
  const columns = new Set<string>();
  let isNested = false;
  for (const value of plain ?? (await firstRecords(text))) {
    const object = asObject(value) ?? {};
    const hasParts = Object.values(object).some(isPart);
    isNested ||= hasParts;
    for (const name of hasParts ? flatten(value).keys() : Object.keys(object)) columns.add(name);
  }
  if (columns.size === 0) return undefined;
  const hasPlainLines = plain !== undefined;
  return { kind: "json", delimiter: ",", columns: [...columns], hasHeader: false, isNested, hasPlainLines };
}

/** The first lines as objects; `undefined` where one is none. */
async function objectLines(text: FileText): Promise<unknown[] | undefined> {
  const objects: unknown[] = [];
  for await (const { lines } of text.lines()) {
    for (const line of lines) {
      if (line.trim() === "") continue;
      const value = /^\s*\{/.test(line) ? parseJsonDigits(line) : undefined;
      if (asObject(value) === undefined) return undefined;
      objects.push(value);
      if (objects.length === COLUMN_SAMPLE) return objects;
    }
  }
  return objects;
}

async function firstRecords(text: FileText): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const records of jsonRecords(text, { reject: () => undefined })) {
    for (const record of records) values.push(parseJsonDigits(record.text));
    if (values.length >= COLUMN_SAMPLE) break;
  }
  return values;
}

/** Batches of the table's rows, cells in the order of its columns. */
export async function* tableRows(text: FileText, shape: TableShape, sink: Rejecting): AsyncGenerator<CsvRow[]> {
  if (shape.kind === "json") {
    yield* jsonRows(text, shape.columns, sink);
    return;
  }
  let isFirst = shape.hasHeader;
  for await (const batch of csvRows(text, { delimiter: shape.delimiter, trim: true }, sink)) {
    const rows = batch.filter((row) => !/^sep=.$/.test(row.raw));
    if (isFirst) rows.shift();
    isFirst = false;
    yield rows;
  }
}

/** Batches of rows that are cut into cells once they are looked at, where lines are rows. */
export async function* uncutRows(text: FileText, shape: TableShape): AsyncGenerator<UncutRow[]> {
  if (!shape.hasPlainLines) {
    for await (const rows of tableRows(text, shape, { reject: () => undefined }))
      yield rows.map(
        ({ cells }) =>
          () =>
            cells,
      );
    return;
  }
  const cellsOf = (line: string): readonly string[] | undefined =>
    shape.kind === "json" ? jsonCells(line, shape.columns) : splitRow(line, { delimiter: shape.delimiter, trim: true });
  let isFirst = shape.hasHeader;
  for await (const { lines } of text.lines()) {
    const rows = lines.filter(isFirstRow).map((line) => () => cellsOf(line));
    if (isFirst && rows.length > 0) {
      rows.shift();
      isFirst = false;
    }
    yield rows;
  }
}

/** Cuts a row; `undefined` where it turns out to be none. */
export type UncutRow = () => readonly string[] | undefined;

async function* jsonRows(text: FileText, columns: readonly string[], sink: Rejecting): AsyncGenerator<CsvRow[]> {
  for await (const records of jsonRecords(text, sink)) {
    const rows: CsvRow[] = [];
    for (const { text: raw, line } of records) {
      const cells = jsonCells(raw, columns);
      if (cells === undefined) sink.reject(line, NO_OBJECT, raw);
      else rows.push({ line, raw, cells });
    }
    yield rows;
  }
}

export const NO_OBJECT = "The record is no JSON object.";

/** The cells of a record in the order of the columns; `undefined` where it is no object. */
export function jsonCells(raw: string, columns: readonly string[]): string[] | undefined {
  const record = parseJsonDigits(raw);
  const object = asObject(record);
  if (object === undefined) return undefined;
  const parts = Object.values(object);
  if (parts.length === 0) return undefined;
  if (!parts.some(isPart)) return columns.map((name) => (Object.hasOwn(object, name) ? cellOf(object[name]) : ""));
  const cells = flatten(record);
  return cells.size === 0 ? undefined : columns.map((name) => cells.get(name) ?? "");
}

function isPart(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** A value as the text of a cell. */
function cellOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null ? "" : JSON.stringify(value);
}

/** An object's values as text by dotted key; empty for anything else. */
function flatten(value: unknown): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  const add = (part: unknown, prefix: string, depth: number): void => {
    for (const [key, inner] of Object.entries(asObject(part) ?? {})) {
      const name = prefix + key;
      if (asObject(inner) !== undefined && depth < DEEPEST) add(inner, `${name}.`, depth + 1);
      else cells.set(name, cellOf(inner));
    }
  };
  add(value, "", 1);
  return cells;
}

/** Names that occur again get a number, so that a mapping can tell them apart. */
function unique(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
