/**
 * When a host stands above its peers, day by day.
 *
 * A day is judged by the lower quartile of the week around it, outside business hours where there are any: the floor
 * of the load, which neither bursts nor a job of a night lift, nor a jittering miner's pauses lower (DETECTION.md,
 * trials). A window opens where the floor is plainly above the peers' level and lasts while it stays somewhat above.
 */
import type { HourGrid } from "./hour-grid.ts";
import type { HourSpan, HourWindow } from "./hour-window.ts";
import { levelIn } from "./window-levels.ts";

/** Robust standard deviations that open a window, and that keep it open. */
const OPENS = 1;
const KEEPS = 0.5;
/** Days on either side that make the week around a day. */
const AROUND = 3;
/** Days below that end a window, and days that a window has at least. */
const PAUSE_DAYS = 4;
const LEAST_DAYS = 4;
/** The lower quartile. */
const FLOOR = 0.25;
/** Hours with which a count tells where the quartile lies; of fewer there may be none. */
const LEAST_KNOWN = 24;

/** `z` against peers, hour by hour; NaN hours say nothing. */
export function standingWindows(z: Float64Array, grid: HourGrid): HourWindow[] {
  const days = Math.floor(z.length / 24);
  const isBelow = plainlyBelow(z, grid);
  const windows: HourWindow[] = [];
  let first: number | undefined;
  let last = 0;
  let isPlain = false;
  const close = (): void => {
    if (first !== undefined && isPlain && last - first + 1 >= LEAST_DAYS) {
      windows.push({ from: first * 24, to: (last + 1) * 24, isOpen: last + PAUSE_DAYS >= days });
    }
    first = undefined;
    isPlain = false;
  };
  for (let day = 0; day < days; day++) {
    const week = { from: (day - AROUND) * 24, to: Math.min(z.length, (day + AROUND + 1) * 24) };
    const floor = isBelow(day) ? Number.NEGATIVE_INFINITY : floorIn(z, grid, week);
    if (floor >= KEEPS) {
      first ??= day;
      last = day;
      isPlain ||= floor >= OPENS;
    } else if (floor === floor && first !== undefined && day - last > PAUSE_DAYS) close();
  }
  close();
  return windows;
}

/**
 * Whether the floor of the week around a day lies below what keeps a window open, told by counting alone: with so many
 * hours below it outside business hours, both values that the quartile lies between are.
 */
function plainlyBelow(z: Float64Array, { business }: HourGrid): (day: number) => boolean {
  const days = Math.ceil(z.length / 24);
  const known = new Uint16Array(days);
  const below = new Uint16Array(days);
  for (let hour = 0; hour < z.length; hour++) {
    const value = z[hour] ?? Number.NaN;
    if (value !== value || business[hour] === 1) continue;
    const day = Math.floor(hour / 24);
    known[day] = (known[day] ?? 0) + 1;
    if (value < KEEPS) below[day] = (below[day] ?? 0) + 1;
  }
  return (middle) => {
    let ofWeek = 0;
    let belowInWeek = 0;
    for (let day = Math.max(0, middle - AROUND); day <= Math.min(days - 1, middle + AROUND); day++) {
      ofWeek += known[day] ?? 0;
      belowInWeek += below[day] ?? 0;
    }
    return ofWeek >= LEAST_KNOWN && belowInWeek > Math.floor(FLOOR * (ofWeek - 1)) + 1;
  };
}

/** Lower quartile of z outside business hours, or of all hours where the host sleeps then. */
export function floorIn(z: ArrayLike<number>, grid: HourGrid, window: HourSpan): number {
  const offPeak = levelIn(z, grid, window, "off-peak", FLOOR);
  return offPeak === offPeak ? offPeak : levelIn(z, grid, window, "all", FLOOR);
}
