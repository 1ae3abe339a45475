/** Instants on a zone's clock, always year first: `2026-04-12 22:10`. The zone's name belongs in the header. */
import { toIso, type TimeRange, type Timestamp } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";

function clock(time: Timestamp, zone: Zone): string {
  return toIso((time + zone.offsetAt(time)) as Timestamp);
}

export function formatTime(time: Timestamp, zone: Zone): string {
  return clock(time, zone).slice(0, 16).replace("T", " ");
}

export function formatSeconds(time: Timestamp, zone: Zone): string {
  return clock(time, zone).slice(0, 19).replace("T", " ");
}

export function formatDate(time: Timestamp, zone: Zone): string {
  return clock(time, zone).slice(0, 10);
}

export function formatClock(time: Timestamp, zone: Zone): string {
  return clock(time, zone).slice(11, 16);
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12 Apr`, for the ticks of an axis and the chips of a range. */
export function formatDay(time: Timestamp, zone: Zone): string {
  const text = clock(time, zone);
  return `${String(Number(text.slice(8, 10)))} ${months[Number(text.slice(5, 7)) - 1] ?? ""}`;
}

/** Both ends; the second without its date where it is the same. */
export function formatRange(range: TimeRange, zone: Zone): string {
  const start = formatTime(range.start, zone);
  const end = formatTime(range.end, zone);
  return `${start} – ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}
