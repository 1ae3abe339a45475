/** A filter as a condition of SQL over a table of events; what `src/filter/matches.ts` says of the rows' values. */
import { literally, type Expression } from "../../filter/expression.ts";
import type { EventColumn, EventTable } from "./event-table.ts";
import type { Condition, TextConditions } from "./text-condition.ts";

type RangeExpression = Extract<Expression, { kind: "range" }>;

export function filterSql(expression: Expression, table: EventTable, texts: TextConditions): Condition {
  switch (expression.kind) {
    case "and":
    case "or": {
      const all = expression.all.map((one) => filterSql(one, table, texts));
      const word = expression.kind === "and" ? " AND " : " OR ";
      return { sql: `(${all.map(({ sql }) => sql).join(word)})`, values: all.flatMap(({ values }) => values) };
    }
    case "not": {
      const { sql, values } = filterSql(expression.one, table, texts);
      return { sql: `NOT ${sql}`, values };
    }
    case "text": {
      const { sql, textId, likeSql } = columnOf(table, expression.field);
      if (textId === undefined) {
        return { sql: known(likeSql ?? `${sql} LIKE ? ESCAPE '\\'`), values: [expression.like] };
      }
      const condition = texts.one(textId, expression.like);
      return { sql: known(condition.sql), values: condition.values };
    }
    case "range":
      return rangeSql(columnOf(table, expression.field), expression);
    case "has": {
      const { sql, textId } = columnOf(table, expression.field);
      return { sql: textId === undefined ? `(ifnull(${sql}, '') <> '')` : `(${textId} IS NOT NULL)`, values: [] };
    }
    case "anywhere": {
      const { sql, values } = texts.any([`%${literally(expression.text)}%`], table.hasHost);
      return { sql: known(sql), values };
    }
  }
}

export function columnOf(table: EventTable, field: string): EventColumn {
  const column = Object.hasOwn(table.columns, field) ? table.columns[field] : undefined;
  if (column === undefined) throw new Error(`The table ${table.name} has no field "${field}".`);
  return column;
}

function rangeSql(column: EventColumn, { from, to }: Pick<RangeExpression, "from" | "to">): Condition {
  const { sql, isAlwaysThere = false } = column;
  const finish = (test: string): string => (isAlwaysThere ? `(${test})` : known(test));
  if (from !== undefined && from.value === to?.value) return { sql: finish(`${sql} = ?`), values: [from.value] };
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
