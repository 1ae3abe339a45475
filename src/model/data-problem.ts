/** What is doubtful about the evidence itself: each is a sentence with its cause, and what to do about it. */
import type { TimeRange } from "../base/time.ts";

/** Ids are for good: filters and scripts name them. */
export const dataProblemKinds = ["gap", "clock", "unit", "overlap", "rejects"] as const;
export type DataProblemKind = (typeof dataProblemKinds)[number];

export interface DataProblem {
  /** The same for the same problem of the same sources. */
  readonly id: string;
  readonly kind: DataProblemKind;
  /** `undefined` where it is of a source that speaks of several hosts. */
  readonly host: string | undefined;
  readonly metrics: readonly string[];
  readonly sources: readonly { readonly id: number; readonly path: string }[];
  readonly range: TimeRange | undefined;
  /** What is the matter, with its numbers. */
  readonly text: string;
  /** What it may come from, and what to do. */
  readonly next: string;
}
