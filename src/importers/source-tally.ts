/**
 * What a reading counted and noted. The counts are the product's promise that nothing is lost unseen:
 * `read = stored + skipped + rejected`. A format that breaks it has a bug.
 */
import { REJECTS_KEPT, type SourceCounts } from "../model/source.ts";

export interface SourceTally {
  readonly counts: SourceCounts;
  /** Samples, events and facts that were given. */
  readonly given: number;
  /** Each with how often it was noted; 0 for what holds for the source as a whole. */
  readonly notes: readonly (readonly [text: string, times: number])[];
  readonly skips: readonly (readonly [kind: string, records: number])[];
}

/** Different notes of one source; further ones are only counted. */
export const MOST_NOTES = 500;

/** The tally of several readings, one after the other. */
export function sumOf(tallies: readonly SourceTally[]): SourceTally {
  const counts = { read: 0, stored: 0, skipped: 0, rejected: 0, samples: 0, events: 0 };
  const notes = new Map<string, number>();
  const skips = new Map<string, number>();
  let given = 0;
  for (const tally of tallies) {
    given += tally.given;
    for (const key of ["read", "stored", "skipped", "rejected", "samples", "events"] as const) {
      counts[key] += tally.counts[key];
    }
    for (const [text, times] of tally.notes) {
      if (notes.has(text) || notes.size < MOST_NOTES) notes.set(text, (notes.get(text) ?? 0) + times);
    }
    for (const [kind, records] of tally.skips) skips.set(kind, (skips.get(kind) ?? 0) + records);
  }
  return { counts, given, notes: [...notes], skips: [...skips] };
}

/** The counts and notes of a source that was read to its end; throws where they cannot be right. */
export function finishTally({ counts, given, notes, skips }: SourceTally): SourceCounts & { readonly notes: string[] } {
  const { read, stored, skipped, rejected } = counts;
  // Several records may make one sample, and one may make many: but nothing comes of nothing.
  if (read !== stored + skipped + rejected || given > 0 !== stored > 0) {
    throw new Error(
      `the counts of a format cannot be right: read ${read}, stored ${stored}, skipped ${skipped}, ` +
        `rejected ${rejected}, but ${given} samples, events and facts were given`,
    );
  }
  const sentences = notes.map(([text, times]) => (times <= 1 ? text : `${text} (${times} times)`));
  for (const [kind, records] of skips) sentences.push(`Skipped: ${records} × ${kind}.`);
  if (rejected > REJECTS_KEPT)
    sentences.push(`Only the first ${REJECTS_KEPT} of ${rejected} rejected records were kept.`);
  if (read === 0) sentences.push("The file holds no records.");
  return { ...counts, notes: sentences };
}
