/** Who imports: our own import, DuckDB and the `sqlite3` shell, each into a file that is closed and durable afterwards. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { importPaths } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Contestant, Place } from "./contest.ts";

/** Threads of DuckDB: as many as the reference machine has cores. */
export const DUCKDB_THREADS = "2";

/**
 * Returns the samples and events that were stored; throws where a single record was not. Threads are named, since code
 * that runs from elsewhere than the build starts none by itself.
 */
export async function importAll({ source, target }: Place): Promise<number> {
  const workspace = openWorkspace(target, { create: true });
  const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
  const { sources, totals } = await importPaths(workspace, [source], { workers: availableParallelism() }, hooks);
  workspace.close();
  const failed = sources.find(({ outcome }) => outcome !== "imported");
  if (failed !== undefined) throw new Error(`${failed.path}: ${failed.error ?? failed.outcome}`);
  if (totals.rejected > 0) throw new Error(`${totals.rejected} records were rejected.`);
  return totals.samples + totals.events;
}

/** `query` is what the table is made of. */
export function duckdb(query: (source: string) => string): Contestant {
  return async ({ source, target }) => {
    const database = await DuckDBInstance.create(target, { threads: DUCKDB_THREADS });
    const connection = await database.connect();
    await connection.run(`CREATE TABLE sample AS ${query(source)}`);
    connection.closeSync();
    database.closeSync();
    return undefined;
  };
}

/** Tables without their header rows, into one table of text columns, which is what `.import` makes. */
export const sqliteShell: Contestant = ({ source, target }) => {
  const names = readdirSync(source).filter((name) => name.endsWith(".csv"));
  const imports = names.map((name, index) => {
    const skip = index === 0 ? "" : "--skip 1 ";
    return `.import ${skip}${path.join(source, name)} sample`;
  });
  const { status, stderr } = spawnSync("sqlite3", [target], {
    input: [".mode csv", ...imports].join("\n"),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The sqlite3 shell failed: ${stderr}`);
  return Promise.resolve(undefined);
};

export function hasSqliteShell(): boolean {
  const { status } = spawnSync("sqlite3", ["-version"]);
  if (status === 0) return true;
  console.log("\nNot compared with the sqlite3 shell, which is not installed (package sqlite3).");
  return false;
}
