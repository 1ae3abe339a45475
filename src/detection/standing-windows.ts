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

/** `z` against peers, hour by hour; NaN hours say nothing. */
export function standingWindows(z: Float64Array, grid: HourGrid): HourWindow[] {
  const days = Math.floor(z.length / 24);
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
    const floor = floorIn(z, grid, { from: (day - AROUND) * 24, to: Math.min(z.length, (day + AROUND + 1) * 24) });
    if (floor >= KEEPS) {
      first ??= day;
      last = day;
      isPlain ||= floor >= OPENS;
    } else if (floor === floor && first !== undefined && day - last > PAUSE_DAYS) close();
  }
  close();
  return windows;
}

/** Lower quartile of z outside business hours, or of all hours where the host sleeps then. */
export function floorIn(z: ArrayLike<number>, grid: HourGrid, window: HourSpan): number {
  const offPeak = levelIn(z, grid, window, "off-peak", FLOOR);
  return offPeak === offPeak ? offPeak : levelIn(z, grid, window, "all", FLOOR);
}
