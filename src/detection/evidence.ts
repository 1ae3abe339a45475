/**
 * Evidence of a sustained deviation: a CUSUM of cut residuals with hysteresis (Page 1954).
 *
 * Each hour adds its residual less a slack and the sum never falls below zero, so that noise cancels and a lasting
 * shift adds up. A window opens at `openAt`, begins where the sum last left zero, ends at its greatest value, and closes
 * once the sum has fallen by `closeDrop` from there. The sum is capped: months of load close as fast as days of it.
 */
import type { HourWindow } from "./hour-window.ts";
import type { DetectionParameters } from "./parameters.ts";

/** What is gathered at some hour; plain, so that it can be kept and gone on from. */
export interface EvidenceState {
  sum: number;
  peak: number;
  from: number;
  peakAt: number;
  isOpen: boolean;
}

export interface Evidence {
  /** Takes an hour's residual in robust standard deviations; returns the window that this hour closed, if any. */
  push(hour: number, residual: number): HourWindow | undefined;
  /** The window still open, at the end of the data. */
  finish(): HourWindow | undefined;
  /** Whether nothing is suspected: the sum is about zero. */
  readonly isCalm: boolean;
  readonly isOpen: boolean;
  /** As it is now. */
  readonly state: Readonly<EvidenceState>;
}

/** A sum this small is calm: less than one hour at the clip. */
const CALM = 1;

const nothing: EvidenceState = { sum: 0, peak: 0, from: 0, peakAt: 0, isOpen: false };

/** Begins with nothing, or with what was gathered before. */
export function createEvidence(
  slack: number,
  { clip, openAt, closeDrop, evidenceCap }: DetectionParameters,
  before: Readonly<EvidenceState> = nothing,
): Evidence {
  // An object, since numbers that closures share are stored anew at each change.
  const now = { ...before };

  return {
    push(hour, residual) {
      const last = now.sum;
      if (last === 0) now.from = hour;
      const sum = Math.min(evidenceCap, Math.max(0, last + Math.max(-clip, Math.min(clip, residual)) - slack));
      now.sum = sum;
      if (sum >= now.peak) {
        now.peak = sum;
        now.peakAt = hour;
      }
      if (!now.isOpen) {
        if (sum === 0) now.peak = 0;
        now.isOpen = sum >= openAt;
        return undefined;
      }
      if (sum > 0 && now.peak - sum < closeDrop) return undefined;
      const closed = { from: now.from, to: now.peakAt + 1, isOpen: false };
      now.sum = 0;
      now.peak = 0;
      now.isOpen = false;
      return closed;
    },
    finish: () => (now.isOpen ? { from: now.from, to: now.peakAt + 1, isOpen: true } : undefined),
    get isCalm() {
      return now.sum <= CALM;
    },
    get isOpen() {
      return now.isOpen;
    },
    get state() {
      return { ...now };
    },
  };
}
