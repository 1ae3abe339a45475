/**
 * One window of load taken apart where what it is about changes.
 *
 * A small deviation may still be open when a large one begins, or a job may just have been over before it: what began
 * then is an incident of its own, with a start of its own. Parts that are long enough are told apart by their means;
 * shorter ones only where the step is plain beside the noise of either part, hour of the day against the same hour.
 */
import { levelShift, type LevelShift } from "../statistics/level-shift.ts";
import { median } from "../statistics/median.ts";
import { MAD_TO_SIGMA, medianAbsoluteDeviation } from "../statistics/median-absolute-deviation.ts";
import { shiftPoint } from "../statistics/shift-point.ts";
import type { HostSeries } from "./host-series.ts";
import { KINDS } from "./hour-grid.ts";
import type { HourWindow } from "./hour-window.ts";

/** Parts of a split window have at least these hours, and the first at most this share of the second's excess. */
const LEAST_PART = 72;
const STEP_UP = 0.5;
/** Between parts of a week or more, whose days off weigh alike, a smaller step is plain enough. */
const WEEK_HOURS = 168;
const STEP_UP_OF_WEEKS = 0.72;
/** A burst ahead of a lasting load: hours that it lasts, and how many times the excess of what follows it has. */
const LEAST_BURST = 12;
const LONGEST_BURST = 120;
const BURST_MULTIPLE = 2.2;
/** A plain step: each part shows a whole day, and the smaller is at most this share of the other, at the same hours. */
const LEAST_PLAIN = 24;
const PLAIN_SHARE = 0.8;
/** Robust standard deviations of either part's noise that the step is wide, so that it is no day like others. */
const PLAIN_WIDTH = 4;
/** Hours that both parts must have of the same kind to be compared. */
const LEAST_COMPARED = 12;

/** Split where the excess steps, until no such step is left; one window at least. */
export function splitAtSteps(series: HostSeries, window: HourWindow): HourWindow[] {
  const excess = series.hours.median.map((value, hour) => value - (series.own.expected[hour] ?? Number.NaN));
  const parts: HourWindow[] = [];
  let rest = window;
  for (;;) {
    const { from, to } = rest;
    const place = stepIn(excess, series.grid.kind, from, to);
    if (place === undefined) break;
    parts.push({ from, to: place, isOpen: false });
    rest = { ...rest, from: place };
  }
  return [...parts, rest];
}

function stepIn(excess: Float32Array, kind: Uint8Array, from: number, to: number): number | undefined {
  const step = levelShift(excess, from, to, LEAST_PART);
  if (step !== undefined) {
    const isWeeks = step.place - from >= WEEK_HOURS && to - step.place >= WEEK_HOURS;
    if (step.before <= (isWeeks ? STEP_UP_OF_WEEKS : STEP_UP) * step.after) return placeStep(excess, from, to, step);
  }
  const plain = levelShift(excess, from, to, LEAST_PLAIN);
  if (plain !== undefined && isPlainStep(excess, kind, from, plain.place, to)) return plain.place;
  const burst = levelShift(excess, from, to, LEAST_BURST);
  if (burst === undefined || burst.place - from > LONGEST_BURST) return undefined;
  return burst.before >= BURST_MULTIPLE * Math.max(0, burst.after) ? burst.place : undefined;
}

/** Parts have a least length, and means lean towards wild hours: the step itself may be a little before or after. */
function placeStep(excess: ArrayLike<number>, from: number, to: number, { place, before, after }: LevelShift): number {
  const first = Math.max(from + 1, place - LEAST_PART);
  const placed = shiftPoint(excess, first, Math.min(to, place + LEAST_PART), before, after);
  return placed < to - LEAST_BURST ? placed : place;
}

/**
 * Whether the parts before and after `place` differ by far more than their hours do, at the same kinds of hours. The
 * part before is as noisy as it is around its own level or around the later one's rhythm, whichever it keeps to.
 */
function isPlainStep(excess: Float32Array, kind: Uint8Array, from: number, place: number, to: number): boolean {
  const usual = levelsByKind(excess, kind, place, to);
  const compared: { readonly value: number; readonly after: number }[] = [];
  for (let hour = from; hour < place; hour++) {
    const [value, after] = [excess[hour] ?? Number.NaN, usual[kind[hour] ?? 0] ?? Number.NaN];
    if (value === value && after === after) compared.push({ value, after });
  }
  if (compared.length < LEAST_COMPARED) return false;
  const values = compared.map(({ value }) => value);
  const differences = compared.map(({ value, after }) => value - after);
  const step = median(differences);
  const after = median(compared.map((pair) => pair.after));
  const before = after + step;
  const noiseBefore = Math.min(medianAbsoluteDeviation(values), medianAbsoluteDeviation(differences));
  const noise = MAD_TO_SIGMA * Math.max(noiseBefore, noiseIn(excess, kind, usual, place, to));
  return Math.min(before, after) <= PLAIN_SHARE * Math.max(before, after) && Math.abs(step) >= PLAIN_WIDTH * noise;
}

/** Median of each kind of hour; NaN for those that are not there. */
function levelsByKind(excess: Float32Array, kind: Uint8Array, from: number, to: number): number[] {
  const groups: number[][] = Array.from({ length: KINDS }, () => []);
  for (let hour = from; hour < to; hour++) {
    const value = excess[hour] ?? Number.NaN;
    if (value === value) groups[kind[hour] ?? 0]?.push(value);
  }
  return groups.map((values) => (values.length === 0 ? Number.NaN : median(values)));
}

function noiseIn(excess: Float32Array, kind: Uint8Array, usual: readonly number[], from: number, to: number): number {
  const distances: number[] = [];
  for (let hour = from; hour < to; hour++) {
    const distance = (excess[hour] ?? Number.NaN) - (usual[kind[hour] ?? 0] ?? Number.NaN);
    if (distance === distance) distances.push(distance);
  }
  return medianAbsoluteDeviation(distances);
}
