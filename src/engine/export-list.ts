/** Writes the rows that a list admits, all of them and not only those on screen, as a table for other programs. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { setImmediate as pause } from "node:timers/promises";
import type { ExportedList, Progress } from "../api/engine-contract.ts";
import { toCsv } from "../base/csv.ts";
import { cancelled, UserError } from "../base/errors.ts";
import { timestamp, toIso } from "../base/time.ts";
import { findField, type FilterField } from "../filter/field.ts";
import { valuesOf } from "../filter/matches.ts";

export interface ExportJob {
  readonly path: string;
  /** Names of fields, in the order of the columns. */
  readonly columns: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Values are as they are stored: times as ISO 8601 in UTC, durations in seconds, bytes; several joined by "; ". */
export async function exportList<Row>(
  fields: readonly FilterField<Row>[],
  pages: Iterable<{ readonly rows: readonly Row[]; readonly total: number }>,
  { path, columns, signal, onProgress }: ExportJob,
): Promise<ExportedList> {
  const chosen = columns.map((name) => {
    const field = findField(fields, name);
    if (field === undefined) throw new UserError("bad-input", `This list has no field "${name.slice(0, 100)}".`);
    return field;
  });
  const partial = `${path}.part`;
  const file = createWriteStream(partial);
  const hash = createHash("sha256");
  let rows = 0;
  try {
    const write = async (text: string): Promise<void> => {
      hash.update(text);
      if (!file.write(text)) await once(file, "drain");
    };
    await write(toCsv([chosen.map((field) => field.name)]));
    for (const page of pages) {
      if (signal.aborted) throw cancelled("The export");
      await write(toCsv(page.rows.map((row) => chosen.map((field) => cellOf(field, row)))));
      rows += page.rows.length;
      onProgress({ share: page.total === 0 ? 1 : rows / page.total, doing: "Writing rows" });
      await pause();
    }
    file.end();
    await finished(file);
    await rename(partial, path);
  } catch (cause) {
    file.destroy();
    await rm(partial, { force: true });
    if (cause instanceof UserError) throw cause;
    throw new UserError("not-writable", `${path} could not be written.`, { next: "Choose another folder.", cause });
  }
  return { path, sha256: hash.digest("hex"), rows };
}

function cellOf<Row>(field: FilterField<Row>, row: Row): string {
  return valuesOf(field, row)
    .map((value) => (field.kind === "time" && typeof value === "number" ? toIso(timestamp(value)) : String(value)))
    .join("; ");
}
