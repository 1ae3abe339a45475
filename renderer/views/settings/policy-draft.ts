/** A policy as somebody types it: percentages for ratios, megabytes for bytes. */
import type { PolicyThreshold } from "../../../src/model/detection-choices.ts";
import { findMetric } from "../../../src/model/metrics.ts";

export interface PolicyDraft {
  /** Empty for every host. */
  readonly className: string;
  readonly metric: string;
  readonly above: string;
  readonly minutes: string;
  readonly when: PolicyThreshold["when"];
}

/** The unit that a threshold is typed in, and how many of the metric's own that is. */
export function entered(metric: string): { readonly unit: string; readonly size: number } {
  switch (findMetric(metric)?.unit) {
    case "1":
      return { unit: "%", size: 0.01 };
    case "By":
      return { unit: "MB", size: 1e6 };
    case "By/s":
      return { unit: "MB/s", size: 1e6 };
    case "W":
      return { unit: "W", size: 1 };
    case "{operation}/s":
      return { unit: "/s", size: 1 };
    default:
      return { unit: "", size: 1 };
  }
}

/** `undefined` where what was typed is no policy yet. */
export function draftedPolicy({ className, metric, above, minutes, when }: PolicyDraft): PolicyThreshold | undefined {
  const value = numberIn(above);
  const length = numberIn(minutes);
  if (value === undefined || length === undefined || length < 1 || findMetric(metric) === undefined) return undefined;
  // Typed decimals, not their binary neighbours: 7 % is 0.07.
  const threshold = Number((value * entered(metric).size).toPrecision(12));
  return { metric, above: threshold, minutes: length, when, ...(className === "" ? {} : { className }) };
}

function numberIn(text: string): number | undefined {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() === "" || !Number.isFinite(value) || value < 0 ? undefined : value;
}
