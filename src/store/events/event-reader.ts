/** Pages of processes, connections, control events and justifications, in order of time. */
import { UserError } from "../../base/errors.ts";
import type { TimeRange, Timestamp } from "../../base/time.ts";
import type { StoredConnection, StoredControl, StoredProcess } from "../../model/events.ts";
import type { Justification, StoredJustification } from "../../model/justification.ts";
import type { Database, SqlValue } from "../file/database.ts";
import { findHostId, hostNames } from "../sources/fleet-table.ts";
import { fromJson } from "../file/json-record.ts";
import type { EventQuery, Page } from "../workspace.ts";
import { toConnection, type ConnectionRow } from "./connection-record.ts";
import { addOtherSource, fromRow, type KnownProcess, type ProcessRecordRow } from "./process-record.ts";

const USUAL_PAGE = 1_000;
const LARGEST_PAGE = 10_000;
const MOST_ALTERNATIVES = 100;

/** How a kind of event is kept: where its rows begin and end in time, and what a text search looks at. */
interface EventTable {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** A condition that one of so many patterns matches, with a `?` for each pattern and text field. */
  readonly matches: (patterns: number) => string;
  readonly texts: number;
}

const anyOf = (condition: string, patterns: number): string =>
  `(${new Array<string>(patterns).fill(condition).join(" OR ")})`;

const processTable: EventTable = {
  name: "process",
  from: "opens",
  to: "closes",
  matches: (patterns) =>
    `EXISTS (SELECT 1 FROM process_record WHERE process_id = process.id AND ${anyOf(`texts LIKE ? ESCAPE '\\'`, patterns)})`,
  texts: 1,
};
const connectionTable: EventTable = {
  name: "connection",
  from: "start",
  to: "until",
  matches: (patterns) => anyOf(`texts LIKE ? ESCAPE '\\'`, patterns),
  texts: 1,
};
const controlTable: EventTable = {
  name: "control",
  from: "time",
  to: "time",
  matches: (patterns) =>
    anyOf(`(action LIKE ? ESCAPE '\\' OR user LIKE ? ESCAPE '\\' OR message LIKE ? ESCAPE '\\')`, patterns),
  texts: 3,
};

interface Found {
  readonly id: number;
  readonly at: number;
}

/** Ids of a page's rows in order, as JSON for the query that reads them. */
interface FoundPage {
  readonly ids: string;
  readonly next: string | undefined;
  readonly total: number;
}

function findPage(database: Database, table: EventTable, query: EventQuery): FoundPage {
  const limit = Math.min(Math.max(1, query.limit ?? USUAL_PAGE), LARGEST_PAGE);
  const cursor = query.after === undefined ? undefined : parseCursor(query.after);
  const { conditions, values } = conditionsOf(database, table, query);
  const where = (all: readonly string[]): string => (all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`);
  const total =
    cursor?.total ??
    database
      .prepare<{ total: number }>(`SELECT count(*) AS total FROM ${table.name} ${where(conditions)}`)
      .get(...values)?.total ??
    0;
  const keyset = cursor === undefined ? [] : [`(${table.from}, id) > (?, ?)`];
  const found = database
    .prepare<Found>(
      `SELECT id, ${table.from} AS at FROM ${table.name} ${where([...conditions, ...keyset])}
       ORDER BY ${table.from}, id LIMIT ?`,
    )
    .all(...values, ...(cursor === undefined ? [] : [cursor.at, cursor.id]), limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return {
    ids: JSON.stringify(page.map((row) => row.id)),
    next: isMore ? [last.at, last.id, total].join(":") : undefined,
    total,
  };
}

function conditionsOf(
  database: Database,
  table: EventTable,
  query: EventQuery,
): { readonly conditions: string[]; readonly values: SqlValue[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (query.hosts !== undefined) {
    const ids = [...new Set(query.hosts.map((name) => findHostId(database, name) ?? 0))];
    conditions.push(ids.length === 1 ? "host_id = ?" : "host_id IN (SELECT value FROM json_each(?))");
    values.push(ids.length === 1 ? ids[0] : JSON.stringify(ids));
  }
  if (query.range !== undefined) {
    conditions.push(`${table.from} < ?`, `${table.to} >= ?`);
    values.push(query.range.end, query.range.start);
  }
  const addTexts = (texts: readonly string[]): void => {
    conditions.push(table.matches(texts.length));
    for (const text of texts) {
      const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
      for (let i = 0; i < table.texts; i += 1) values.push(pattern);
    }
  };
  if (query.text !== undefined && query.text !== "") addTexts([query.text]);
  if (query.anyText !== undefined) addTexts(query.anyText.slice(0, MOST_ALTERNATIVES));
  return { conditions, values };
}

/** A page's `next` is the time and id of its last row, and the total, so that it is counted once. */
function parseCursor(text: string): { readonly at: number; readonly id: number; readonly total: number } {
  const match = /^(-?\d{1,16}):(\d{1,16}):(\d{1,16})$/.exec(text);
  if (match === null) {
    throw new UserError("bad-input", `"${text.slice(0, 60)}" is no place to go on from.`, {
      next: "Use the `next` of the page before, or start at the first page.",
    });
  }
  return { at: Number(match[1]), id: Number(match[2]), total: Number(match[3]) };
}

export function readProcesses(database: Database, query: EventQuery): Page<StoredProcess> {
  const { ids, next, total } = findPage(database, processTable, query);
  const names = hostNames(database);
  const records = database
    .prepare<ProcessRecordRow & { host_id: number }>(
      `SELECT process.host_id, record.* FROM json_each(?) AS wanted JOIN process ON process.id = wanted.value
       JOIN process_record AS record ON record.process_id = wanted.value ORDER BY wanted.key, record.source_id`,
    )
    .all(ids);
  const byProcess = new Map<
    number,
    { readonly hostId: number; readonly sourceId: number; readonly known: KnownProcess }
  >();
  for (const row of records) {
    const before = byProcess.get(row.process_id);
    if (before !== undefined) addOtherSource(before.known, fromRow(row));
    else byProcess.set(row.process_id, { hostId: row.host_id, sourceId: row.source_id, known: fromRow(row) });
  }
  const rows = Array.from(byProcess, ([id, { hostId, sourceId, known }]) => {
    const { samples, first, last, ...facts } = known;
    const host = names.get(hostId) ?? "";
    return { ...facts, id, host, first: first as Timestamp, last: last as Timestamp, sampleCount: samples, sourceId };
  });
  return { rows, next, total };
}

export function readConnections(database: Database, query: EventQuery): Page<StoredConnection> {
  const { ids, next, total } = findPage(database, connectionTable, query);
  const names = hostNames(database);
  const rows = database
    .prepare<ConnectionRow>(
      "SELECT connection.* FROM json_each(?) AS wanted JOIN connection ON connection.id = wanted.value ORDER BY wanted.key",
    )
    .all(ids)
    .map((row) => toConnection(row, names.get(row.host_id) ?? ""));
  return { rows, next, total };
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
  const { ids, next, total } = findPage(database, controlTable, query);
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

/** All justifications that a query admits, in the order they came: there are never so many that pages are needed. */
export function readJustifications(database: Database, query: EventQuery): StoredJustification[] {
  const hosts = query.hosts === undefined ? undefined : new Set(query.hosts.map((name) => name.toLowerCase()));
  const text = query.text?.toLowerCase() ?? "";
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
        (text === "" ||
          [record.id, record.title, record.state, record.process ?? "", ...record.hosts].some((field) =>
            field.toLowerCase().includes(text),
          )),
    );
}

/** Whether a justification can lie in a range; one that recurs may do so at any time after it first began. */
function mayTouch(record: Justification, range: TimeRange): boolean {
  if (record.start !== undefined && record.start >= range.end) return false;
  return record.recurrence !== undefined || record.end === undefined || record.end >= range.start;
}
