/**
 * The text fields of an event in one column, with a unit separator (U+001F) between them: a third of the cost of a
 * column each to write, and a search for a text looks at one place. A field that is absent or empty is absent.
 */
const SEPARATOR = "\u001f";
/** What stands for a separator that a hostile record brings along. */
const VISIBLE_SEPARATOR = "\u241f";

export function packTexts(fields: readonly (string | number | undefined)[]): string {
  const packed = fields.join(SEPARATOR);
  let separators = 0;
  for (let at = packed.indexOf(SEPARATOR); at >= 0; at = packed.indexOf(SEPARATOR, at + 1)) separators += 1;
  if (separators === fields.length - 1) return packed;
  return fields.map((field) => String(field ?? "").replaceAll(SEPARATOR, VISIBLE_SEPARATOR)).join(SEPARATOR);
}

export function unpackTexts(packed: string): (string | undefined)[] {
  return packed.split(SEPARATOR).map((field) => (field === "" ? undefined : field));
}

/** Fields `from` to `to`, still packed: enough to tell whether two events name the same, without taking them apart. */
export function cutTexts(packed: string, from: number, to: number): string {
  let start = 0;
  let at = -1;
  for (let field = 0; field < to; field += 1) {
    if (field === from) start = at + 1;
    at = packed.indexOf(SEPARATOR, at + 1);
    if (at < 0) return field < from ? "" : packed.slice(start);
  }
  return packed.slice(start, at);
}

/** The name of `packedField` in SQL. */
export const PACKED_FIELD = "packed_field";

/** Field `at` of packed texts, `null` where it is absent: for use within SQL. */
export function packedField(packed: unknown, at: unknown): string | null {
  if (typeof packed !== "string" || typeof at !== "number") return null;
  const field = cutTexts(packed, at, at + 1);
  return field === "" ? null : field;
}
