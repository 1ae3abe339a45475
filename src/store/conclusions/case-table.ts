/** Cases, whole, and which episodes they hold. */
import type { Case } from "../../model/case.ts";
import { sha256 } from "./custody-log.ts";
import type { Database } from "../file/database.ts";
import { fromJson, toJson } from "../file/json-record.ts";

export function readCases(database: Database): Case[] {
  return database
    .prepare<{ record: string }>("SELECT record FROM case_file ORDER BY created_at, id")
    .all()
    .map((row) => fromJson<Case>(row.record));
}

export function readCase(database: Database, id: string): Case | undefined {
  const row = database.prepare<{ record: string }>("SELECT record FROM case_file WHERE id = ?").get(id);
  return row === undefined ? undefined : fromJson<Case>(row.record);
}

/** Stores a case as it is now; returns the hash over what was stored. */
export function putCase(database: Database, value: Case): string {
  const record = toJson(value);
  database
    .prepare(
      `INSERT INTO case_file (id, created_at, record) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, record = excluded.record`,
    )
    .run(value.id, value.createdAt, record);
  database.prepare("DELETE FROM case_episode WHERE case_id = ?").run(value.id);
  const hold = database.prepare("INSERT OR IGNORE INTO case_episode (case_id, episode_id) VALUES (?, ?)");
  for (const finding of value.findings) hold.run(value.id, finding.episodeId);
  return sha256(record);
}

/** The hash over each case as it is stored now, by its id. */
export function caseDigests(database: Database): ReadonlyMap<string, string> {
  const rows = database.prepare<{ id: string; record: string }>("SELECT id, record FROM case_file").all();
  return new Map(rows.map((row) => [row.id, sha256(row.record)]));
}
