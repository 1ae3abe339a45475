/** What a filter can ask of a row. Names follow the Elastic Common Schema where it has one. */

/** Numbers are in the field's unit: microseconds since 1970 for times, seconds for durations, bytes. */
export type FieldKind = "text" | "number" | "time" | "duration" | "bytes";

export type FieldValue = string | number | undefined;

export interface FilterField<Row> {
  readonly name: string;
  readonly title: string;
  readonly kind: FieldKind;
  /** The values it can have, where they are few and known. */
  readonly choices?: readonly string[];
  /** Whether the values that occur are few enough to be offered while a filter is typed, and to group by. */
  readonly repeats?: boolean;
  /** Several for a field that has several; a condition holds where one of them meets it. */
  readonly valueOf: (row: Row) => FieldValue | readonly FieldValue[];
}

/** What the parser and the completion need to know of a field. */
export type FieldFacts = Omit<FilterField<never>, "valueOf">;

export function findField<Field extends FieldFacts>(fields: readonly Field[], name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.name.toLowerCase() === wanted);
}
