/** The detail of a custody entry, which is JSON, as words: what was worked on first, then amounts, hashes last. */
export function detailWords(detail: string): string {
  let value: unknown;
  try {
    value = JSON.parse(detail);
  } catch {
    return detail;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wordsOf(value);
  const placeOf = ([name, part]: readonly [string, unknown]): number =>
    /sha256$/i.test(name) ? 2 : typeof part === "number" ? 1 : 0;
  return Object.entries(value)
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map(([name, part]) => `${nameWords(name)} ${wordsOf(part)}`)
    .join(" · ");
}

function nameWords(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(wordsOf).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${nameWords(name)} ${wordsOf(part)}`)
    .join(" ");
}
