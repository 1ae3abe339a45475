/** Hourly values by groups of hours (hours of the week, kinds of hours), each group in ascending order. */
import { BINS } from "../model/calendar.ts";
import { medianAbsoluteDeviationSorted } from "../statistics/median-absolute-deviation.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import { KINDS, type HourGrid } from "./hour-grid.ts";

export interface HourGroups {
  count(group: number): number;
  /** NaN for a group without values. */
  quantile(group: number, share: number): number;
  /** Median absolute deviation. */
  deviation(group: number): number;
}

export interface GroupsOfWeek {
  readonly bins: HourGroups;
  readonly kinds: HourGroups;
}

/**
 * `order` are hours by ascending value; those that `isWanted` marks with 1 are dealt out to their hours of the week and
 * their kinds, and stay in order there.
 */
export function hourGroups(
  values: Float32Array,
  order: Uint32Array,
  isWanted: Uint8Array,
  { bin, kindOfBin }: Pick<HourGrid, "bin" | "kindOfBin">,
): GroupsOfWeek {
  const binStarts = new Uint32Array(BINS + 1);
  for (let hour = 0; hour < isWanted.length; hour++) {
    if (isWanted[hour] !== 1) continue;
    const next = (bin[hour] ?? 0) + 1;
    binStarts[next] = (binStarts[next] ?? 0) + 1;
  }
  const kindStarts = new Uint32Array(KINDS + 1);
  for (let group = 0; group < BINS; group++) {
    const next = (kindOfBin[group] ?? 0) + 1;
    kindStarts[next] = (kindStarts[next] ?? 0) + (binStarts[group + 1] ?? 0);
  }
  addUp(binStarts);
  addUp(kindStarts);
  const count = binStarts[BINS] ?? 0;
  const byBin = new Float64Array(count);
  const byKind = new Float64Array(count);
  const nextOfBin = Uint32Array.from(binStarts);
  const nextOfKind = Uint32Array.from(kindStarts);
  for (let place = 0; place < order.length; place++) {
    const hour = order[place] ?? 0;
    if (isWanted[hour] !== 1) continue;
    const value = values[hour] ?? Number.NaN;
    const ownBin = bin[hour] ?? 0;
    const inBin = nextOfBin[ownBin] ?? 0;
    byBin[inBin] = value;
    nextOfBin[ownBin] = inBin + 1;
    const ownKind = kindOfBin[ownBin] ?? 0;
    const inKind = nextOfKind[ownKind] ?? 0;
    byKind[inKind] = value;
    nextOfKind[ownKind] = inKind + 1;
  }
  return { bins: groupsOf(byBin, binStarts), kinds: groupsOf(byKind, kindStarts) };
}

/** Counts, each of which stands one place after its group, become places at which groups begin. */
function addUp(starts: Uint32Array): void {
  for (let group = 1; group < starts.length; group++) starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
}

function groupsOf(sorted: Float64Array, starts: Uint32Array): HourGroups {
  const startOf = (group: number): number => starts[group] ?? 0;
  const quantile = (group: number, share: number): number =>
    quantileSorted(sorted, startOf(group), startOf(group + 1), share);
  return {
    count: (group) => startOf(group + 1) - startOf(group),
    quantile,
    deviation: (group) =>
      medianAbsoluteDeviationSorted(sorted, startOf(group), startOf(group + 1), quantile(group, 0.5)),
  };
}
