/** A cell of an exhibit's frozen rows as it is read; the rows themselves stay as they were frozen. */
import { isPlausible, timestamp, toIso } from "../base/time.ts";
import { INSTANT_FIELDS } from "./case.ts";

/** More numbers than these side by side are told by what they come to. */
const MOST_LISTED = 12;
/** Instants of the samples of a series, side by side. */
const TIMES = "times";

/** Instants as ISO 8601 UTC, long rows of numbers as their count and reach, what is nested as JSON. */
export function exhibitCell(field: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number" && INSTANT_FIELDS.has(field) && isPlausible(value)) return toIso(timestamp(value));
  if (isLongRow(value)) return field === TIMES ? timesReach(value) : valuesReach(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}

function isLongRow(value: unknown): value is readonly (number | null)[] {
  return (
    Array.isArray(value) &&
    value.length > MOST_LISTED &&
    value.every((one: unknown) => one === null || typeof one === "number")
  );
}

function timesReach(times: readonly (number | null)[]): string {
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  return `${String(times.length)} times, ${toIso(timestamp(first))} to ${toIso(timestamp(last))}`;
}

function valuesReach(values: readonly (number | null)[]): string {
  let [least, greatest, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (value === null) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sum += value;
    count += 1;
  }
  const missing = values.length === count ? "" : `, ${String(values.length - count)} missing`;
  if (count === 0) return `${String(values.length)} values, all missing`;
  return `${String(count)} values, ${short(least)} to ${short(greatest)}, mean ${short(sum / count)}${missing}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
