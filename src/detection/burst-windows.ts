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

/** What is gathered at some hour; plain, so that it can be kept and gone on from. */
export interface BurstState {
  from: number;
  last: number;
  count: number;
  /** Bursts that are over. */
  readonly windows: readonly HourWindow[];
}

export interface Bursts {
  /** Takes in the hour that `z` has come to. */
  push(hour: number): void;
  /** All bursts, the one that still lasts included. */
  finish(): HourWindow[];
  /** As it is now. */
  readonly state: BurstState;
}

/** Hours before an hour that are looked at again. */
export const BURST_REACH = WEEK_HOURS + LONGEST;

const nothing: BurstState = { from: -1, last: -1, count: 0, windows: [] };

/**
 * `z` is against the own season, hour by hour from the first one on, and grows while hours are taken in; NaN hours say
 * nothing. Begins with nothing, or with what was gathered before, where `z` need only reach back `BURST_REACH` hours.
 */
export function createBursts(z: Float64Array, before: BurstState = nothing, first = 0): Bursts {
  const now = { ...before };
  const windows = [...before.windows];
  const ended = (isOpen: boolean): HourWindow[] => {
    const { from, last, count } = now;
    return count >= LEAST_HOURS && last + 1 - from <= LONGEST ? [{ from, to: last + 1, isOpen }] : [];
  };
  return {
    push(hour) {
      const value = z[hour - first] ?? Number.NaN;
      if (!(value >= FAR)) return;
      const since = now.count > 0 ? Math.max(now.from, hour - LONGEST) : hour;
      if (value - usual(z, since - first) < FAR) return;
      if (now.count > 0 && hour - now.last - 1 > PAUSE_HOURS) {
        windows.push(...ended(false));
        now.count = 0;
      }
      if (now.count === 0) now.from = hour;
      now.last = hour;
      now.count++;
    },
    finish: () => [...windows, ...ended(first + z.length - 1 - now.last <= PAUSE_HOURS)],
    get state() {
      return { ...now, windows: [...windows] };
    },
  };
}

/** What the week before a place showed; nothing below normal, which would make an ordinary hour stand out. */
function usual(z: Float64Array, place: number): number {
  const level = median(z.subarray(Math.max(0, place - WEEK_HOURS), place));
  return level > 0 ? level : 0;
}
