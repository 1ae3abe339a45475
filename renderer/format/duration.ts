/** Durations in their two largest units, the second one padded so that columns line up: `5 d 04 h`. */
import { HOUR, MINUTE, SECOND } from "../../src/base/time.ts";

export function formatDuration(microseconds: number): string {
  if (!Number.isFinite(microseconds)) return "–";
  const length = Math.abs(microseconds);
  const sign = microseconds < 0 ? "−" : "";
  const seconds = Math.round(length / SECOND);
  const minutes = Math.round(length / MINUTE);
  const hours = Math.round(length / HOUR);
  if (length < 9.95 * SECOND && length % SECOND !== 0) return `${sign}${(length / SECOND).toFixed(1)} s`;
  if (seconds < 60) return `${sign}${String(seconds)} s`;
  if (seconds < 3600) return sign + pair(seconds, 60, "min", "s");
  if (minutes < 1440) return sign + pair(minutes, 60, "h", "min");
  return sign + pair(hours, 24, "d", "h");
}

function pair(total: number, base: number, large: string, small: string): string {
  return `${String(Math.floor(total / base))} ${large} ${String(total % base).padStart(2, "0")} ${small}`;
}
