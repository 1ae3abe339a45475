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
import { HOST_MEMORY, KIND_MEMORY, LESSON, type Lessons } from "./season.ts";
import { BINS } from "../model/calendar.ts";

export interface SeasonPast {
  readonly hour: number;
  /** In the order of the class's hosts. */
  readonly members: readonly MemberPast[];
}

export interface MemberPast {
  /** The hour from which on it was judged: it taught before, whatever it was. */
  readonly judgedFrom: number;
  /** First hour of which it is not decided whether it teaches. */
  readonly undecided: number;
  /** Those of hours that are decided count; who goes on from them goes on writing them. */
  readonly lessons: Lessons;
  /** The last hours of what was expected, at least those that are undecided, and of robust z, at least `BURST_REACH`. */
  readonly expected: Float64Array;
  readonly z: Float64Array;
  readonly above: EvidenceState;
  readonly below: EvidenceState;
  readonly daily: DailyState;
  readonly bursts: BurstState;
  /** Windows that have closed. */
  readonly windows: readonly HourWindow[];
  readonly dailyWindows: readonly HourWindow[];
  readonly windowsBelow: readonly HourWindow[];
}

/** Of the lessons before `end`, those that a season remembers. O(end). */
export function remembered(
  { kind, distance }: Lessons,
  end: number,
  { bin, kindOfBin }: HourGrid,
  memoryWeeks: number,
): Lessons {
  const weeks = new Uint16Array(BINS).fill(memoryWeeks);
  const kinds = new Uint16Array(KINDS).fill(KIND_MEMORY);
  const kindDistances = new Uint16Array(KINDS).fill(KIND_MEMORY);
  const hostDistances = new Uint16Array(1).fill(HOST_MEMORY);
  const kept = { kind: new Uint8Array(end), distance: new Float64Array(end) };
  for (let hour = end - 1; hour >= 0; hour--) {
    const known = kind[hour] ?? LESSON.none;
    if (known === LESSON.none) continue;
    const ofBin = bin[hour] ?? 0;
    const ofKind = kindOfBin[ofBin] ?? 0;
    // None of the four may be left out: each counts what it takes in.
    const isValue = Number(takes(weeks, ofBin)) + Number(takes(kinds, ofKind)) > 0;
    const isDistance =
      known === LESSON.measured && Number(takes(kindDistances, ofKind)) + Number(takes(hostDistances, 0)) > 0;
    if (isDistance) {
      kept.kind[hour] = LESSON.measured;
      kept.distance[hour] = distance[hour] ?? Number.NaN;
    } else if (isValue) kept.kind[hour] = LESSON.value;
  }
  return kept;
}

/** Whether there is room left, which is then one less. */
function takes(room: Uint16Array, place: number): boolean {
  const left = room[place] ?? 0;
  if (left === 0) return false;
  room[place] = left - 1;
  return true;
}
