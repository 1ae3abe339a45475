/**
 * Inserts rows of one table, many per statement: crossing into SQLite costs as much as the row itself.
 *
 * `OR FAIL` spares SQLite a copy of every page it touches, from which it would undo the one statement; a failure ends in
 * a rollback of the whole transaction anyway. Rows that are not yet a statement's worth wait for `flush`.
 */
import type { Database, SqlValue } from "./database.ts";

const USUAL_ROWS = 50;

export class RowInserter {
  readonly #database: Database;
  readonly #one: string;
  readonly #many: string;
  readonly #width: number;
  readonly #values: SqlValue[];
  #filled = 0;

  constructor(database: Database, table: string, columns: readonly string[], rows = USUAL_ROWS) {
    const row = `(${columns.map(() => "?").join(", ")})`;
    const into = `INSERT OR FAIL INTO ${table} (${columns.join(", ")}) VALUES `;
    this.#database = database;
    this.#one = into + row;
    this.#many = into + Array.from({ length: rows }, () => row).join(", ");
    this.#width = columns.length;
    this.#values = new Array<SqlValue>(rows * columns.length).fill(undefined);
  }

  /** Rows that wait. */
  get waiting(): number {
    return this.#filled / this.#width;
  }

  add(...row: readonly SqlValue[]): void {
    for (const value of row) this.#put(value);
    this.#endRow();
  }

  /** A row of a host and source, then the numbers from one place to another; NaN is NULL. */
  addNumbers(hostId: number, sourceId: number, numbers: Float64Array, from: number, to: number): void {
    this.#put(hostId);
    this.#put(sourceId);
    for (let at = from; at < to; at += 1) this.#put(numbers[at]);
    this.#endRow();
  }

  #put(value: SqlValue): void {
    this.#values[this.#filled] = value;
    this.#filled += 1;
  }

  #endRow(): void {
    if (this.#filled < this.#values.length) return;
    this.#database.prepare(this.#many).run(...this.#values);
    this.#filled = 0;
  }

  flush(): void {
    const insert = this.#database.prepare(this.#one);
    for (let at = 0; at < this.#filled; at += this.#width) insert.run(...this.#values.slice(at, at + this.#width));
    this.#filled = 0;
  }
}
