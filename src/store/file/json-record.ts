/**
 * Records as JSON text that give back what went in: JSON has no NaN and no infinities, and a number that came back as
 * null would break whoever computes with it.
 */
const MARK = "$number";

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === "number" && !Number.isFinite(member) ? { [MARK]: String(member) } : member,
  );
}

/** What `toJson` wrote. The caller vouches for the type: only the store writes these texts. */
export function fromJson<Value>(text: string): Value {
  return JSON.parse(text, (_key, member: unknown) => {
    if (typeof member !== "object" || member === null || !(MARK in member)) return member;
    const said = member[MARK];
    return said === "NaN" || said === "Infinity" || said === "-Infinity" ? Number(said) : member;
  }) as Value;
}
