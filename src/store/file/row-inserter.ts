/**
 * Inserts rows of one table, many per statement: crossing into SQLite costs as much as the row itself. Columns in which
 * no row has had a value yet are left out, since each that is handed over costs as much as a twentieth of the row.
 *
 * `OR FAIL` spares SQLite a copy of every page it touches, from which it would undo the one statement; a failure ends in
 * a rollback of the whole transaction anyway. Rows that are not yet a statement's worth wait for `flush`.
 */
import type { Database, SqlValue } from "./database.ts";

const USUAL_ROWS = 50;

export class RowInserter {
  readonly #database: Database;
  readonly #table: string;
  readonly #columns: readonly string[];
  readonly #rows: number;
  readonly #values: SqlValue[];
  /** Places in a row of the columns that have had a value. */
  #used: readonly number[] = [];
  readonly #isUsed: boolean[];
  #one = "";
  #many = "";
  #filled = 0;

  constructor(database: Database, table: string, columns: readonly string[], rows = USUAL_ROWS) {
    this.#database = database;
    this.#table = table;
    this.#columns = columns;
    this.#rows = rows;
    this.#values = new Array<SqlValue>(rows * columns.length).fill(undefined);
    this.#isUsed = columns.map(() => false);
  }

  /** Rows that wait. */
  get waiting(): number {
    return this.#filled / this.#columns.length;
  }

  add(...row: readonly SqlValue[]): void {
    row.forEach((value, place) => this.#put(place, value));
    this.#endRow();
  }

  /** A row of a host and source, then the numbers from one place to another; NaN is NULL. */
  addNumbers(hostId: number, sourceId: number, numbers: Float64Array, from: number, to: number): void {
    this.#put(0, hostId);
    this.#put(1, sourceId);
    for (let at = from; at < to; at += 1) this.#put(2 + at - from, numbers[at]);
    this.#endRow();
  }

  flush(): void {
    const width = this.#columns.length;
    this.#chooseColumns();
    for (let at = 0; at < this.#filled; at += width) {
      this.#database.prepare(this.#one).run(...this.#used.map((place) => this.#values[at + place]));
    }
    this.#filled = 0;
  }

  #put(place: number, value: SqlValue): void {
    this.#values[this.#filled + place] = value;
    // NaN, which is not itself, is NULL to SQLite.
    if (value !== undefined && value === value) this.#isUsed[place] = true;
  }

  #endRow(): void {
    this.#filled += this.#columns.length;
    if (this.#filled < this.#values.length) return;
    this.#chooseColumns();
    this.#database.prepare(this.#many).run(...this.#usedValues());
    this.#filled = 0;
  }

  #usedValues(): SqlValue[] {
    const width = this.#columns.length;
    if (this.#used.length === width) return this.#values;
    const values: SqlValue[] = [];
    for (let at = 0; at < this.#filled; at += width) {
      for (const place of this.#used) values.push(this.#values[at + place]);
    }
    return values;
  }

  /** Takes in the columns that were first used since the last statement. */
  #chooseColumns(): void {
    const used = this.#columns.flatMap((_, place) => (this.#isUsed[place] === true ? [place] : []));
    if (used.length === this.#used.length) return;
    const row = `(${used.map(() => "?").join(", ")})`;
    const into = `INSERT OR FAIL INTO ${this.#table} (${used.map((place) => this.#columns[place]).join(", ")}) VALUES `;
    this.#used = used;
    this.#one = into + row;
    this.#many = into + Array.from({ length: this.#rows }, () => row).join(", ");
  }
}
