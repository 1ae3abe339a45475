/**
 * The indexes of processes and connections by time alone. Sources come a host at a time, so that every one of them writes
 * all over such an index: of many rows it is made in a third of the time once they are there.
 */
import { UserError } from "../../base/errors.ts";
import type { Database } from "../file/database.ts";

const TIME_INDEXES = [
  { name: "process_by_time", table: "process", columns: "opens, closes" },
  { name: "connection_by_time", table: "connection", columns: "start, until" },
] as const;

/** Of no more rows than these an index is made anew in a blink. */
const FEW_ROWS = 100_000;

/** Takes those indexes away that are soon made again. */
export function setTimeIndexesAside(database: Database): void {
  for (const { name, table } of TIME_INDEXES) {
    const rows = database.prepare(`SELECT 1 FROM ${table} LIMIT 1 OFFSET ${String(FEW_ROWS)}`);
    if (rows.get() === undefined) database.execute(`DROP INDEX IF EXISTS ${name}`);
  }
}

/**
 * Makes those that are missing, as after an import that broke off. A full disk is no reason to fail: all is there
 * without them, only slower, and the next one to open the file for writing makes them.
 */
export function makeTimeIndexes(database: Database): void {
  for (const { name, table, columns } of TIME_INDEXES) {
    try {
      database.execute(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`);
    } catch (error) {
      if (!(error instanceof UserError && error.code === "no-space")) throw error;
    }
  }
}
