/** A filter as a condition of SQL over a table of events; what `src/filter/matches.ts` says of the rows' values. */
import { literally, type Expression } from "../../filter/expression.ts";
import type { SqlValue } from "../file/database.ts";
import type { EventColumn, EventTable } from "./event-table.ts";

type RangeExpression = Extract<Expression, { kind: "range" }>;

export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export function filterSql(expression: Expression, table: EventTable): Condition {
  switch (expression.kind) {
    case "and":
    case "or": {
      const all = expression.all.map((one) => filterSql(one, table));
      const word = expression.kind === "and" ? " AND " : " OR ";
      return { sql: `(${all.map(({ sql }) => sql).join(word)})`, values: all.flatMap(({ values }) => values) };
    }
    case "not": {
      const { sql, values } = filterSql(expression.one, table);
      return { sql: `NOT ${sql}`, values };
    }
    case "text":
      return textSql(columnOf(table, expression.field), expression.like, table);
    case "range":
      return rangeSql(columnOf(table, expression.field), expression, table);
    case "has":
      return { sql: `(ifnull(${columnOf(table, expression.field).sql}, '') <> '')`, values: [] };
    case "anywhere": {
      const pattern = `%${literally(expression.text)}%`;
      const host = table.hasHost ? columnOf(table, "host.name").likeSql : undefined;
      const sql = host === undefined ? table.textsSql() : `${table.textsSql()} OR ${host}`;
      return { sql: known(sql), values: host === undefined ? [pattern] : [pattern, pattern] };
    }
  }
}

export function columnOf(table: EventTable, field: string): EventColumn {
  const column = Object.hasOwn(table.columns, field) ? table.columns[field] : undefined;
  if (column === undefined) throw new Error(`The table ${table.name} has no field "${field}".`);
  return column;
}

/**
 * Texts that lie packed together are taken apart a row at a time; that the longest stretch of the pattern occurs at all
 * is told first, and quickly, by SQLite itself.
 */
function textSql(column: EventColumn, like: string, table: EventTable): Condition {
  const { sql, likeSql, isPacked = false } = column;
  const test = known(likeSql ?? `${sql} LIKE ? ESCAPE '\\'`);
  const [longest = ""] = like.split(/(?<!\\)(?:\\\\)*[%_]/).sort((a, b) => b.length - a.length);
  if (!isPacked || longest === "") return { sql: test, values: [like] };
  return { sql: `(${known(table.textsSql())} AND ${test})`, values: [`%${longest}%`, like] };
}

function rangeSql(
  column: EventColumn,
  { from, to }: Pick<RangeExpression, "from" | "to">,
  table: EventTable,
): Condition {
  const { sql, isPacked = false, isAlwaysThere = false } = column;
  const finish = (test: string): string => (isAlwaysThere ? `(${test})` : known(test));
  if (from !== undefined && from.value === to?.value) {
    const test = finish(`${sql} = ?`);
    if (!isPacked) return { sql: test, values: [from.value] };
    return { sql: `(${known(table.textsSql())} AND ${test})`, values: [`%${String(from.value)}%`, from.value] };
  }
  if (from?.isIncluded === true && to?.isIncluded === true) {
    return { sql: finish(`${sql} BETWEEN ? AND ?`), values: [from.value, to.value] };
  }
  const tests = [
    ...(from === undefined ? [] : [`${sql} ${from.isIncluded ? ">=" : ">"} ?`]),
    ...(to === undefined ? [] : [`${sql} ${to.isIncluded ? "<=" : "<"} ?`]),
  ];
  return { sql: finish(tests.join(" AND ")), values: [from, to].flatMap((bound) => bound?.value ?? []) };
}

/** A condition on what is absent is false, so that its opposite is true. */
function known(sql: string): string {
  return `ifnull((${sql}), 0)`;
}
