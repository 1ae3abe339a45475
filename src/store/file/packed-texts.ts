/**
 * Texts of events as they lay up to version 3 of the file, in one column with a unit separator (U+001F) between them:
 * for the step that brings such a file up to date.
 */
const SEPARATOR = "\u001f";

/** The name of `packedField` in SQL. */
export const PACKED_FIELD = "packed_field";

/** Field `at` of packed texts, `null` where it is absent. */
export function packedField(packed: unknown, at: unknown): string | null {
  if (typeof packed !== "string" || typeof at !== "number") return null;
  const field = packed.split(SEPARATOR)[at];
  return field === undefined || field === "" ? null : field;
}
