/**
 * What a host's own past makes normal for an hour of the week, learned hour by hour.
 *
 * The level of an hour of the week is the median of its remembered weeks, shrunk towards the median of its kind while
 * the weeks are few. The scale comes from how far past hours were from what was expected of them then, so it holds the
 * error of the forecast too; its upper part guards against loads that come and go, whose MAD would be near zero.
 */
import { BINS } from "../model/calendar.ts";
import { MAD_TO_SIGMA } from "../statistics/median-absolute-deviation.ts";
import { createWindowBank } from "../statistics/window-bank.ts";
import { KINDS } from "./hour-grid.ts";
import type { DetectionParameters } from "./parameters.ts";

export interface Season {
  /** Expected value of an hour of the week; NaN while nothing was learned of that hour of the day. */
  level(bin: number): number;
  /** Robust standard deviation around it. */
  scale(bin: number): number;
  /** Takes in a value, with its distance from what was expected; NaN where nothing was. */
  teach(bin: number, value: number, distance: number): void;
}

/** Values that a kind remembers: four weeks of business days. */
const KIND_MEMORY = 20;
/** Distances remembered for the host as a whole: one week. */
const HOST_MEMORY = 168;
/** A kind's own scale weighs as much as the host's at this many distances. */
const SCALE_SHRINKAGE = 8;
/** Φ⁻¹(0.9): the 80th percentile of the distances of normal data is this many standard deviations. */
const UPPER_SIGMA = 1.2816;

export function createSeason(kindOfBin: Uint8Array, floor: number, parameters: DetectionParameters): Season {
  const weeks = createWindowBank(BINS, parameters.memoryWeeks);
  const kinds = createWindowBank(KINDS, KIND_MEMORY);
  const kindDistances = createWindowBank(KINDS, KIND_MEMORY);
  const hostDistances = createWindowBank(1, HOST_MEMORY);

  const spreadOf = (bank: typeof hostDistances, window: number): number =>
    Math.max(floor, MAD_TO_SIGMA * bank.quantile(window, 0.5), bank.quantile(window, 0.8) / UPPER_SIGMA);

  return {
    level(bin) {
      const kind = kindOfBin[bin] ?? 0;
      const ofKind = kinds.quantile(kinds.size(kind) > 0 ? kind : (kind + KINDS / 2) % KINDS, 0.5);
      const count = weeks.size(bin);
      if (count === 0) return ofKind;
      const weight = count / (count + parameters.shrinkage);
      return weight * weeks.quantile(bin, 0.5) + (1 - weight) * ofKind;
    },
    scale(bin) {
      const kind = kindOfBin[bin] ?? 0;
      const count = kindDistances.size(kind);
      const ofHost = hostDistances.size(0) === 0 ? floor : spreadOf(hostDistances, 0);
      if (count === 0) return ofHost;
      const ofKind = spreadOf(kindDistances, kind);
      return Math.sqrt((count * ofKind ** 2 + SCALE_SHRINKAGE * ofHost ** 2) / (count + SCALE_SHRINKAGE));
    },
    teach(bin, value, distance) {
      const kind = kindOfBin[bin] ?? 0;
      weeks.push(bin, value);
      kinds.push(kind, value);
      if (distance !== distance) return;
      kindDistances.push(kind, Math.abs(distance));
      hostDistances.push(0, Math.abs(distance));
    },
  };
}
