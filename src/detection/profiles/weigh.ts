/** Adds up a reading: reasons with weights, each stated in a sentence, for or against. */
import type { ProfileReading, Reason } from "../../model/episode.ts";

export interface Reading {
  /** A reason for: takes this share of what is missing to certainty, where `weight` is 0–1. */
  support(weight: number, text: string, value?: number): void;
  /** A reason against: takes this share of what is there. */
  oppose(weight: number, text: string, value?: number): void;
  finish(): ProfileReading;
}

/**
 * Starts from how likely the profile is before anything is known. Reasons for are combined as independent ones
 * (noisy or), then each reason against takes its share, so that no number of reasons passes 1 and order does not matter.
 */
export function weigh(profile: string, prior: number): Reading {
  const supporting: Reason[] = [];
  const opposing: Reason[] = [];
  let doubt = 1 - prior;
  let kept = 1;
  const reason = (text: string, value: number | undefined): Reason =>
    value === undefined ? { text } : { text, value };
  return {
    support(weight, text, value) {
      doubt *= 1 - weight;
      supporting.push(reason(text, value));
    },
    oppose(weight, text, value) {
      kept *= 1 - weight;
      opposing.push(reason(text, value));
    },
    finish: () => ({ profile, score: (1 - doubt) * kept, reasons: { for: supporting, against: opposing } }),
  };
}
