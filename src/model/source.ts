/** What was read, and what could not be. `read = stored + skipped + rejected`, always. */
import type { Timestamp } from "../base/time.ts";

export interface SourceCounts {
  readonly read: number;
  /** Records that gave at least one sample or event. */
  readonly stored: number;
  /** Recognised, but of a kind that the workspace does not keep. */
  readonly skipped: number;
  /** Not understood; each is kept as a `Reject`. */
  readonly rejected: number;
  readonly samples: number;
  readonly events: number;
}

export interface SourceRecord extends SourceCounts {
  readonly id: number;
  /** Path inside the bundle, or the file's name. */
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly format: string;
  readonly importedAt: Timestamp;
  readonly hosts: readonly string[];
  readonly from: Timestamp | undefined;
  readonly to: Timestamp | undefined;
  /** Decisions taken on ambiguity (zone, units, dates), skipped kinds with counts, unreadable cells: one sentence each. */
  readonly notes: readonly string[];
}

export interface Reject {
  readonly line: number;
  readonly reason: string;
  /** The raw text, cut to a bounded length. */
  readonly raw: string;
}

/** A reject beside the source that it is of, as lists over several sources show it. */
export interface ListedReject extends Reject {
  /** Stable within a workspace, in the order of sources and lines. */
  readonly id: number;
  readonly sourceId: number;
  readonly path: string;
}

/** The longest raw text that is kept of a rejected record, in characters. */
export const REJECT_RAW_LIMIT = 2_000;

/** The most rejects of one source that are kept whole; further ones are counted. */
export const REJECTS_KEPT = 10_000;
