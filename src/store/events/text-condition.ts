/**
 * Conditions on texts of events. A text is looked for once among all texts, and rows are then told by the ids that were
 * found; where few rows come into question, or very many texts do, each row's own texts are looked up instead.
 */
import type { Database, SqlValue } from "../file/database.ts";
import type { EventTable } from "./event-table.ts";

export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export interface TextConditions {
  /** Whether the text whose id is in that column is like the pattern. */
  one(column: string, like: string): Condition;
  /** Whether one of the row's texts is like one of the patterns; `withHost`: or its host's name. */
  any(likes: readonly string[], withHost?: boolean): Condition;
}

/** Ids of texts of a field that are listed in a query. */
const MOST_LISTED = 10_000;
/** As few are compared one by one. */
const FEW = 4;
const NEVER: Condition = { sql: "0", values: [] };

/** `isNarrow` tells whether few rows come into question. */
export function textConditions(database: Database, table: EventTable, isNarrow: () => boolean): TextConditions {
  const { texts } = table;
  if ("like" in texts) {
    return {
      one: () => {
        throw new Error(`The table ${table.name} has its texts in its rows.`);
      },
      any: (likes, withHost = false) =>
        anyOf([{ sql: texts.like(likes.length), values: likes }, ...(withHost ? ofHosts(database, likes) : [])]),
    };
  }
  const { ids: columns, firstField, numbers = [], more } = texts;

  /** Whether the text of one of the columns, which are no others than are named, is like a pattern. */
  const among = (named: readonly string[], likes: readonly string[]): Condition => {
    if (isNarrow()) return anyOf(named.map((column) => looked(column, likes)));
    const fields = named.map((column) => firstField + columns.indexOf(column));
    const { ids, isWhole } = find(database, fields, likes);
    const foundIn = named.map((column, index) => ({ column, found: ids.get(fields[index] ?? 0) ?? [] }));
    // What is there most often is the first to be looked at.
    foundIn.sort((one, other) => other.found.length - one.found.length);
    return anyOf(
      foundIn.flatMap(({ column, found }): Condition[] => {
        if (!isWhole || found.length > MOST_LISTED) return [looked(column, likes)];
        if (found.length <= FEW) return found.map((id) => ({ sql: `${column} = ?`, values: [id] }));
        return [{ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(found)] }];
      }),
    );
  };

  return {
    one: (column, like) => among([column], [like]),
    any(likes, withHost = false) {
      const own = among(columns, likes);
      const others = more === undefined || own === NEVER ? [] : [{ sql: more(own.sql), values: own.values }];
      const digits = likes.filter((like) => /^%?\d+%?$/.test(like));
      const ofNumbers = numbers.flatMap((column) =>
        digits.map((like) => ({ sql: `${column} LIKE ?`, values: [like] })),
      );
      const hosts = withHost ? ofHosts(database, likes) : [];
      return anyOf([...(own === NEVER ? [] : [own]), ...others, ...ofNumbers, ...hosts]);
    },
  };
}

interface FoundTexts {
  /** By field. */
  readonly ids: ReadonlyMap<number, readonly number[]>;
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/** Ids of the texts of these fields that are like one of the patterns. */
function find(database: Database, fields: readonly number[], likes: readonly string[]): FoundTexts {
  const most = fields.length * MOST_LISTED;
  const rows = database
    .prepare<{ id: number; field: number }>(
      `SELECT id, field FROM text WHERE field IN (${fields.join(", ")}) AND ${anyLike(likes)} LIMIT ?`,
    )
    .all(...likes, most + 1);
  const ids = new Map<number, number[]>();
  for (const { id, field } of rows) {
    const ofField = ids.get(field);
    if (ofField === undefined) ids.set(field, [id]);
    else ofField.push(id);
  }
  return { ids, isWhole: rows.length <= most };
}

const anyLike = (likes: readonly string[]): string => `(${likes.map(() => "text LIKE ? ESCAPE '\\'").join(" OR ")})`;

function ofHosts(database: Database, likes: readonly string[]): Condition[] {
  const named = likes.map(() => "name LIKE ? ESCAPE '\\'").join(" OR ");
  const ids = database.prepare<{ id: number }>(`SELECT id FROM host WHERE ${named}`).all(...likes);
  if (ids.length === 0) return [];
  return [{ sql: "host_id IN (SELECT value FROM json_each(?))", values: [JSON.stringify(ids.map(({ id }) => id))] }];
}

/** The row's own text, looked up. */
function looked(column: string, likes: readonly string[]): Condition {
  return { sql: `EXISTS (SELECT 1 FROM text WHERE text.id = ${column} AND ${anyLike(likes)})`, values: likes };
}

function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return NEVER;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(" OR ")})`,
    values: conditions.flatMap(({ values }) => values),
  };
}
