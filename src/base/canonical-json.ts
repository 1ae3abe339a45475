/**
 * Canonical JSON: one text for one value, whatever order its fields were set in, so that it can be hashed and compared.
 *
 * Keys in order of UTF-16 code units and no white space, as RFC 8785 has it. As in `JSON.stringify`, fields that are
 * `undefined` are left out and numbers that JSON cannot say (NaN, infinities) become null. Typed arrays are arrays.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") return "null";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (value instanceof Float64Array || value instanceof Float32Array) return canonicalJson([...value]);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${fields.join(",")}}`;
}
