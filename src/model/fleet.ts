/** Who and what is under investigation: system classes, hosts, subjects. */
import type { Timestamp } from "../base/time.ts";

/** What a class's systems are expected to do when nobody does anything wrong. */
export type Expectation = "quiet" | "steady" | "bursty";

export interface BusinessHours {
  /** ISO days of the week, Monday is 1. */
  readonly days: readonly number[];
  /** Local wall clock, `HH:MM`. */
  readonly from: string;
  readonly to: string;
}

export const DEFAULT_BUSINESS_HOURS: BusinessHours = { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };

export interface SystemClass {
  readonly name: string;
  readonly title: string;
  readonly expectation: Expectation | undefined;
  readonly businessHours: BusinessHours;
  /** Local dates, `YYYY-MM-DD`, on which nobody works. */
  readonly holidays: readonly string[];
}

export interface Host {
  readonly name: string;
  /** The class's name; `undefined` until somebody says it: never assigned silently. */
  readonly className: string | undefined;
  /** IANA name; `undefined` means that UTC is assumed, and said so. */
  readonly timeZone: string | undefined;
  readonly aliases: readonly string[];
  /** Subject id. */
  readonly owner: string | undefined;
  readonly logicalCpus: number | undefined;
}

export interface HostSummary extends Host {
  readonly from: Timestamp | undefined;
  readonly to: Timestamp | undefined;
  readonly sampleCount: number;
  readonly processCount: number;
  readonly connectionCount: number;
  readonly controlCount: number;
}

export interface PriorViolation {
  readonly date: string;
  readonly what: string;
}

export interface Subject {
  readonly id: string;
  /** Display name: masked wherever nobody gave a reason to see it. */
  readonly name: string | undefined;
  readonly department: string | undefined;
  readonly priorViolations: readonly PriorViolation[];
}
