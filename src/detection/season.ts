/**
 * What a host's own past makes normal for an hour of the week, learned hour by hour, for all hosts of a class.
 *
 * The level of an hour of the week is the median of its remembered weeks, shrunk towards the median of its kind while
 * the weeks are few. The scale comes from how far past hours were from what was expected of them then, so it holds the
 * error of the forecast too; its upper part guards against loads that come and go, whose MAD would be near zero.
 *
 * Hosts go through time in step, so what all of them remember of an hour lies together in memory.
 */
import { BINS } from "../model/calendar.ts";
import { MAD_TO_SIGMA } from "../statistics/median-absolute-deviation.ts";
import {
  clearWindow,
  createWindowBank,
  pushInto,
  quantileOf,
  recallInto,
  settle,
  sizeOf,
  type WindowBank,
} from "../statistics/window-bank.ts";
import { KINDS } from "./hour-grid.ts";
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
  /** Teaches again what was taught before, from the oldest hour on; nothing may be asked before `settle`. */
  recall(host: number, bin: number, value: number, distance: number): void;
  settle(): void;
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
  const weeks = createWindowBank(BINS * hosts, memoryWeeks);
  const kinds = createWindowBank(KINDS * hosts, KIND_MEMORY);
  const kindDistances = createWindowBank(KINDS * hosts, KIND_MEMORY);
  const hostDistances = createWindowBank(hosts, HOST_MEMORY);

  const kindOf = (host: number, bin: number): number => kindOfBin[host]?.[bin] ?? 0;
  const spreadOf = (bank: WindowBank, window: number): number =>
    Math.max(floor, MAD_TO_SIGMA * quantileOf(bank, window, 0.5), quantileOf(bank, window, 0.8) / UPPER_SIGMA);

  return {
    level(host, bin) {
      const kind = kindOf(host, bin);
      const isKnown = sizeOf(kinds, kind * hosts + host) > 0;
      const ofKind = quantileOf(kinds, (isKnown ? kind : (kind + KINDS / 2) % KINDS) * hosts + host, 0.5);
      const count = sizeOf(weeks, bin * hosts + host);
      if (count === 0) return ofKind;
      const weight = count / (count + shrinkage);
      return weight * quantileOf(weeks, bin * hosts + host, 0.5) + (1 - weight) * ofKind;
    },
    scale(host, bin) {
      const window = kindOf(host, bin) * hosts + host;
      const count = sizeOf(kindDistances, window);
      const ofHost = sizeOf(hostDistances, host) === 0 ? floor : spreadOf(hostDistances, host);
      if (count === 0) return ofHost;
      const ofKind = spreadOf(kindDistances, window);
      return Math.sqrt((count * ofKind ** 2 + SCALE_SHRINKAGE * ofHost ** 2) / (count + SCALE_SHRINKAGE));
    },
    teach(host, bin, value, distance) {
      const window = kindOf(host, bin) * hosts + host;
      pushInto(weeks, bin * hosts + host, value);
      pushInto(kinds, window, value);
      if (distance !== distance) return;
      pushInto(kindDistances, window, Math.abs(distance));
      pushInto(hostDistances, host, Math.abs(distance));
    },
    recall(host, bin, value, distance) {
      const window = kindOf(host, bin) * hosts + host;
      recallInto(weeks, bin * hosts + host, value);
      recallInto(kinds, window, value);
      if (distance !== distance) return;
      recallInto(kindDistances, window, Math.abs(distance));
      recallInto(hostDistances, host, Math.abs(distance));
    },
    settle: () => [weeks, kinds, kindDistances, hostDistances].forEach(settle),
    forget(host) {
      for (let bin = 0; bin < BINS; bin++) clearWindow(weeks, bin * hosts + host);
      for (let kind = 0; kind < KINDS; kind++) {
        clearWindow(kinds, kind * hosts + host);
        clearWindow(kindDistances, kind * hosts + host);
      }
      clearWindow(hostDistances, host);
    },
  };
}
