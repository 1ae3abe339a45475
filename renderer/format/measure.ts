/** A value of the metric registry with its unit, in the form in which it is read. */
import { formatBytes } from "./bytes.ts";
import { formatDuration } from "./duration.ts";
import { formatShare, formatShort, THIN_SPACE } from "./number.ts";

/** For the marks of a scale: as short as it can be said. */
export function formatTick(value: number, unit: string): string {
  return formatMeasure(value, unit).replace(/\.0+(?=\D|$)/, "");
}

export function formatMeasure(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "–";
  switch (unit) {
    case "1":
      return formatShare(value);
    case "By":
      return formatBytes(value);
    case "By/s":
      return `${formatBytes(value)}/s`;
    case "W":
      return `${formatShort(value)}${THIN_SPACE}W`;
    case "Cel":
      return `${formatShort(value)}${THIN_SPACE}°C`;
    case "{operation}/s":
      return `${formatShort(value)}${THIN_SPACE}/s`;
    case "s":
      return formatDuration(value * 1_000_000);
    default:
      return `${formatShort(value)}${unit === "" ? "" : THIN_SPACE}${unit}`;
  }
}
