/**
 * Custody log: what was done to the evidence, in an order that cannot be rewritten unseen.
 *
 * Every entry's hash covers the hash of the entry before it, so changing or removing one breaks every later link.
 * Entries are only ever appended; a mistake is corrected by another entry. It proves order and integrity, not identity,
 * and it cannot show that its newest entries were cut off: an exported report or package fixes the state it was made of.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "../../base/canonical-json.ts";
import type { Timestamp } from "../../base/time.ts";
import type { CustodyEntry } from "../../model/case.ts";
import type { Database } from "../file/database.ts";

/** The "previous" of the first entry. */
const BEGINNING = "0".repeat(64);

export function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The hash of an entry: SHA-256 over the canonical JSON of its other fields. */
export function custodyHash(entry: Omit<CustodyEntry, "hash">): string {
  const { sequence, at, action, detail, previous } = entry;
  return sha256(canonicalJson({ sequence, at, action, detail, previous }));
}

/** Appends an entry; the caller's transaction holds the change that it speaks of. */
export function appendCustody(database: Database, at: Timestamp, action: string, detail: unknown): CustodyEntry {
  const last = database.prepare<CustodyEntry>("SELECT * FROM custody ORDER BY sequence DESC LIMIT 1").get();
  const unsigned = {
    sequence: (last?.sequence ?? 0) + 1,
    at,
    action,
    detail: canonicalJson(detail),
    previous: last?.hash ?? BEGINNING,
  };
  const entry = { ...unsigned, hash: custodyHash(unsigned) };
  database
    .prepare("INSERT INTO custody (sequence, at, action, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?)")
    .run(entry.sequence, entry.at, entry.action, entry.detail, entry.previous, entry.hash);
  return entry;
}

export function readCustody(database: Database): CustodyEntry[] {
  return database.prepare<CustodyEntry>("SELECT * FROM custody ORDER BY sequence").all();
}

/** What is wrong with a chain of entries, one sentence each. */
export function chainProblems(entries: readonly CustodyEntry[]): string[] {
  const problems: string[] = [];
  let previous = BEGINNING;
  let sequence = 0;
  for (const entry of entries) {
    sequence += 1;
    const name = `Entry ${String(entry.sequence)} of the custody log (${entry.action})`;
    if (entry.sequence !== sequence)
      problems.push(`${name} should be number ${String(sequence)}: entries are missing.`);
    if (entry.previous !== previous) problems.push(`${name} does not follow the entry before it.`);
    if (custodyHash(entry) !== entry.hash) problems.push(`${name} was changed: its hash does not match.`);
    previous = entry.hash;
    sequence = entry.sequence;
  }
  return problems;
}
