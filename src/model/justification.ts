/** A permission that somebody claims for a load: a change ticket, a scheduled task, a maintenance window, a workload. */
import type { Timestamp } from "../base/time.ts";

export type JustificationKind = "change" | "task" | "maintenance" | "workload";

/** What the record's state means for an investigator, whatever the tool calls it. */
export type ApprovalState = "approved" | "unapproved" | "cancelled";

/** An upper bound that a justification states for one metric, in the metric's unit. */
export interface ExpectedLoad {
  readonly metric: string;
  readonly comparison: "<=" | ">=";
  readonly value: number;
}

export interface Justification {
  readonly id: string;
  readonly kind: JustificationKind;
  readonly title: string;
  /** Host names, aliases resolved; empty where the record names none (it then explains nothing by itself). */
  readonly hosts: readonly string[];
  readonly start: Timestamp | undefined;
  readonly end: Timestamp | undefined;
  /** RFC 5545 RRULE; each occurrence lasts `end - start` and is expanded in `timeZone`. */
  readonly recurrence: string | undefined;
  readonly timeZone: string | undefined;
  readonly approval: ApprovalState;
  /** The state in the tool's own words. */
  readonly state: string;
  readonly created: Timestamp | undefined;
  /** Canonical metric ids that are covered; empty means all. */
  readonly metrics: readonly string[];
  readonly expected: readonly ExpectedLoad[];
  /** Name of the process that is to carry the load. */
  readonly process: string | undefined;
}

export interface StoredJustification extends Justification {
  readonly rowId: number;
  readonly sourceId: number;
  readonly locator: number;
}
