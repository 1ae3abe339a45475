/**
 * What investigators decided about detection: how sensitive it is, what policies forbid, which shifts are the new normal,
 * and up to when load lines learn. Each is a decision with a reason, and each changes what an analysis concludes.
 */
import type { Timestamp } from "../base/time.ts";

/** "CPU over 90 % for 30 minutes outside business hours", as policies are written. */
export interface PolicyThreshold {
  /** The class that it holds for; every host where none is named. */
  readonly className?: string | undefined;
  readonly metric: string;
  /** In the metric's unit. */
  readonly above: number;
  readonly minutes: number;
  readonly when: "always" | "off-hours";
}

export interface Sensitivity {
  /** How far below the calibrated threshold of its class a deviation alarms: 2 alarms at half of it, 0.5 at twice. */
  readonly factor: number;
  /** Alarms on innocent hosts per host and 30 days that a class may cost. */
  readonly falseAlarmBudget: number;
  /** Weaker deviations that are listed per host and 30 days, beside alarms. */
  readonly listedPerMonth: number;
}

/** A shift that somebody judged to be the new normal: the load lines of these metrics learn anew from there on. */
export interface Acceptance {
  readonly id: string;
  readonly host: string;
  readonly metrics: readonly string[];
  readonly from: Timestamp;
  readonly note: string;
  readonly at: Timestamp;
  /** The episode that was accepted, as it was called then. */
  readonly episodeId: string;
}

/** Load lines as of a date: what came after it teaches nothing, so that a case can be worked on what was known then. */
export interface FrozenBaselines {
  readonly until: Timestamp;
  readonly caseId: string;
}

export interface DetectionChoices {
  readonly sensitivity: Sensitivity;
  readonly policies: readonly PolicyThreshold[];
  readonly acceptances: readonly Acceptance[];
  readonly frozen?: FrozenBaselines | undefined;
}

/** As calibrated: 0.03 is DETECTION.md's budget, two weaker ones a month are what somebody still reads. */
export const usualChoices: DetectionChoices = {
  sensitivity: { factor: 1, falseAlarmBudget: 0.03, listedPerMonth: 2 },
  policies: [],
  acceptances: [],
};
