/**
 * A content file from outside: which kind it is, whether it adds to what is built in or takes its place, and what it
 * says. Everything in it is checked here, expressions included, so that it can be used without another thought.
 */
import { z } from "zod";
import type { ContentProblem } from "../model/content.ts";
import { contentDocuments, type ContentDocument } from "./content-text.ts";
import { linearPattern } from "./linear-pattern.ts";
import { contentKinds, type ContentKind } from "./schema.ts";

export interface ContentPatch {
  readonly kind: ContentKind;
  /** `add` to the lists that are there; `replace` those lists that the file has. */
  readonly mode: "add" | "replace";
  readonly version: number;
  readonly sources: readonly { readonly what: string; readonly licence: string }[];
  readonly fields: Readonly<Record<string, unknown>>;
}

const NEXT = "Mend the line, or take the file out of the folder; docs/content.md describes every kind.";
/** Where expressions stand in content files, by the last name of their path. */
const EXPRESSION_FIELDS: ReadonlySet<PropertyKey> = new Set([
  "pattern",
  "innocent",
  "requiredArguments",
  "kernelThread",
  "systemAccountPatterns",
  "deleted",
]);

export function readContentFile(file: string, text: string): ContentPatch | ContentProblem {
  const documents = contentDocuments(file, text);
  if (!Array.isArray(documents)) return documents;
  const [document] = documents;
  const fault = (line: number, message: string): ContentProblem => ({ file, line, message, next: NEXT });
  if (document === undefined || documents.length > 1) return fault(1, "A content file holds one document.");
  const head = z.looseObject({ content: z.string() }).safeParse(document.value);
  if (!head.success || !isKind(head.data.content)) {
    return fault(1, `The file must be an object with "content", one of ${Object.keys(contentKinds).join(", ")}.`);
  }
  const { content: kind, ...rest } = { ...head.data, content: head.data.content };
  const parsed = patchSchema(kind).safeParse(rest);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : (issue?.path ?? []);
    const where = path.length === 0 ? "The file" : `"${path.map(String).join(".")}"`;
    return fault(document.lineOf(path), `${where}: ${issue?.message ?? "is wrong"}.`);
  }
  const expression = firstBadExpression(parsed.data, document, fault);
  if (expression !== undefined) return expression;
  const { mode, version, sources, ...fields } = parsed.data;
  return { kind, mode, version, sources, fields };
}

function isKind(name: string): name is ContentKind {
  return Object.hasOwn(contentKinds, name);
}

/** A file may say a part of what its kind can hold, but always which version it is and where its facts are from. */
function patchSchema(kind: ContentKind) {
  const { version, sources, ...shape } = contentKinds[kind].shape;
  const fields: Readonly<Record<string, z.ZodType>> = shape;
  const optional = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.optional()]));
  return z.strictObject({ mode: z.enum(["add", "replace"]).default("add"), version, sources, ...optional });
}

function firstBadExpression(
  fields: unknown,
  document: ContentDocument,
  fault: (line: number, message: string) => ContentProblem,
): ContentProblem | undefined {
  for (const { path, text } of textsOf(fields, [])) {
    if (!path.some((name) => EXPRESSION_FIELDS.has(name))) continue;
    const pattern = linearPattern(text, { ignoreCase: true });
    if (typeof pattern === "string") return fault(document.lineOf(path), `The expression ${pattern}.`);
  }
  return undefined;
}

function* textsOf(
  value: unknown,
  path: readonly PropertyKey[],
): Generator<{ readonly path: readonly PropertyKey[]; readonly text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (Array.isArray(value)) for (const [index, entry] of value.entries()) yield* textsOf(entry, [...path, index]);
  else if (typeof value === "object" && value !== null) {
    for (const [name, entry] of Object.entries(value)) yield* textsOf(entry, [...path, name]);
  }
}
