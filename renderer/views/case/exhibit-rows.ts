/** The frozen rows of an exhibit as a table: its content is JSON, an array of records or one record. */
import { exhibitCell } from "../../../src/model/exhibit-cell.ts";

export interface ExhibitRows {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly total: number;
}

const MOST_FIELDS = 24;

export function exhibitRows(content: string, most = 0): ExhibitRows {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return { fields: ["content"], rows: most > 0 ? [[content]] : [], total: 1 };
  }
  const records: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const shown = records.slice(0, most);
  const fields = [...new Set(shown.flatMap((record) => (isRecord(record) ? Object.keys(record) : ["value"])))];
  const kept = fields.slice(0, MOST_FIELDS);
  const rows = shown.map((record) =>
    kept.map((field) => exhibitCell(field, isRecord(record) ? record[field] : record)),
  );
  return { fields: kept, rows, total: records.length };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
