/**
 * Evidence of what comes back at the same hours of the day.
 *
 * Four hours a night never add up in a sum that falls for the twenty hours between. So each hour of the host's clock has
 * a CUSUM of its own, which takes one residual a day. A window opens where neighbouring hours have all gathered
 * evidence, on the third day at the earliest, and closes after days on which nothing came back.
 */
import type { HourWindow } from "./hour-window.ts";
import type { DetectionParameters } from "./parameters.ts";

export interface DailyEvidence {
  /** Takes the residual of an hour, in robust standard deviations; `clock` is its hour of the day, 0-23. */
  push(hour: number, clock: number, residual: number): void;
  /** Whether the hour of the day is suspected, so that what it shows must not be learned. */
  isSuspected(clock: number): boolean;
  /** All windows, at the end of the data, in order of their start. */
  finish(): HourWindow[];
  /** As it is now. */
  readonly state: DailyState;
}

/** What is gathered at some hour, by hour of the day; plain, so that it can be kept and gone on from. */
export interface DailyState {
  readonly sum: readonly number[];
  readonly peak: readonly number[];
  readonly from: readonly number[];
  readonly peakAt: readonly number[];
  readonly isOpen: readonly number[];
  readonly runs: readonly Run[];
}

const CLOCK_HOURS = 24;
/** Evidence at which an hour of the day is suspected: two days at the clip. And at which its window opens: three. */
const SUSPECTED = 4;
const OPEN_AT = 6;
/** A day on which the hour stood this many robust standard deviations above normal can be its last. */
const CAME_BACK = 1.5;
/** Fall that closes it: four days of normal. */
const CLOSE_DROP = 3;
/** Evidence is not counted beyond this: two weeks at the clip. */
const CAP = 30;
/** Neighbouring hours that make a window: fewer are chance, and more are a lasting load with pauses. */
const LEAST_HOURS = 3;
const MOST_HOURS = 18;

/** Days on which one hour of the day was abnormal. */
interface Run extends HourWindow {
  readonly clock: number;
}

/** Begins with nothing, or with what was gathered before. */
export function createDailyEvidence(
  { clip, ownSlack }: DetectionParameters,
  before: DailyState = nothing,
): DailyEvidence {
  const sum = Float64Array.from(before.sum);
  const peak = Float64Array.from(before.peak);
  const from = Float64Array.from(before.from);
  const peakAt = Float64Array.from(before.peakAt);
  const isOpen = Float64Array.from(before.isOpen);
  const runs = [...before.runs];
  const runOf = (clock: number, lasts: boolean): Run => ({
    clock,
    from: from[clock] ?? 0,
    to: (peakAt[clock] ?? 0) + 1,
    isOpen: lasts,
  });

  return {
    push(hour, clock, residual) {
      const last = sum[clock] ?? 0;
      if (last === 0) {
        from[clock] = hour;
        peakAt[clock] = hour;
      }
      const now = Math.min(CAP, Math.max(0, last + Math.max(-clip, Math.min(clip, residual)) - ownSlack));
      sum[clock] = now;
      if (now >= (peak[clock] ?? 0) && residual >= CAME_BACK) {
        peak[clock] = now;
        peakAt[clock] = hour;
      }
      if (now >= OPEN_AT) isOpen[clock] = 1;
      if (isOpen[clock] === 1 && (peak[clock] ?? 0) - now >= CLOSE_DROP) {
        runs.push(runOf(clock, false));
        sum[clock] = 0;
        isOpen[clock] = 0;
      }
      if (sum[clock] === 0) peak[clock] = 0;
    },
    isSuspected: (clock) => (sum[clock] ?? 0) >= SUSPECTED,
    finish() {
      const open = Array.from(isOpen.keys()).filter((clock) => isOpen[clock] === 1);
      return joined([...runs, ...open.map((clock) => runOf(clock, true))]);
    },
    get state() {
      return {
        sum: [...sum],
        peak: [...peak],
        from: [...from],
        peakAt: [...peakAt],
        isOpen: [...isOpen],
        runs: [...runs],
      };
    },
  };
}

const zeros = Array<number>(CLOCK_HOURS).fill(0);
const nothing: DailyState = { sum: zeros, peak: zeros, from: zeros, peakAt: zeros, isOpen: zeros, runs: [] };

/** Runs of neighbouring hours that lasted at the same time, as windows. */
function joined(runs: readonly Run[]): HourWindow[] {
  const windows: HourWindow[] = [];
  let left = [...runs].sort((a, b) => a.from - b.from || a.clock - b.clock);
  for (let [first] = left; first !== undefined; [first] = left) {
    const group = [first];
    for (const member of group) {
      group.push(...left.filter((run) => !group.includes(run) && isNeighbour(member, run)));
    }
    left = left.filter((run) => !group.includes(run));
    const daily = group.reduce((mask, { clock }) => mask | (1 << clock), 0);
    const size = new Set(group.map(({ clock }) => clock)).size;
    if (size < LEAST_HOURS || size > MOST_HOURS) continue;
    windows.push({
      ...boundsOf(group),
      isOpen: group.some((run) => run.isOpen),
      daily,
    });
  }
  return windows;
}

/** From the first to the last day of the middle run: noise before and after makes the run of one hour days longer. */
function boundsOf(group: readonly Run[]): { readonly from: number; readonly to: number } {
  const near = (hours: readonly number[], middle: number): number[] =>
    hours.filter((hour) => Math.abs(hour - middle) <= CLOCK_HOURS / 2);
  const starts = group.map((run) => run.from).sort((a, b) => a - b);
  const ends = group.map((run) => run.to).sort((a, b) => a - b);
  return {
    from: Math.min(...near(starts, starts[starts.length >> 1] ?? 0)),
    to: Math.max(...near(ends, ends[(ends.length - 1) >> 1] ?? 0)),
  };
}

/** Next to each other on the clock, and for half of both together. */
function isNeighbour(a: Run, b: Run): boolean {
  const apart = Math.abs(a.clock - b.clock);
  if (apart !== 1 && apart !== CLOCK_HOURS - 1) return false;
  const common = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return common >= (Math.max(a.to, b.to) - Math.min(a.from, b.from)) / 2;
}
