/** Numbers, times and sizes as a report prints them: UTC, no locale, so that the same case gives the same bytes. */
import { DAY, HOUR, MINUTE, toIso, type Timestamp } from "../base/time.ts";

/** `2026-04-12 22:10`, UTC. */
export function timeText(time: Timestamp | undefined): string {
  return time === undefined ? "–" : toIso(time).slice(0, 16).replace("T", " ");
}

/** `5 d 04 h`, `3 h 20 min` or `45 s`. */
export function durationText(microseconds: number): string {
  const days = Math.floor(microseconds / DAY);
  const hours = Math.floor((microseconds % DAY) / HOUR);
  const minutes = Math.floor((microseconds % HOUR) / MINUTE);
  if (days > 0) return `${days} d ${String(hours).padStart(2, "0")} h`;
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, "0")} min`;
  if (minutes > 0) return `${minutes} min`;
  return `${Math.round(microseconds / 1_000_000)} s`;
}

const STEPS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Bytes in IEC units, three digits. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (Math.abs(value) >= 1024 && step < STEPS.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${step === 0 ? Math.round(value) : value.toPrecision(3)} ${STEPS[step] ?? "B"}`;
}

export function percentText(ratio: number | undefined): string {
  if (ratio === undefined || Number.isNaN(ratio)) return "–";
  const percent = ratio * 100;
  return `${Math.abs(percent) < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}

/** Up to three significant digits, thousands set apart by a no-break thin space. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  const [whole = "", fraction] = String(rounded).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A value of a metric in the registry's unit. */
export function valueText(value: number | undefined, unit: string): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (unit === "1") return percentText(value);
  if (unit === "By") return bytesText(value);
  if (unit === "By/s") return `${bytesText(value)}/s`;
  return `${numberText(value)} ${unit}`;
}
