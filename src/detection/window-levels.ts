/** Levels of a series inside a window, apart for business time and the rest of the week. */
import { quantileInPlace } from "../statistics/quantile.ts";
import type { HourGrid } from "./hour-grid.ts";
import { isAtItsHours, type HourSpan } from "./hour-window.ts";

export type Part = "all" | "business" | "off-peak";

/** Fewer hours of a part than this do not make a level. */
const LEAST_HOURS = 3;

const buffer = { values: new Float64Array(1024) };

/** Quantile over the hours of the window that belong to the part and have a value; NaN where they are too few. */
export function levelIn(values: ArrayLike<number>, grid: HourGrid, window: HourSpan, part: Part, share = 0.5): number {
  if (buffer.values.length < values.length) buffer.values = new Float64Array(values.length);
  const wanted = part === "business" ? 1 : 0;
  let count = 0;
  for (let hour = Math.max(0, window.from); hour < window.to; hour++) {
    if (part !== "all" && grid.business[hour] !== wanted) continue;
    if (window.daily !== undefined && !isAtItsHours(window, grid, hour)) continue;
    const value = values[hour] ?? Number.NaN;
    if (value === value) buffer.values[count++] = value;
  }
  return count < LEAST_HOURS ? Number.NaN : quantileInPlace(buffer.values, count, share);
}
