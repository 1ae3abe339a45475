/** What a table looks like and how it would be read: shown before it is imported. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../base/errors.ts";
import { BUNDLE_LIMITS } from "./bundle/bundle.ts";
import { fileStream, unreadable } from "./bundle/file-stream.ts";
import { chooseFormat } from "./choose-format.ts";
import { genericTable } from "./formats/generic-table.ts";
import { planTable } from "./formats/generic/plan-table.ts";
import { sourceContent } from "./source-content.ts";

export interface PreviewedTable {
  readonly path: string;
  /** Id of the format that claims the file; `undefined` where none does. */
  readonly format: string | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The guessed mapping as JSON text, for tables that no other format claims; where only the time was, just that. */
  readonly mapping: string | undefined;
  readonly decisions: readonly string[];
}

const PREVIEW_ROWS = 50;
const LONGEST_CELL = 500;

/** A `UserError` where the file cannot be read as text at all. */
export async function previewTable(path: string): Promise<PreviewedTable> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!found.isFile()) throw new UserError("bad-input", "Only a file can be previewed.", { where: path });
  const content = await sourceContent(() => fileStream(path), basename(path), BUNDLE_LIMITS);
  const format = chooseFormat(content.head)?.format.id;
  const text = content.text({ note: () => undefined, reject: () => undefined });
  const plan = await planTable(text, content.fileName, undefined);
  if (plan === undefined) return { path, format, columns: [], rows: [], mapping: undefined, decisions: [] };
  const { mapping: whole, partial } = plan.guess;
  // A table that says when, but not what, is one for a person to explain.
  const isGeneric = format === genericTable.id || (format === undefined && partial !== undefined);
  const mapping = isGeneric ? (whole ?? partial) : undefined;
  return {
    path,
    format: isGeneric ? genericTable.id : format,
    columns: plan.shape.columns,
    rows: plan.sample.slice(0, PREVIEW_ROWS).map((row) => row.map((cell) => cell.slice(0, LONGEST_CELL))),
    mapping: mapping === undefined ? undefined : JSON.stringify(mapping, undefined, 2),
    decisions: isGeneric ? plan.guess.decisions : [],
  };
}
