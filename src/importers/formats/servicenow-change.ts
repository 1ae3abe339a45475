/**
 * ServiceNow change requests: a list exported as CSV (by label or by field name), or answers of the Table API as JSON.
 *
 * The API gives times in UTC; a list export gives them in the zone and the date format of the person who made it, and
 * says neither.
 */
import { UTC } from "../../base/zone.ts";
import type { FileText, Importer, ImportSink, SourceFacts } from "../importer.ts";
import { csvTable } from "../reading/csv-table.ts";
import { sniffDelimiter, splitRow } from "../reading/csv-rows.ts";
import { asObject, jsonRecords, parseJson } from "../reading/json-records.ts";
import { textOrMissing } from "../reading/missing.ts";
import { decideDateOrder, timeReader, type TimeReading } from "../reading/times.ts";
import { LABELS, readChange, TIME_FIELDS, type ChangeField } from "./servicenow/change-record.ts";

/** Rows from which the order of day and month is told. */
const ROWS_TO_LEARN_FROM = 20_000;

type Json = Readonly<Record<string, unknown>>;

export const servicenowChange: Importer = {
  id: "servicenow-change",
  describes: "ServiceNow change requests: list export (CSV) or Table API (JSON)",
  example: [
    '"number","short_description","state","approval","start_date","end_date","cmdb_ci","sys_created_on"',
    '"CHG0030001","Patch day","Scheduled","Approved","2026-11-24 22:00:00","2026-11-25 02:00:00","SRV-01","2026-11-01 09:12:44"',
  ].join("\n"),

  sniff({ text, lines }): number {
    if (/^\s*[[{]/.test(text)) {
      if (!/"number"\s*:/.test(text) || !/"(?:sys_id|short_description)"\s*:/.test(text)) return 0;
      return /"sys_class_name"[^,}]{0,80}"change_request"/.test(text) || /"CHG\d{4,}"/.test(text) ? 0.97 : 0;
    }
    const header = splitRow(lines[0] ?? "", { delimiter: sniffDelimiter(lines.slice(0, 1)) ?? "," }) ?? [];
    const fields = new Set(header.map(fieldOf));
    const known = [...fields].filter((name) => Object.values(LABELS).includes(name)).length;
    if (!fields.has("number") || known < 4) return 0;
    return fields.has("sys_class_name") || /(?:^|["',;\t])CHG\d{4,}/m.test(text) ? 0.96 : 0;
  },

  async read(text, facts, sink, signal): Promise<void> {
    let isJson = false;
    for await (const { lines } of text.lines()) {
      isJson = /^\s*[[{]/.test(lines.find((line) => line.trim() !== "") ?? "");
      break;
    }
    await (isJson ? readAnswers(text, facts, sink, signal) : readList(text, facts, sink, signal));
  },
};

function fieldOf(heading: string): string {
  const name = heading.trim().toLowerCase();
  return LABELS[name] ?? name;
}

function keep(
  field: ChangeField,
  toTime: (text: string) => TimeReading,
  sink: ImportSink,
  raw: string,
  line: number,
): void {
  const kind = field("sys_class_name");
  if (kind !== undefined && !/^change(?:_|\s)request$/i.test(kind)) {
    sink.skip(`records of the kind ${kind.slice(0, 40)}`);
    return;
  }
  const record = readChange(field, toTime, sink);
  if (typeof record === "string") {
    sink.reject(line, record, raw);
    return;
  }
  sink.justification(record, line);
  sink.stored();
}

async function readAnswers(text: FileText, facts: SourceFacts, sink: ImportSink, signal: AbortSignal): Promise<void> {
  const utc = timeReader("iso", UTC, () => undefined);
  const local = timeReader("iso", facts.zone, (note) => sink.note(note));
  for await (const records of jsonRecords(text, sink)) {
    signal.throwIfAborted();
    for (const { text: raw, line } of records) {
      const parsed = asObject(parseJson(raw));
      const record = asObject(parsed?.["result"]) ?? parsed;
      if (record === undefined) {
        sink.reject(line, "The record is no JSON object.", raw);
        continue;
      }
      // Display values are as a person would see them, times in that person's zone.
      const state = record["state"];
      const isDisplayed = typeof state === "string" && !/^-?\d*$/.test(state);
      keep((name) => valueIn(record, name), isDisplayed ? local : utc, sink, raw, line);
    }
  }
}

/** A value by itself, or a reference, or both forms of it: names of things as displayed, all else as stored. */
function valueIn(record: Json, name: string): string | undefined {
  const value = record[name];
  const both = asObject(value);
  const chosen =
    both === undefined ? value : TIME_FIELDS.includes(name) ? both["value"] : (both["display_value"] ?? both["value"]);
  return typeof chosen === "string" || typeof chosen === "number" ? textOrMissing(String(chosen)) : undefined;
}

async function readList(text: FileText, facts: SourceFacts, sink: ImportSink, signal: AbortSignal): Promise<void> {
  const delimiter = await delimiterOf(text);
  const isHeader = (cells: readonly string[]): boolean => cells.map(fieldOf).includes("number");
  const toTime = timeReader(await learnDates(text, delimiter, isHeader, sink), facts.zone, (note) => sink.note(note));
  const table = await csvTable(text, { delimiter }, sink, isHeader);
  if (table === undefined) return;
  const fields = table.header.map(fieldOf);
  for await (const rows of table.rows) {
    signal.throwIfAborted();
    for (const { cells, raw, line } of rows) {
      if (cells.length > fields.length) {
        sink.reject(line, `The row has ${String(cells.length)} cells, its header ${String(fields.length)}.`, raw);
        continue;
      }
      keep((name) => textOrMissing(cells[fields.indexOf(name)]), toTime, sink, raw, line);
    }
  }
}

async function delimiterOf(text: FileText): Promise<string> {
  for await (const { lines } of text.lines()) return sniffDelimiter(lines.slice(0, 20)) ?? ",";
  return ",";
}

/** How the export writes dates: year first unless a person's format says otherwise. */
async function learnDates(
  text: FileText,
  delimiter: string,
  isHeader: (cells: readonly string[]) => boolean,
  sink: ImportSink,
): Promise<"iso" | "month-first" | "day-first"> {
  const table = await csvTable(text, { delimiter }, { reject: () => undefined, skip: () => undefined }, isHeader);
  const dates: string[] = [];
  const fields = table?.header.map(fieldOf) ?? [];
  const positions = TIME_FIELDS.map((name) => fields.indexOf(name)).filter((position) => position >= 0);
  let rowCount = 0;
  for await (const rows of table?.rows ?? []) {
    for (const { cells } of rows) dates.push(...positions.map((position) => cells[position] ?? ""));
    rowCount += rows.length;
    if (rowCount >= ROWS_TO_LEARN_FROM) break;
  }
  const written = dates.filter((date) => date.trim() !== "");
  if (written.every((date) => /^\s*\d{4}-/.test(date))) return "iso";
  const order = decideDateOrder(written);
  if (order === "day-first" || order === "month-first") {
    sink.note(`Dates have the ${order === "day-first" ? "day" : "month"} first, as one of them shows.`);
    return order;
  }
  const isDotted = written.some((date) => /^\s*\d{1,2}\.\d{1,2}\./.test(date));
  sink.note(`No date shows whether the day or the month comes first: the ${isDotted ? "day" : "month"} was taken.`);
  return isDotted ? "day-first" : "month-first";
}
