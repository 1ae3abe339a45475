/**
 * Hours in which far more bytes moved than usual, too few of them to add up to a lasting deviation.
 *
 * Evidence that adds up asks for about five hours, and a backup in the middle of a night's copying takes away two. So
 * hours that stand far out are taken together even where a few between them are ordinary. Far out is meant against the
 * host's own season and against the week before as well: where a load has come to stay, each of its hours stands out of
 * the season, and none of them is a burst.
 */
import { median } from "../statistics/median.ts";
import type { HourWindow } from "./hour-window.ts";

/** Robust standard deviations that make an hour of a burst. */
const FAR = 3.5;
/** Hours of a burst at least, ordinary hours between two of them at most, and hours after which it is no burst any more. */
const LEAST_HOURS = 3;
const PAUSE_HOURS = 3;
const LONGEST = 24;
const WEEK_HOURS = 168;

/** `z` against the own season, hour by hour; NaN hours say nothing. */
export function burstWindows(z: Float64Array): HourWindow[] {
  const windows: HourWindow[] = [];
  let from = -1;
  let last = -1;
  let count = 0;
  const close = (isOpen: boolean): void => {
    if (count >= LEAST_HOURS && last + 1 - from <= LONGEST) windows.push({ from, to: last + 1, isOpen });
    count = 0;
  };
  z.forEach((value, hour) => {
    if (!(value >= FAR) || value - usual(z, count > 0 ? Math.max(from, hour - LONGEST) : hour) < FAR) return;
    if (count > 0 && hour - last - 1 > PAUSE_HOURS) close(false);
    if (count === 0) from = hour;
    last = hour;
    count++;
  });
  close(z.length - 1 - last <= PAUSE_HOURS);
  return windows;
}

/** What the week before an hour showed; nothing below normal, which would make an ordinary hour stand out. */
function usual(z: Float64Array, hour: number): number {
  const level = median(z.subarray(Math.max(0, hour - WEEK_HOURS), hour));
  return level > 0 ? level : 0;
}
