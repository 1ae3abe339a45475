/** Pages of processes, connections, control events and rejected records, and the justifications. */
import type { TimeRange, Timestamp } from "../../base/time.ts";
import type { StoredConnection, StoredControl, StoredProcess } from "../../model/events.ts";
import type { Justification, StoredJustification } from "../../model/justification.ts";
import { claimFields } from "../../filter/conclusion-fields.ts";
import { predicateOf } from "../../filter/matches.ts";
import { readFilter } from "../../filter/read-filter.ts";
import type { ListedReject } from "../../model/source.ts";
import type { Database } from "../file/database.ts";
import { hostNames } from "../sources/fleet-table.ts";
import { fromJson } from "../file/json-record.ts";
import type { EventQuery, Page } from "../workspace.ts";
import { CONNECTION_TEXTS, toConnection, type ConnectionRow } from "./connection-record.ts";
import { REJECT_IDS_A_SOURCE } from "./event-table.ts";
import { findPage } from "./find-page.ts";
import { PROCESS_TEXTS, toProcess, type ProcessRow } from "./process-record.ts";
import { readTexts } from "./text-table.ts";

export function readProcesses(database: Database, query: EventQuery): Page<StoredProcess> {
  const { ids, next, total } = findPage(database, "processes", query);
  const names = hostNames(database);
  const found = database
    .prepare<ProcessRow>(
      "SELECT process.* FROM json_each(?) AS wanted JOIN process ON process.id = wanted.value ORDER BY wanted.key",
    )
    .all(ids);
  const texts = readTexts(database, found, PROCESS_TEXTS);
  return { rows: found.map((row) => toProcess(row, names.get(row.host_id) ?? "", texts)), next, total };
}

export function readConnections(database: Database, query: EventQuery): Page<StoredConnection> {
  const { ids, next, total } = findPage(database, "connections", query);
  const names = hostNames(database);
  const found = database
    .prepare<ConnectionRow>(
      "SELECT connection.* FROM json_each(?) AS wanted JOIN connection ON connection.id = wanted.value ORDER BY wanted.key",
    )
    .all(ids);
  const texts = readTexts(database, found, CONNECTION_TEXTS);
  return { rows: found.map((row) => toConnection(row, names.get(row.host_id) ?? "", texts)), next, total };
}

interface ControlRow {
  readonly id: number;
  readonly host_id: number;
  readonly source_id: number;
  readonly locator: number;
  readonly time: number;
  readonly action: string;
  readonly user: string | null;
  readonly message: string;
}

export function readControls(database: Database, query: EventQuery): Page<StoredControl> {
  const { ids, next, total } = findPage(database, "controls", query);
  const names = hostNames(database);
  const rows = database
    .prepare<ControlRow>(
      "SELECT control.* FROM json_each(?) AS wanted JOIN control ON control.id = wanted.value ORDER BY wanted.key",
    )
    .all(ids)
    .map((row) => ({
      id: row.id,
      host: names.get(row.host_id) ?? "",
      time: row.time as Timestamp,
      action: row.action,
      user: row.user ?? undefined,
      message: row.message,
      sourceId: row.source_id,
      locator: row.locator,
    }));
  return { rows, next, total };
}

/** Rejects of all sources; their time is not known, so only the filter narrows them. */
export function readListedRejects(database: Database, query: EventQuery): Page<ListedReject> {
  const { ids, next, total } = findPage(database, "rejects", query);
  const rows = database
    .prepare<ListedReject>(
      `SELECT wanted.value AS id, reject.source_id AS sourceId, source.path, line, reason, raw
       FROM json_each(?) AS wanted
       JOIN reject ON reject.source_id = wanted.value / ${String(REJECT_IDS_A_SOURCE)}
         AND reject.ordinal = wanted.value % ${String(REJECT_IDS_A_SOURCE)}
       JOIN source ON source.id = reject.source_id ORDER BY wanted.key`,
    )
    .all(ids);
  return { rows, next, total };
}

/** All justifications that a query admits, in the order they came: there are never so many that pages are needed. */
export function readJustifications(database: Database, query: EventQuery): StoredJustification[] {
  const hosts = query.hosts === undefined ? undefined : new Set(query.hosts.map((name) => name.toLowerCase()));
  const filter = readFilter(query.filter, "claims");
  const isMeant = filter === undefined ? () => true : predicateOf(filter, claimFields);
  return database
    .prepare<{ id: number; source_id: number; locator: number; record: string }>(
      "SELECT * FROM justification ORDER BY id",
    )
    .all()
    .map((row) => ({
      ...fromJson<Justification>(row.record),
      rowId: row.id,
      sourceId: row.source_id,
      locator: row.locator,
    }))
    .filter(
      (record) =>
        (hosts === undefined || record.hosts.some((host) => hosts.has(host.toLowerCase()))) &&
        (query.range === undefined || mayTouch(record, query.range)) &&
        isMeant(record),
    );
}

/** Whether a justification can lie in a range; one that recurs may do so at any time after it first began. */
function mayTouch(record: Justification, range: TimeRange): boolean {
  if (record.start !== undefined && record.start >= range.end) return false;
  return record.recurrence !== undefined || record.end === undefined || record.end >= range.start;
}
