/** Which rows of a table of events a query admits, in which order, a page at a time; and how many by a field's value. */
import { UserError } from "../../base/errors.ts";
import { literally } from "../../filter/expression.ts";
import { findField, type FieldFacts, type FieldValue } from "../../filter/field.ts";
import { listFields } from "../../filter/list-kinds.ts";
import { readFilter } from "../../filter/read-filter.ts";
import type { Database, SqlValue } from "../file/database.ts";
import { findHostId } from "../sources/fleet-table.ts";
import type { EventKind, EventQuery, Group } from "../workspace.ts";
import { connectionTable, controlTable, processTable, rejectTable, type EventTable } from "./event-table.ts";
import { columnOf, filterSql } from "./filter-sql.ts";
import { textConditions } from "./text-condition.ts";

const USUAL_PAGE = 1_000;
const LARGEST_PAGE = 10_000;
const MOST_ALTERNATIVES = 100;
const MOST_GROUPS = 1_000;
/** Fewer rows are looked at one by one sooner than all texts are: as many, or one for so many texts. */
const FEW_ROWS = 1_000;
const TEXTS_A_ROW = 4;

const tables: Readonly<Record<EventKind, EventTable>> = {
  processes: processTable,
  connections: connectionTable,
  controls: controlTable,
  rejects: rejectTable,
};

interface Found {
  readonly id: number;
  readonly at: number | string | null;
}

/** Ids of a page's rows in order, as JSON for the query that reads them. */
export interface FoundPage {
  readonly ids: string;
  readonly next: string | undefined;
  readonly total: number;
}

export function findPage(database: Database, kind: EventKind, query: EventQuery): FoundPage {
  const table = tables[kind];
  const limit = Math.min(Math.max(1, query.limit ?? USUAL_PAGE), LARGEST_PAGE);
  const cursor = query.after === undefined ? undefined : parseCursor(query.after);
  const admitted = conditionsOf(database, kind, query);
  const first =
    query.first === undefined || cursor !== undefined ? [] : admittedOf(database, table, admitted, query.first);
  const rest =
    query.first === undefined
      ? admitted
      : narrowed(admitted, `${table.id} NOT IN (SELECT value FROM json_each(?))`, [JSON.stringify(query.first)]);
  if (query.skip !== undefined) {
    const total = query.total ?? countRows(database, table, admitted);
    const ahead = first.slice(query.skip, query.skip + limit);
    const place = { skip: Math.max(0, query.skip - first.length), of: total - first.length };
    const found = inOrder(database, kind, query, rest, place, limit - ahead.length);
    return { ids: JSON.stringify([...ahead, ...found.map((row) => row.id)]), next: undefined, total };
  }
  const found = inOrder(database, kind, query, rest, cursor, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const isMore = found.length > limit && last !== undefined;
  // Where one page holds them all, they need not be looked for a second time to be counted.
  const total = cursor?.total ?? (isMore ? countRows(database, table, admitted) : first.length + page.length);
  return {
    ids: JSON.stringify([...first, ...page.map((row) => row.id)]),
    next: isMore ? JSON.stringify([last.at, last.id, total]) : undefined,
    total,
  };
}

function countRows(database: Database, table: EventTable, { conditions, values }: Admitted): number {
  const counted = database.prepare<{ total: number }>(
    `SELECT count(*) AS total FROM ${table.name} ${where(conditions)}`,
  );
  return counted.get(...values)?.total ?? 0;
}

/** How many rows have each value of a field, the most frequent first. */
export function countGroups(database: Database, kind: EventKind, query: EventQuery, field: string): Group[] {
  const table = tables[kind];
  const { conditions, values } = conditionsOf(database, kind, query);
  const { sql, textId = sql } = columnOf(table, requireField(kind, field).name);
  // Rows are counted by the ids of their texts, of which several may be of one text.
  const shown = textId === sql ? "id" : "(SELECT text FROM text WHERE text.id = counted.id)";
  return database
    .prepare<{ value: string | number | null; count: number }>(
      `SELECT ${shown} AS value, sum(rows) AS count FROM (
         SELECT ${textId} AS id, count(*) AS rows FROM ${table.name} ${where(conditions)} GROUP BY 1
       ) AS counted GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${String(MOST_GROUPS)}`,
    )
    .all(...values)
    .map(({ value, count }): { value: FieldValue; count: number } => ({ value: value ?? undefined, count }));
}

interface Admitted {
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
}

const where = (all: readonly string[]): string => (all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`);
const narrowed = ({ conditions, values }: Admitted, condition: string, more: readonly SqlValue[]): Admitted => ({
  conditions: [...conditions, condition],
  values: [...values, ...more],
});

function conditionsOf(database: Database, kind: EventKind, query: EventQuery): Admitted {
  const table = tables[kind];
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (query.hosts !== undefined && table.hasHost) {
    const ids = [...new Set(query.hosts.map((name) => findHostId(database, name) ?? 0))];
    conditions.push(ids.length === 1 ? "host_id = ?" : "host_id IN (SELECT value FROM json_each(?))");
    values.push(ids.length === 1 ? ids[0] : JSON.stringify(ids));
  }
  if (query.range !== undefined && table.to !== undefined) {
    conditions.push(`${table.from} < ?`, `${table.to} >= ?`);
    values.push(query.range.end, query.range.start);
  }
  const before: Admitted = { conditions: [...conditions], values: [...values] };
  const texts = textConditions(database, table, () => isNarrow(database, table, before));
  if (query.anyText !== undefined) {
    const likes = query.anyText.slice(0, MOST_ALTERNATIVES).map((text) => `%${literally(text)}%`);
    const found = texts.any(likes);
    conditions.push(found.sql);
    values.push(...found.values);
  }
  const expression = readFilter(query.filter, kind);
  if (expression !== undefined) {
    const filter = filterSql(expression, table, texts);
    conditions.push(filter.sql);
    values.push(...filter.values);
  }
  return { conditions, values };
}

/** Whether hosts and range leave few rows. */
function isNarrow(database: Database, table: EventTable, { conditions, values }: Admitted): boolean {
  if (conditions.length === 0) return false;
  const counted = database.prepare<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 FROM ${table.name} ${where(conditions)} LIMIT ?)`,
  );
  const texts = database.prepare<{ id: number | null }>("SELECT max(id) AS id FROM text").get()?.id ?? 0;
  const few = Math.max(FEW_ROWS, Math.floor(texts / TEXTS_A_ROW));
  return (counted.get(...values, few)?.count ?? 0) < few;
}

/** Those of the ids that the query admits, in their order. */
function admittedOf(database: Database, table: EventTable, admitted: Admitted, ids: readonly number[]): number[] {
  const wanted = narrowed(admitted, `${table.id} IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
  const found = database
    .prepare<{ id: number }>(`SELECT ${table.id} AS id FROM ${table.name} ${where(wanted.conditions)}`)
    .all(...wanted.values);
  const there = new Set(found.map(({ id }) => id));
  return ids.filter((id) => there.has(id));
}

/** By the field that is asked for, else in order of time; rows that lack the field come last either way. */
function inOrder(
  database: Database,
  kind: EventKind,
  { order }: EventQuery,
  admitted: Admitted,
  from: Cursor | Place | undefined,
  limit: number,
): Found[] {
  const table = tables[kind];
  const field = order === undefined ? undefined : requireField(kind, order.field);
  const column = field === undefined ? { sql: table.from, isAlwaysThere: true } : columnOf(table, field.name);
  const { sql, isAlwaysThere = false } = column;
  const [way, beyond] = order?.descending === true ? ["DESC", "<"] : ["", ">"];
  const at = field?.kind === "text" ? "at COLLATE NOCASE" : "at";
  const [cursor, place] = from !== undefined && "skip" in from ? [undefined, from] : [from, undefined];
  if (isAlwaysThere && field?.kind !== "text") {
    const after =
      cursor === undefined
        ? admitted
        : narrowed(admitted, `(${sql}, ${table.id}) ${beyond} (?, ?)`, [cursor.at, cursor.id]);
    const read = (direction: string, rows: number, skip: number): Found[] =>
      database
        .prepare<Found>(
          `SELECT ${table.id} AS id, ${sql} AS at FROM ${table.name} ${where(after.conditions)}
           ORDER BY ${sql} ${direction}, ${table.id} ${direction} LIMIT ? OFFSET ?`,
        )
        .all(...after.values, rows, skip);
    if (place === undefined || place.skip <= place.of / 2) return read(way, limit, place?.skip ?? 0);
    // Rows that are skipped are walked through: it is nearer from the other end.
    const rows = Math.max(0, Math.min(limit, place.of - place.skip));
    return read(way === "" ? "DESC" : "", rows, place.of - place.skip - rows).reverse();
  }
  const after = cursor === undefined ? undefined : afterCursor(cursor, at, beyond);
  // A limit on the inner query keeps SQLite from working out the field again for every comparison.
  return database
    .prepare<Found>(
      `SELECT id, at FROM (SELECT ${table.id} AS id, ${sql} AS at FROM ${table.name} ${where(admitted.conditions)} LIMIT -1)
       ${after === undefined ? "" : `WHERE ${after.sql}`} ORDER BY at IS NULL, ${at} ${way}, id ${way} LIMIT ? OFFSET ?`,
    )
    .all(...admitted.values, ...(after?.values ?? []), limit, place?.skip ?? 0);
}

function afterCursor({ at, id }: Cursor, sql: string, beyond: string) {
  if (at === null) return { sql: `(at IS NULL AND id ${beyond} ?)`, values: [id] };
  return { sql: `(${sql} ${beyond} ? OR (${sql} = ? AND id ${beyond} ?) OR at IS NULL)`, values: [at, at, id] };
}

function requireField(kind: EventKind, name: string): FieldFacts {
  const field = findField<FieldFacts>(listFields[kind], name);
  if (field === undefined) throw new UserError("bad-input", `These rows have no field "${name.slice(0, 100)}".`);
  return field;
}

/** So many rows after the first of all of them. */
interface Place {
  readonly skip: number;
  readonly of: number;
}

interface Cursor extends Found {
  readonly total: number;
}

/** A page's `next` is what its last row is ordered by and its id, and the total, so that it is counted once. */
function parseCursor(text: string): Cursor {
  const [at, id, total, ...more] = readArray(text);
  const isPlace = typeof at === "number" || typeof at === "string" || at === null;
  if (isPlace && Number.isInteger(id) && Number.isInteger(total) && more.length === 0) {
    return { at, id: Number(id), total: Number(total) };
  }
  throw new UserError("bad-input", `"${text.slice(0, 60)}" is no place to go on from.`, {
    next: "Use the `next` of the page before, or start at the first page.",
  });
}

function readArray(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
