/** Cases: what investigators conclude, and the evidence they froze for it. */
import type { Timestamp } from "../base/time.ts";
import type { CostAssumptions } from "./cost.ts";

export type HypothesisWeight = "++" | "+" | "0" | "-" | "--";

export interface Hypothesis {
  readonly id: string;
  readonly title: string;
  /** Weight of each exhibit for this hypothesis, by exhibit id. */
  readonly weights: Readonly<Record<string, HypothesisWeight>>;
}

export interface CaseNote {
  readonly at: Timestamp;
  readonly text: string;
}

/** An episode that an investigator took into the case. */
export interface Finding {
  readonly episodeId: string;
  readonly addedAt: Timestamp;
  readonly judgement: "open" | "finding" | "explained" | "not-relevant";
  readonly reason: string;
}

export type ExhibitKind = "episode" | "processes" | "connections" | "controls" | "series" | "claims" | "annotations";

/** Frozen evidence: the rows as they were, the query that made them, and a hash over both. */
export interface Exhibit {
  readonly id: string;
  readonly kind: ExhibitKind;
  readonly title: string;
  readonly createdAt: Timestamp;
  /** The query as canonical JSON. */
  readonly query: string;
  /** The rows as canonical JSON. */
  readonly content: string;
  readonly sha256: string;
}

/** Fields of frozen rows that hold an instant, as microseconds: whoever shows a row shows them as times. */
export const INSTANT_FIELDS: ReadonlySet<string> = new Set([
  ...["time", "at", "start", "end", "first", "last", "created", "changedAt"],
]);

export interface Case {
  readonly id: string;
  readonly title: string;
  readonly createdAt: Timestamp;
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
  readonly notes: readonly CaseNote[];
  readonly hypotheses: readonly Hypothesis[];
  readonly subjects: readonly string[];
  readonly verdict: string;
  /** What its cost is estimated by; the usual where nobody said otherwise. */
  readonly costAssumptions?: CostAssumptions | undefined;
}

export interface CustodyEntry {
  readonly sequence: number;
  readonly at: Timestamp;
  /** `import`, `analysis`, `case-created`, `export`, `reveal`, … */
  readonly action: string;
  /** Canonical JSON of what was done. */
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}
