/**
 * A connection to SQLite, as thin as can be: statements are prepared once, and what SQLite refuses becomes a sentence
 * for people. Whoever catches nothing here gets a `UserError` that names the file.
 */
import SqliteDatabase from "better-sqlite3";
import { UserError } from "../../base/errors.ts";
import { PACKED_FIELD, packedField } from "./packed-texts.ts";

export type SqlValue = number | string | Uint8Array | null | undefined;

/** A prepared statement whose rows are `Row`. */
export interface Statement<Row> {
  run(...values: SqlValue[]): { readonly changes: number };
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
}

export class Database {
  readonly path: string;
  readonly #sqlite: SqliteDatabase.Database;
  readonly #statements = new Map<string, Statement<unknown>>();
  readonly #lists = new Map<string, Statement<unknown>>();

  constructor(
    path: string,
    options: { readonly readOnly: boolean; readonly create?: boolean; readonly timeoutMs?: number },
  ) {
    this.path = path;
    this.#sqlite = this.#guarded(
      () =>
        new SqliteDatabase(path, {
          readonly: options.readOnly,
          fileMustExist: options.create !== true,
          timeout: options.timeoutMs ?? 5_000,
        }),
    );
    this.#sqlite.function(PACKED_FIELD, { deterministic: true }, packedField);
  }

  /** The statement of a text, prepared at the first call. `Row` is what the text selects: its author vouches for it. */
  prepare<Row = unknown>(sql: string): Statement<Row> {
    return this.#provide(this.#statements, sql, () => this.#sqlite.prepare<SqlValue[], Row>(sql));
  }

  /** The same, but with rows that are lists of their columns, which takes less time. */
  prepareList<Row extends readonly unknown[]>(sql: string): Statement<Row> {
    return this.#provide(this.#lists, sql, () => this.#sqlite.prepare<SqlValue[], Row>(sql).raw());
  }

  #provide<Row>(
    statements: Map<string, Statement<unknown>>,
    sql: string,
    prepare: () => SqliteDatabase.Statement<SqlValue[], Row>,
  ): Statement<Row> {
    const known = statements.get(sql);
    if (known !== undefined) return known as Statement<Row>;
    const prepared = this.#guarded(prepare);
    const statement: Statement<Row> = {
      run: (...values) => this.#guarded(() => prepared.run(...values)),
      get: (...values) => this.#guarded(() => prepared.get(...values)),
      all: (...values) => this.#guarded(() => prepared.all(...values)),
    };
    statements.set(sql, statement);
    return statement;
  }

  execute(sql: string): void {
    this.#guarded(() => this.#sqlite.exec(sql));
  }

  /** The single value of a pragma, or what it answers to a setting. */
  pragma(text: string): unknown {
    return this.#guarded(() => this.#sqlite.pragma(text, { simple: true }));
  }

  get inTransaction(): boolean {
    return this.#sqlite.inTransaction;
  }

  /** Runs `change` as one transaction: all of it, or nothing where it throws. Inside another one it is part of that. */
  transaction<Result>(change: () => Result): Result {
    if (this.inTransaction) return change();
    this.execute("BEGIN IMMEDIATE");
    try {
      const result = change();
      this.execute("COMMIT");
      return result;
    } finally {
      // SQLite has already rolled back by itself after some errors, such as a full disk.
      if (this.inTransaction) this.execute("ROLLBACK");
    }
  }

  close(): void {
    this.#statements.clear();
    this.#lists.clear();
    this.#sqlite.close();
  }

  #guarded<Result>(call: () => Result): Result {
    try {
      return call();
    } catch (error) {
      throw explainSqliteError(error, this.path);
    }
  }
}

/** What an error of SQLite means for the person whose file it is; anything that is not theirs to solve is given back. */
export function explainSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const explained = (code: UserError["code"], message: string, next: string): UserError =>
    new UserError(code, message, { where: path, next, cause: error });
  const [, family = ""] = /^SQLITE_([A-Z]+)/.exec(error.code) ?? [];
  switch (family) {
    case "FULL":
      return explained(
        "no-space",
        `The disk that holds ${path} is full; the change was not made.`,
        "Free some space and try again.",
      );
    case "BUSY":
    case "LOCKED":
      return explained("busy", `Another program is using ${path}.`, "Close it there and try again.");
    case "READONLY":
    case "PERM":
      return explained("not-writable", `${path} cannot be written.`, "Copy it to a folder that you may write to.");
    case "CANTOPEN":
      return explained(
        "not-writable",
        `${path} cannot be opened in this folder.`,
        "Check that the folder exists and that you may write to it, or copy the workspace to another one.",
      );
    case "NOTADB":
      return explained("bad-input", `${path} is not a Plimsoll workspace.`, "Choose a .plimsoll file, or a new name.");
    case "CORRUPT":
      return explained("damaged", `${path} is damaged.`, "Go back to a copy of it, or import its sources again.");
    case "IOERR":
      return explained(
        "unavailable",
        `${path} could not be read or written.`,
        "Check the drive or network share that it is on.",
      );
    default:
      return error;
  }
}
