/** Numbers and times inside sentences. Every one is a stored number, rounded for reading and never computed anew. */
import { toIso, type Timestamp } from "../base/time.ts";
import { findMetric } from "../model/metrics.ts";

/** `95 %`, below ten with one decimal. */
export function percent(share: number): string {
  const value = share * 100;
  return `${Math.abs(value) < 9.95 ? Number(value.toFixed(1)) : Math.round(value)} %`;
}

/** `2026-04-12 22:10 UTC`. */
export function minuteOf(time: Timestamp): string {
  return `${toIso(time).slice(0, 16).replace("T", " ")} UTC`;
}

const STEPS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

export function bytes(value: number): string {
  const step = Math.min(STEPS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10)));
  return `${Number((value / 1024 ** step).toPrecision(3))} ${STEPS[step] ?? "B"}`;
}

/** A value of a metric in its unit. */
export function valueOf(value: number, metric: string): string {
  const unit = findMetric(metric)?.unit ?? "";
  if (unit === "1") return percent(value);
  if (unit === "By" || unit === "By/s") return `${bytes(value)}${unit === "By/s" ? "/s" : ""}`;
  return `${Number(value.toPrecision(3))} ${unit}`;
}

/** Seconds as the largest unit that fits: `28.7 days`, `3.5 hours`, `40 minutes`. */
export function duration(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${Number((seconds / 86_400).toFixed(1))} days`;
  if (seconds >= 2 * 3600) return `${Number((seconds / 3600).toFixed(1))} hours`;
  return `${Math.round(seconds / 60)} minutes`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
