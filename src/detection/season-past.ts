/**
 * What the own-season frame knows of the hosts of a class at the start of an hour, so that who goes on from there comes
 * to the same as who came from the first hour.
 *
 * It looks only back, so nothing that comes later changes it. Of what was taught, the hours are kept that a season still
 * remembers: the season itself is made of them again.
 */
import type { BurstState } from "./burst-windows.ts";
import type { DailyState } from "./daily-evidence.ts";
import type { EvidenceState } from "./evidence.ts";
import { KINDS, type HourGrid } from "./hour-grid.ts";
import type { HourWindow } from "./hour-window.ts";
import { HOST_MEMORY, KIND_MEMORY } from "./season.ts";
import { BINS } from "../model/calendar.ts";

export interface SeasonPast {
  readonly hour: number;
  /** In the order of the class's hosts. */
  readonly members: readonly MemberPast[];
}

export interface MemberPast {
  /** The hour from which on it was judged: it taught before, whatever it was. */
  readonly judgedFrom: number;
  /** First hour of which it is not decided whether it teaches, and what was expected from then on. */
  readonly undecided: number;
  readonly expected: Float64Array;
  readonly lessons: Lessons;
  readonly above: EvidenceState;
  readonly below: EvidenceState;
  readonly daily: DailyState;
  readonly bursts: BurstState;
  /** Robust z of the last `BURST_REACH` hours. */
  readonly z: Float64Array;
  /** Windows that have closed. */
  readonly windows: readonly HourWindow[];
  readonly dailyWindows: readonly HourWindow[];
  readonly windowsBelow: readonly HourWindow[];
}

/** Hours that taught, in order, with how far each was from what was expected; NaN where nothing was, or it is forgotten. */
export interface Lessons {
  readonly hours: Uint32Array;
  readonly distances: Float64Array;
}

/** Of the hours before `end` that `isTaught` marks with 1, those that a season remembers. O(end). */
export function remembered(
  isTaught: Uint8Array,
  distances: Float64Array,
  end: number,
  grid: HourGrid,
  memoryWeeks: number,
): Lessons {
  const weeks = new Uint16Array(BINS).fill(memoryWeeks);
  const kinds = new Uint16Array(KINDS).fill(KIND_MEMORY);
  const kindDistances = new Uint16Array(KINDS).fill(KIND_MEMORY);
  const hostDistances = new Uint16Array(1).fill(HOST_MEMORY);
  const hours: number[] = [];
  const known: number[] = [];
  for (let hour = end - 1; hour >= 0; hour--) {
    if (isTaught[hour] !== 1) continue;
    const bin = grid.bin[hour] ?? 0;
    const kind = grid.kindOfBin[bin] ?? 0;
    const distance = distances[hour] ?? Number.NaN;
    // None of the four may be left out: each counts what it takes in.
    const isValue = Number(takes(weeks, bin)) + Number(takes(kinds, kind)) > 0;
    const isMeasured = distance === distance;
    const isDistance = isMeasured && Number(takes(kindDistances, kind)) + Number(takes(hostDistances, 0)) > 0;
    if (!isValue && !isDistance) continue;
    hours.push(hour);
    known.push(isDistance ? distance : Number.NaN);
  }
  return { hours: Uint32Array.from(hours).reverse(), distances: Float64Array.from(known).reverse() };
}

/** Whether there is room left, which is then one less. */
function takes(room: Uint16Array, place: number): boolean {
  const left = room[place] ?? 0;
  if (left === 0) return false;
  room[place] = left - 1;
  return true;
}
