/**
 * Conditions on texts of events. A text is looked for once among all texts, and rows are then told by the ids that were
 * found; where few rows come into question, or very many texts do, each row's own texts are looked up instead.
 */
import type { Database, SqlValue } from "../file/database.ts";
import type { RowTexts } from "./event-table.ts";

export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export interface TextConditions {
  /** Whether the text of that id is like the pattern. */
  one(id: string, like: string): Condition;
  /** Whether one of the row's texts is like one of the patterns. */
  any(texts: RowTexts, likes: readonly string[]): Condition;
}

/** Ids of texts that are listed in a query. */
const MOST_LISTED = 20_000;
/** As few ids are compared one by one. */
const FEW = 3;

const NEVER: Condition = { sql: "0", values: [] };

/** `isNarrow` tells whether few rows come into question. */
export function textConditions(database: Database, isNarrow: () => boolean): TextConditions {
  const found = new Map<string, readonly number[] | undefined>();
  /** Ids of the texts that are like it; `undefined` where rows are to be looked at one by one. */
  const find = (like: string): readonly number[] | undefined => {
    if (isNarrow()) return undefined;
    if (!found.has(like)) {
      const rows = database
        .prepare<{ id: number }>(`SELECT id FROM text WHERE text LIKE ? ESCAPE '\\' LIMIT ${String(MOST_LISTED + 1)}`)
        .all(like);
      found.set(like, rows.length > MOST_LISTED ? undefined : rows.map(({ id }) => id));
    }
    return found.get(like);
  };

  const among = (columns: readonly string[], likes: readonly string[]): Condition => {
    const ids = findAll(likes);
    if (ids === undefined) {
      const isLike = likes.map(() => `text LIKE ? ESCAPE '\\'`).join(" OR ");
      return {
        sql: `EXISTS (SELECT 1 FROM text WHERE text.id IN (${columns.join(", ")}) AND (${isLike}))`,
        values: likes,
      };
    }
    if (ids.length === 0) return NEVER;
    if (ids.length <= FEW) {
      return anyOf(ids.map((id) => ({ sql: `? IN (${columns.join(", ")})`, values: [id] })));
    }
    const list = JSON.stringify(ids);
    return anyOf(columns.map((column) => ({ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [list] })));
  };

  const findAll = (likes: readonly string[]): readonly number[] | undefined => {
    const all = new Set<number>();
    for (const like of likes) {
      const ids = find(like);
      if (ids === undefined) return undefined;
      ids.forEach((id) => all.add(id));
    }
    return all.size > MOST_LISTED ? undefined : [...all];
  };

  return {
    one: (id, like) => among([id], [like]),
    any(texts, likes) {
      if ("like" in texts) return { sql: texts.like(likes.length), values: likes };
      const own = among(texts.ids, likes);
      const conditions = [own];
      if (texts.more !== undefined && own !== NEVER) conditions.push({ sql: texts.more(own.sql), values: own.values });
      const numbers = likes.filter((like) => /^%?\d+%?$/.test(like));
      for (const column of texts.numbers ?? []) {
        conditions.push(...numbers.map((like) => ({ sql: `${column} LIKE ?`, values: [like] })));
      }
      return anyOf(conditions);
    },
  };
}

function anyOf(conditions: readonly Condition[]): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(" OR ")})`,
    values: conditions.flatMap(({ values }) => values),
  };
}
