/**
 * Whether the workspace is still what its custody log says: the chain itself, and every hash and count that an entry
 * vouches for.
 */
import { canonicalJson } from "../../base/canonical-json.ts";
import type { CustodyEntry } from "../../model/case.ts";
import { annotationDigest, readAnnotations } from "./annotation-table.ts";
import { episodesDigest } from "./analysis-table.ts";
import { choicesDigest } from "./choices-table.ts";
import { caseDigests, readCases } from "./case-table.ts";
import { chainProblems, readCustody } from "./custody-log.ts";
import type { Database } from "../file/database.ts";
import { exhibitDigest } from "../exhibit-digest.ts";
import { readSources } from "../sources/source-table.ts";
import { importDetail } from "../sources/source-writer.ts";

export interface Verification {
  /** Entries, sources, cases, exhibits and annotations that were looked at. */
  readonly checked: number;
  readonly problems: readonly string[];
}

interface Logged {
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export function verifyCustody(database: Database): Verification {
  const entries = readCustody(database);
  const logged = entries.map(parseEntry);
  const problems = [...chainProblems(entries)];
  let checked = entries.length;
  for (const check of [checkSources, checkCases, checkAnnotations, checkChoices, checkAnalysis]) {
    const result = check(database, logged);
    checked += result.checked;
    problems.push(...result.problems);
  }
  return { checked, problems };
}

function parseEntry(entry: CustodyEntry): Logged {
  try {
    const detail: unknown = JSON.parse(entry.detail);
    const isRecord = typeof detail === "object" && detail !== null;
    return { action: entry.action, detail: isRecord ? { ...detail } : {}, text: entry.detail };
  } catch {
    return { action: entry.action, detail: {}, text: entry.detail };
  }
}

function checkSources(database: Database, logged: readonly Logged[]): Verification {
  const problems: string[] = [];
  const sources = readSources(database);
  const imports = new Map(
    logged.filter((entry) => entry.action === "import").map((entry) => [entry.detail["source"], entry]),
  );
  const removed = new Set(
    logged.filter((entry) => entry.action === "source-removed").map((entry) => entry.detail["source"]),
  );
  for (const source of sources) {
    const entry = imports.get(source.id);
    if (entry === undefined) {
      problems.push(`Source ${String(source.id)} (${source.path}) has no entry that says it was imported.`);
    } else if (entry.text !== canonicalJson(importDetail(source))) {
      problems.push(`Source ${String(source.id)} (${source.path}) is not what the log says was imported.`);
    }
    imports.delete(source.id);
  }
  for (const [id, entry] of imports) {
    if (removed.has(id)) continue;
    problems.push(
      `Source ${String(id)} (${String(entry.detail["path"])}) is gone, and no entry says that it was removed.`,
    );
  }
  return { checked: sources.length, problems };
}

function checkCases(database: Database, logged: readonly Logged[]): Verification {
  const problems: string[] = [];
  const vouched = new Map<unknown, unknown>();
  for (const { detail } of logged) {
    if ("caseSha256" in detail) vouched.set(detail["case"], detail["caseSha256"]);
  }
  const digests = caseDigests(database);
  for (const [id, digest] of digests) {
    if (vouched.get(id) !== digest) problems.push(`Case ${id} was changed without an entry in the log.`);
    vouched.delete(id);
  }
  for (const id of vouched.keys()) problems.push(`Case ${String(id)} is gone.`);
  let exhibits = 0;
  for (const value of readCases(database)) {
    for (const exhibit of value.exhibits) {
      exhibits += 1;
      if (exhibitDigest(exhibit) === exhibit.sha256) continue;
      problems.push(`Exhibit ${exhibit.id} of case ${value.id} (${exhibit.title}) does not match its SHA-256.`);
    }
  }
  return { checked: digests.size + exhibits, problems };
}

function checkAnnotations(database: Database, logged: readonly Logged[]): Verification {
  const problems: string[] = [];
  const vouched = new Map<unknown, unknown>();
  for (const { detail } of logged) {
    if (!("annotation" in detail)) continue;
    if ("annotationSha256" in detail) vouched.set(detail["annotation"], detail["annotationSha256"]);
    else vouched.delete(detail["annotation"]);
  }
  const annotations = readAnnotations(database);
  for (const annotation of annotations) {
    if (vouched.get(annotation.id) !== annotationDigest(annotation)) {
      problems.push(`Annotation ${String(annotation.id)} on ${annotation.host} is not what the log says was written.`);
    }
    vouched.delete(annotation.id);
  }
  for (const id of vouched.keys()) {
    problems.push(`Annotation ${String(id)} is gone, and no entry says that it was removed.`);
  }
  return { checked: annotations.length, problems };
}

function checkChoices(database: Database, logged: readonly Logged[]): Verification {
  const stored = choicesDigest(database);
  const vouched = logged.findLast(({ detail }) => "choicesSha256" in detail)?.detail["choicesSha256"];
  if (stored === vouched) return { checked: stored === undefined ? 0 : 1, problems: [] };
  return { checked: 1, problems: ["What was decided about detection was changed without an entry in the log."] };
}

function checkAnalysis(database: Database, logged: readonly Logged[]): Verification {
  const entry = logged.findLast(({ action }) => action === "analysis");
  if (entry === undefined) return { checked: 0, problems: [] };
  if (entry.detail["episodesSha256"] === episodesDigest(database)) return { checked: 1, problems: [] };
  return { checked: 1, problems: ["The episodes of the last analysis were changed after it."] };
}
