/** What could be typed next in a filter. */
import { findField, type FieldFacts } from "./field.ts";

/** The part of the text that the caret stands in, and what it is a part of. */
export type TypedPart =
  | { readonly kind: "field"; readonly from: number; readonly to: number; readonly typed: string }
  | {
      readonly kind: "value";
      readonly from: number;
      readonly to: number;
      readonly typed: string;
      readonly field: string;
    };

export interface Suggestion {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly detail: string;
}

const MOST = 12;

/** The value or the name that is being typed before the caret; `undefined` inside quotes that are not closed. */
export function typedPart(text: string, caret: number): TypedPart | undefined {
  const before = text.slice(0, caret);
  const start = Math.max(...[" ", "(", ",", "\n", "\t"].map((sign) => before.lastIndexOf(sign))) + 1;
  if ((before.match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  const word = before.slice(start);
  const [, name, typed] = /^([@\p{L}_][\p{L}\d_.@-]*)\s*(?:!=|>=|<=|[:=<>])(.*)$/su.exec(word) ?? [];
  if (name !== undefined && typed !== undefined) {
    return { kind: "value", from: caret - typed.length, to: caret, typed, field: name };
  }
  const list = /([@\p{L}_][\p{L}\d_.@-]*)\s*(?:!=|[:=])\s*\((?:[^()]*,)?\s*$/su.exec(before.slice(0, start))?.[1];
  if (list !== undefined) return { kind: "value", from: start, to: caret, typed: word, field: list };
  return { kind: "field", from: start, to: caret, typed: word };
}

/** `values` are those that occur in the field that is typed in, most frequent first. */
export function completeFilter(
  part: TypedPart | undefined,
  fields: readonly FieldFacts[],
  values: readonly string[] = [],
): readonly Suggestion[] {
  if (part === undefined) return [];
  const { from, to } = part;
  const typed = part.typed.toLowerCase();
  if (part.kind === "value") {
    const field = findField(fields, part.field);
    if (field === undefined) return [];
    return [...new Set([...(field.choices ?? []), ...values])]
      .filter((value) => value.toLowerCase().includes(typed.replaceAll("*", "")) && quoted(value) !== part.typed)
      .slice(0, MOST)
      .map((value) => ({ from, to, text: quoted(value), detail: field.title }));
  }
  const rank = (name: string): number =>
    name.startsWith(typed) ? 0 : name.split(/[.@]/).some((one) => one.startsWith(typed)) ? 1 : 2;
  const names = fields
    .filter((field) => field.name.includes(typed) || field.title.toLowerCase().includes(typed))
    .map((field) => ({ from, to, text: `${field.name}:`, detail: `${field.title}, ${kindTitles[field.kind]}` }));
  return names.sort((a, b) => rank(a.text) - rank(b.text)).slice(0, typed === "" ? fields.length : MOST);
}

const kindTitles: Readonly<Record<FieldFacts["kind"], string>> = {
  text: "text",
  number: "number",
  time: "time",
  duration: "duration",
  bytes: "bytes",
};

/** A value as it is written in a filter, so that it means itself and nothing more. */
export function quoted(value: string): string {
  return /^[^\s()",*?]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

/** The condition that a field has a value, or has none. */
export function conditionOf(field: string, value: string | number | undefined): string {
  if (value === undefined) return `not ${field}:*`;
  return `${field}:${typeof value === "number" ? String(value) : quoted(value)}`;
}

/** A filter that one more condition narrows. */
export function narrowed(filter: string, condition: string): string {
  const before = filter.trim();
  if (before === "") return condition;
  return /\bor\b/i.test(before) ? `(${before}) and ${condition}` : `${before} and ${condition}`;
}
