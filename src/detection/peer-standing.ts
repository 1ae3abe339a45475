/**
 * The peers frame: each host against the others of its class at the same hours, leaving itself out.
 *
 * This alone sees a load that is older than the data. Hosts of a class differ for good reasons, so the scale is how far
 * they stand apart; with few peers that is itself uncertain and is drawn towards what classes usually show.
 */
import { medianWithout } from "../statistics/median-without.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import { sortRange } from "../statistics/sort-range.ts";
import { createWindowBank, pushInto, quantileOf } from "../statistics/window-bank.ts";
import { KINDS } from "./hour-grid.ts";
import type { SeasonInput } from "./season-member.ts";
import type { DetectionParameters } from "./parameters.ts";

export interface PeerStanding {
  /** Median of the peers at each hour, on the value scale; NaN where too few have data. */
  readonly expected: Float64Array;
  /** Robust z against the peers. */
  readonly z: Float64Array;
}

/** Φ⁻¹(0.8): how far the 80th percentile of normal data is from its middle, in standard deviations. */
const SIGMA_80 = 0.8416;
/** How much wider the upper side of a class may be: that of a lognormal spread over a factor of two and a half. */
const LEAN = 1.6;
/** Peers at which their own spread weighs as much as the usual one. */
const SPREAD_SHRINKAGE = 6;
/** The usual spread of a class: a share of its level, and on a logarithmic scale about a factor of two. */
const USUAL_RELATIVE_SPREAD = 0.4;
const USUAL_LOGARITHMIC_SPREAD = 0.7;
/** Hours of a kind whose spread is remembered: about four weeks of business days. */
const SPREAD_MEMORY = 20;

/** One result for each member, in order; all-NaN where the class is too small to say. */
export function peerStanding(
  inputs: readonly SeasonInput[],
  scale: { readonly floor: number; readonly isLogarithmic: boolean },
  parameters: DetectionParameters,
): PeerStanding[] {
  const hours = inputs[0]?.hours ?? 0;
  const empty = (): Float64Array => new Float64Array(hours).fill(Number.NaN);
  const standings = inputs.map(() => ({ expected: empty(), z: empty() }));
  if (inputs.length <= parameters.minimumPeers) return standings;

  const columns = inputs.map(({ values }) => values());
  const sorted = new Float64Array(inputs.length);
  const spreads = createWindowBank(KINDS, SPREAD_MEMORY);
  const kinds = inputs[0]?.grid.kind ?? new Uint8Array(hours);
  for (let hour = 0; hour < hours; hour++) {
    let present = 0;
    for (const values of columns) {
      const value = values[hour] ?? Number.NaN;
      if (value === value) sorted[present++] = value;
    }
    if (present <= parameters.minimumPeers) continue;
    sortRange(sorted, 0, present);
    const kind = kinds[hour] ?? 0;
    pushInto(spreads, kind, spreadOf(sorted, present));
    const center = quantileSorted(sorted, 0, present, 0.5);
    const usual = scale.isLogarithmic ? USUAL_LOGARITHMIC_SPREAD : USUAL_RELATIVE_SPREAD * Math.abs(center);
    const weight = present / (present + SPREAD_SHRINKAGE);
    const spread = Math.max(
      scale.floor,
      Math.sqrt(weight * quantileOf(spreads, kind, 0.5) ** 2 + (1 - weight) * usual ** 2),
    );
    for (let which = 0; which < columns.length; which++) {
      const value = columns[which]?.[hour] ?? Number.NaN;
      const standing = standings[which];
      if (value !== value || standing === undefined) continue;
      const expected = medianWithout(sorted, present, value);
      standing.expected[hour] = expected;
      standing.z[hour] = (value - expected) / spread;
    }
  }
  return standings;
}

/**
 * Robust standard deviation of sorted values. Classes lean upwards, so their upper side counts; but that is also where
 * the miners are, so it counts only up to what the lower side makes credible.
 */
function spreadOf(sorted: Float64Array, count: number): number {
  const center = quantileSorted(sorted, 0, count, 0.5);
  const upper = quantileSorted(sorted, 0, count, 0.8) - center;
  const lower = center - quantileSorted(sorted, 0, count, 0.2);
  return Math.max(lower, Math.min(upper, LEAN * lower)) / SIGMA_80;
}
