/** A host's hours as the own-season frame takes them. */
import type { HourGrid } from "../../src/detection/hour-grid.ts";
import type { SeasonInput } from "../../src/detection/season-member.ts";

export function seasonInput(values: Float64Array, grid: HourGrid): SeasonInput {
  return { hours: values.length, valueAt: (hour) => values[hour] ?? Number.NaN, values: () => values, grid };
}
