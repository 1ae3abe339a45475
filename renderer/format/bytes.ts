/** Bytes in IEC units (1024-based), three significant digits. */
import { formatNumber, THIN_SPACE } from "./number.ts";

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return "–";
  let value = Math.abs(bytes);
  let step = 0;
  // 1023.5 would print as "1 024 KiB", so it already moves up a unit.
  while (value >= 1023.5 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  const digits = step === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${formatNumber(bytes < 0 ? -value : value, digits)}${THIN_SPACE}${units[step] ?? ""}`;
}
