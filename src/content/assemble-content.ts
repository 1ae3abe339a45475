/**
 * What ships with the product, and what a folder or a bundle adds to it or puts in its place, as one knowledge that
 * says what it is made of.
 */
import type { ContentFile, ContentOrigin } from "../model/content.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { DetectionRule } from "../model/rule.ts";
import { builtInFiles } from "./built-in-files.ts";
import { makeKnowledge } from "./make-knowledge.ts";
import type { ContentPatch } from "./read-content-file.ts";
import { contentSet, type ContentKind, type ContentSet } from "./schema.ts";

/** A content file that was read, and where it is from. */
export interface ContentLayer {
  readonly patch: ContentPatch;
  readonly origin: ContentOrigin;
  readonly file: string;
  readonly sha256: string;
}

export interface AssembledContent {
  readonly knowledge: Knowledge;
  /** Built-in files first, then the layers in the order in which they were applied. */
  readonly files: readonly ContentFile[];
}

/** Layers are applied one after the other: a later one has the last word. */
export function assembleContent(
  layers: readonly ContentLayer[],
  rules: readonly DetectionRule[] = [],
): AssembledContent {
  const shipped = builtInFiles();
  const merged: Record<ContentKind, Readonly<Record<string, unknown>>> = { ...shipped };
  for (const { patch } of layers) merged[patch.kind] = patched(merged[patch.kind], patch);
  const files = [...Object.entries(shipped).map(([kind, file]) => builtIn(kind, file)), ...layers.map(layerFile)];
  const version = files.map(labelOf).join(", ");
  const own = new Set(allTexts(shipped));
  return { knowledge: makeKnowledge(contentSet(merged), version, own, rules), files };
}

/** `pools 1`, or `pools 3 (ours.json, SHA-256 …)` for a file from outside. */
export function labelOf({ kind, version, file, sha256, origin }: ContentFile): string {
  return origin === "built-in"
    ? `${kind} ${version}`
    : `${kind} ${version} (${origin}: ${file}, SHA-256 ${sha256 ?? ""})`;
}

function builtIn(kind: string, { version, sources }: ContentSet[ContentKind]): ContentFile {
  return { kind, origin: "built-in", file: kind, version, sha256: undefined, sources };
}

function layerFile({ patch, origin, file, sha256 }: ContentLayer): ContentFile {
  return { kind: patch.kind, origin, file, version: patch.version, sha256, sources: patch.sources };
}

function patched(base: Readonly<Record<string, unknown>>, { mode, fields }: ContentPatch): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) result[name] = mode === "replace" ? value : added(base[name], value);
  }
  return result;
}

/** Lists grow by what they do not hold yet, tables by key; a single value gives way. */
function added(base: unknown, more: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(more)) {
    const known = new Set(base.map((entry) => JSON.stringify(entry)));
    return [...base, ...more.filter((entry) => !known.has(JSON.stringify(entry)))];
  }
  if (!isTable(base) || !isTable(more)) return more;
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(more)) result[name] = name in base ? added(base[name], value) : value;
  return result;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function allTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(allTexts) : [];
}
