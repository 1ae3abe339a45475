/**
 * The texts of events, each once a source and field as far as its reader knew: rows of events hold their ids. A text belongs to
 * its source and goes with it.
 */
import type { NewTexts } from "../batch/source-batch.ts";
import type { Database } from "../file/database.ts";

export type TextsById = ReadonlyMap<number, string>;

/** The texts that rows name in these columns. */
export function readTexts<Column extends string>(
  database: Database,
  rows: readonly Readonly<Record<Column, number | null>>[],
  columns: readonly Column[],
): TextsById {
  const ids = new Set<number>();
  for (const row of rows) {
    for (const column of columns) {
      const id = row[column];
      if (id !== null) ids.add(id);
    }
  }
  const found = database
    .prepare<{ id: number; text: string }>("SELECT text.id, text FROM json_each(?) JOIN text ON text.id = value")
    .all(JSON.stringify([...ids]));
  return new Map(found.map(({ id, text }) => [id, text]));
}

export class TextWriter {
  readonly #database: Database;
  readonly #sourceId: number;
  /** The id of the text that has the number 0. */
  #base: number;
  #next: number;

  constructor(database: Database, sourceId: number) {
    this.#database = database;
    this.#sourceId = sourceId;
    this.#base = this.#newest() + 1;
    this.#next = this.#base;
  }

  /** Texts are numbered from 0 again. */
  restart(): void {
    this.#base = this.#next;
  }

  /** Takes the texts that follow those that were taken before. */
  add({ count, block }: NewTexts): void {
    if (count === 0) return;
    // SQLite numbers them in the order they come; stating the ids would make it copy every page that it touches.
    this.#database
      .prepare("INSERT OR FAIL INTO text (source_id, field, text) SELECT ?, key, value FROM json_each(?)")
      .run(this.#sourceId, block);
    this.#next += count;
  }

  /** The id of a number; NaN, as which SQLite takes NULL, of NaN. */
  id(number: number): number {
    return this.#base + number;
  }

  finish(): void {
    if (this.#newest() !== this.#next - 1) throw new Error("Texts were numbered wrongly.");
  }

  #newest(): number {
    return this.#database.prepare<{ id: number | null }>("SELECT max(id) AS id FROM text").get()?.id ?? 0;
  }
}
