/** Whether a row meets a filter. Letters are compared without their case as SQLite does: A to Z only. */
import type { Expression } from "./expression.ts";
import { findField, type FieldValue, type FilterField } from "./field.ts";

export type Predicate<Row> = (row: Row) => boolean;

/** An expression as a function over rows. Fields are those that the expression was read with. */
export function predicateOf<Row>(expression: Expression, fields: readonly FilterField<Row>[]): Predicate<Row> {
  switch (expression.kind) {
    case "and": {
      const all = expression.all.map((one) => predicateOf(one, fields));
      return (row) => all.every((test) => test(row));
    }
    case "or": {
      const all = expression.all.map((one) => predicateOf(one, fields));
      return (row) => all.some((test) => test(row));
    }
    case "not": {
      const test = predicateOf(expression.one, fields);
      return (row) => !test(row);
    }
    case "text": {
      const pattern = patternOf(expression.like);
      return someValue(fields, expression.field, (value) => pattern.test(folded(String(value))));
    }
    case "range": {
      const { from, to } = expression;
      return someValue(
        fields,
        expression.field,
        (value) =>
          typeof value === "number" &&
          (from === undefined || (from.isIncluded ? value >= from.value : value > from.value)) &&
          (to === undefined || (to.isIncluded ? value <= to.value : value < to.value)),
      );
    }
    case "has":
      return someValue(fields, expression.field, (value) => value !== "");
    case "anywhere": {
      const wanted = folded(expression.text);
      const texts = fields.filter((field) => field.kind === "text");
      return (row) =>
        texts.some((field) => valuesOf(field, row).some((value) => folded(String(value)).includes(wanted)));
    }
  }
}

/** The values of a field that are there. */
export function valuesOf<Row>(field: FilterField<Row>, row: Row): readonly (string | number)[] {
  const value = field.valueOf(row);
  const all: readonly FieldValue[] = typeof value === "object" ? value : [value];
  return all.filter((one) => one !== undefined);
}

function someValue<Row>(
  fields: readonly FilterField<Row>[],
  name: string,
  test: (value: string | number) => boolean,
): Predicate<Row> {
  const field = findField(fields, name);
  if (field === undefined) throw new Error(`A filter was read with other fields: "${name}" is none of these.`);
  return (row) => valuesOf(field, row).some(test);
}

function folded(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A LIKE pattern as a regular expression over folded text. Runs of `%` are one, so that matching stays quick. */
function patternOf(like: string): RegExp {
  const source = folded(like).replace(/\\[\\%_]|%+|_|[^\\%_]+/gs, (piece) => {
    if (piece.startsWith("%")) return ".*";
    if (piece === "_") return ".";
    const text = /^\\[\\%_]$/.test(piece) ? piece.slice(1) : piece;
    return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  return new RegExp(`^${source}$`, "su");
}
