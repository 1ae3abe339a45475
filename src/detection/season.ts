/**
 * What a host's own past makes normal for an hour of the week, learned hour by hour, for all hosts of a class.
 *
 * The level of an hour of the week is the median of its remembered weeks, shrunk towards the median of its kind while
 * the weeks are few. The scale comes from how far past hours were from what was expected of them then, so it holds the
 * error of the forecast too; its upper part guards against loads that come and go, whose MAD would be near zero.
 *
 * Hosts go through time in step, so what all of them remember of an hour lies together in memory. Of a host that was
 * taught before, a window is filled from its lessons when it is first asked for: a day asks for few of them.
 */
import { BINS } from "../model/calendar.ts";
import { MAD_TO_SIGMA } from "../statistics/median-absolute-deviation.ts";
import {
  clearWindow,
  createWindowBank,
  fillWindow,
  pushInto,
  quantileOf,
  sizeOf,
  type WindowBank,
} from "../statistics/window-bank.ts";
import { KINDS, type HoursOfGroups } from "./hour-grid.ts";
import type { DetectionParameters } from "./parameters.ts";

/** Hosts are numbered from 0 on. */
export interface Seasons {
  /** Expected value of an hour of the week; NaN while nothing was learned of that hour of the day. */
  level(host: number, bin: number): number;
  /** Robust standard deviation around it. */
  scale(host: number, bin: number): number;
  /** Takes in a value, with its distance from what was expected; NaN where nothing was. */
  teach(host: number, bin: number, value: number, distance: number): void;
  /** As if the host had taught nothing yet. */
  forget(host: number): void;
  /**
   * What the host was taught before, in place of teaching it again, and to be told before all else. Later lessons may be
   * added to it, each after `teach` has taken it in.
   */
  recall(host: number, taught: TaughtBefore): void;
}

/** What an hour taught, at its place; hours of later data may be left off. */
export interface Lessons {
  /** One of `LESSON` for each hour. */
  readonly kind: Uint8Array;
  /** How far a measured hour was from what was expected of it. */
  readonly distance: Float64Array;
}

export const LESSON = { none: 0, value: 1, measured: 2 } as const;

export interface TaughtBefore {
  readonly lessons: Lessons;
  readonly groups: HoursOfGroups;
  readonly valueAt: (hour: number) => number;
}

/** Values that a kind remembers: four weeks of business days. */
export const KIND_MEMORY = 20;
/** Distances remembered for the host as a whole: one week. */
export const HOST_MEMORY = 168;
/** A kind's own scale weighs as much as the host's at this many distances. */
const SCALE_SHRINKAGE = 8;
/** Φ⁻¹(0.9): the 80th percentile of the distances of normal data is this many standard deviations. */
const UPPER_SIGMA = 1.2816;

/** One `kindOfBin` for each host. No scale is less than `floor`. */
export function createSeasons(
  kindOfBin: readonly Uint8Array[],
  floor: number,
  { memoryWeeks, shrinkage }: DetectionParameters,
): Seasons {
  const hosts = kindOfBin.length;
  const weeks = createMemory(BINS * hosts, memoryWeeks);
  const kinds = createMemory(KINDS * hosts, KIND_MEMORY);
  const kindDistances = createMemory(KINDS * hosts, KIND_MEMORY);
  const hostDistances = createMemory(hosts, HOST_MEMORY);
  const before: (TaughtBefore | undefined)[] = [];

  const kindOf = (host: number, bin: number): number => kindOfBin[host]?.[bin] ?? 0;
  const ofWeeks = (host: number, bin: number): WindowBank => {
    const window = bin * hosts + host;
    if (weeks.isDue[window] === 1) refill(weeks, window, before[host], before[host]?.groups.ofBin[bin], LESSON.value);
    return weeks.bank;
  };
  const ofKinds = (host: number, kind: number): WindowBank => {
    const window = kind * hosts + host;
    if (kinds.isDue[window] === 1) refill(kinds, window, before[host], before[host]?.groups.ofKind[kind], LESSON.value);
    return kinds.bank;
  };
  const ofKindDistances = (host: number, kind: number): WindowBank => {
    const window = kind * hosts + host;
    if (kindDistances.isDue[window] === 1)
      refill(kindDistances, window, before[host], before[host]?.groups.ofKind[kind], LESSON.measured);
    return kindDistances.bank;
  };
  const ofHost = (host: number): WindowBank => {
    if (hostDistances.isDue[host] === 1) refill(hostDistances, host, before[host], undefined, LESSON.measured);
    return hostDistances.bank;
  };
  const spreadOf = (bank: WindowBank, window: number): number =>
    Math.max(floor, MAD_TO_SIGMA * quantileOf(bank, window, 0.5), quantileOf(bank, window, 0.8) / UPPER_SIGMA);

  return {
    level(host, bin) {
      const kind = kindOf(host, bin);
      const isKnown = sizeOf(ofKinds(host, kind), kind * hosts + host) > 0;
      const like = isKnown ? kind : (kind + KINDS / 2) % KINDS;
      const ofKind = quantileOf(ofKinds(host, like), like * hosts + host, 0.5);
      const bank = ofWeeks(host, bin);
      const count = sizeOf(bank, bin * hosts + host);
      if (count === 0) return ofKind;
      const weight = count / (count + shrinkage);
      return weight * quantileOf(bank, bin * hosts + host, 0.5) + (1 - weight) * ofKind;
    },
    scale(host, bin) {
      const kind = kindOf(host, bin);
      const window = kind * hosts + host;
      const own = ofHost(host);
      const scaleOfHost = sizeOf(own, host) === 0 ? floor : spreadOf(own, host);
      const bank = ofKindDistances(host, kind);
      const count = sizeOf(bank, window);
      if (count === 0) return scaleOfHost;
      const ofKind = spreadOf(bank, window);
      return Math.sqrt((count * ofKind ** 2 + SCALE_SHRINKAGE * scaleOfHost ** 2) / (count + SCALE_SHRINKAGE));
    },
    teach(host, bin, value, distance) {
      const kind = kindOf(host, bin);
      const window = kind * hosts + host;
      pushInto(ofWeeks(host, bin), bin * hosts + host, value);
      pushInto(ofKinds(host, kind), window, value);
      if (distance !== distance) return;
      pushInto(ofKindDistances(host, kind), window, Math.abs(distance));
      pushInto(ofHost(host), host, Math.abs(distance));
    },
    recall(host, taught) {
      before[host] = taught;
      for (let bin = 0; bin < BINS; bin++) weeks.isDue[bin * hosts + host] = 1;
      for (let kind = 0; kind < KINDS; kind++) {
        kinds.isDue[kind * hosts + host] = 1;
        kindDistances.isDue[kind * hosts + host] = 1;
      }
      hostDistances.isDue[host] = 1;
    },
    forget(host) {
      for (let bin = 0; bin < BINS; bin++) clear(weeks, bin * hosts + host);
      for (let kind = 0; kind < KINDS; kind++) {
        clear(kinds, kind * hosts + host);
        clear(kindDistances, kind * hosts + host);
      }
      clear(hostDistances, host);
    },
  };
}

interface Memory {
  readonly bank: WindowBank;
  /** 1 for a window that is still to be filled with what was taught before. */
  readonly isDue: Uint8Array;
}

function createMemory(windows: number, capacity: number): Memory {
  return { bank: createWindowBank(windows, capacity), isDue: new Uint8Array(windows) };
}

function clear({ bank, isDue }: Memory, window: number): void {
  clearWindow(bank, window);
  isDue[window] = 0;
}

/**
 * Fills a window with the newest lessons of some hours, of all unless told: their values, or their distances where only
 * measured ones count.
 */
function refill(
  { bank, isDue }: Memory,
  window: number,
  before: TaughtBefore | undefined,
  hours: Uint32Array | undefined,
  least: number,
): void {
  isDue[window] = 0;
  if (before === undefined) return;
  const { lessons, valueAt } = before;
  const { kind, distance } = lessons;
  let count = 0;
  for (let at = (hours ?? kind).length - 1; at >= 0 && count < bank.capacity; at--) {
    const hour = hours === undefined ? at : (hours[at] ?? 0);
    if ((kind[hour] ?? LESSON.none) < least) continue;
    newest[count++] = least === LESSON.value ? valueAt(hour) : Math.abs(distance[hour] ?? Number.NaN);
  }
  fillWindow(bank, window, newest, count);
}

/** As many as the largest window holds. */
const newest = new Float64Array(HOST_MEMORY);
