import SqliteDatabase from "better-sqlite3";

/** The fields and texts of a block, as SQLite reads them. */
export function textsIn(block: Uint8Array): [number, string][] {
  const database = new SqliteDatabase(":memory:");
  const found = database.prepare<[Uint8Array], [number, string]>(
    "SELECT CAST(key AS INTEGER), value FROM json_each(?)",
  );
  const rows = found.raw().all(block);
  database.close();
  return rows;
}
