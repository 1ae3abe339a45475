/** Sources: what was read, what could not be, and how one is taken out again with all that came from it. */
import type { Timestamp } from "../../base/time.ts";
import type { Reject, SourceRecord } from "../../model/source.ts";
import type { Database } from "../file/database.ts";
import { fromJson } from "../file/json-record.ts";
import { countHidden } from "../samples/series-writer.ts";
import { deletePastBut } from "../samples/past-table.ts";
import { deleteWeeksOf } from "../samples/week-table.ts";
import type { Page } from "../workspace.ts";
import { deleteProcesses } from "../events/process-writer.ts";

interface SourceRow {
  readonly id: number;
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly format: string;
  readonly imported_at: number;
  readonly read: number;
  readonly stored: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly samples: number;
  readonly events: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly notes: string;
}

export function readSources(database: Database): SourceRecord[] {
  const hosts = new Map<number, string[]>();
  for (const row of database
    .prepare<{ source_id: number; name: string }>(
      "SELECT source_id, name FROM source_host JOIN host ON host.id = host_id ORDER BY source_id, folded",
    )
    .all()) {
    const names = hosts.get(row.source_id);
    if (names === undefined) hosts.set(row.source_id, [row.name]);
    else names.push(row.name);
  }
  return database
    .prepare<SourceRow>("SELECT * FROM source ORDER BY id")
    .all()
    .map((row) => toSource(row, hosts.get(row.id) ?? []));
}

export function readSource(database: Database, sourceId: number): SourceRecord | undefined {
  const row = database.prepare<SourceRow>("SELECT * FROM source WHERE id = ?").get(sourceId);
  if (row === undefined) return undefined;
  const hosts = database
    .prepare<{ name: string }>(
      "SELECT name FROM source_host JOIN host ON host.id = host_id WHERE source_id = ? ORDER BY folded",
    )
    .all(sourceId);
  return toSource(
    row,
    hosts.map((host) => host.name),
  );
}

/** The newest source with this hash. */
export function findSourceByHash(database: Database, hash: string): SourceRecord | undefined {
  const row = database
    .prepare<{ id: number }>("SELECT id FROM source WHERE sha256 = ? ORDER BY id DESC LIMIT 1")
    .get(hash.toLowerCase());
  return row === undefined ? undefined : readSource(database, row.id);
}

function toSource(row: SourceRow, hosts: readonly string[]): SourceRecord {
  return {
    id: row.id,
    path: row.path,
    sha256: row.sha256,
    size: row.size,
    format: row.format,
    importedAt: row.imported_at as Timestamp,
    read: row.read,
    stored: row.stored,
    skipped: row.skipped,
    rejected: row.rejected,
    samples: row.samples,
    events: row.events,
    hosts,
    from: (row.first ?? undefined) as Timestamp | undefined,
    to: (row.last ?? undefined) as Timestamp | undefined,
    notes: fromJson(row.notes),
  };
}

/** Rejects of a source in the order they came, after the `after`-th one. */
export function readRejects(database: Database, sourceId: number, after: number, limit: number): Page<Reject> {
  const rows = database
    .prepare<Reject & { ordinal: number }>(
      "SELECT ordinal, line, reason, raw FROM reject WHERE source_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?",
    )
    .all(sourceId, after, limit + 1);
  const total = database
    .prepare<{ total: number }>("SELECT count(*) AS total FROM reject WHERE source_id = ?")
    .get(sourceId);
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ line, reason, raw }) => ({ line, reason, raw })),
    next: rows.length > limit ? String(page.at(-1)?.ordinal ?? after) : undefined,
    total: total?.total ?? 0,
  };
}

/** Removes a source and what only it knew: its rows, series and processes that are then empty, hosts only it named. */
export function deleteSource(database: Database, sourceId: number): void {
  const seriesIds = database
    .prepare<{ series_id: number }>("SELECT series_id FROM series_source WHERE source_id = ?")
    .all(sourceId);
  deleteWeeksOf(database, sourceId);
  deletePastBut(database, []);
  const deleteChunks = database.prepare("DELETE FROM chunk WHERE series_id = ? AND source_id = ?");
  for (const { series_id } of seriesIds) deleteChunks.run(series_id, sourceId);
  database.prepare("DELETE FROM series_source WHERE source_id = ?").run(sourceId);
  const isLeft = database.prepare("SELECT 1 FROM series_source WHERE series_id = ?");
  const hidden = database.prepare<{ hidden: number }>("SELECT hidden FROM series WHERE id = ?");
  const deleteSeries = database.prepare("DELETE FROM series WHERE id = ?");
  for (const { series_id } of seriesIds) {
    if (isLeft.get(series_id) === undefined) deleteSeries.run(series_id);
    else if ((hidden.get(series_id)?.hidden ?? 0) > 0) countHidden(database, series_id);
  }
  deleteProcesses(database, sourceId);
  for (const table of ["process_usage", "connection", "text", "control", "justification", "reject", "source_host"]) {
    database.prepare(`DELETE FROM ${table} WHERE source_id = ?`).run(sourceId);
  }
  database.prepare("DELETE FROM source WHERE id = ?").run(sourceId);
  database.execute(
    `DELETE FROM host WHERE class IS NULL AND time_zone IS NULL AND owner IS NULL AND logical_cpus IS NULL
       AND id NOT IN (SELECT host_id FROM source_host) AND id NOT IN (SELECT host_id FROM host_alias)`,
  );
}
