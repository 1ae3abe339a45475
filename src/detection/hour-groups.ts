/** Hourly values by groups of hours (hours of the week, kinds of hours), each group in ascending order. */
import { medianAbsoluteDeviationSorted } from "../statistics/median-absolute-deviation.ts";
import { quantileSorted } from "../statistics/quantile.ts";

export interface HourGroups {
  count(group: number): number;
  /** NaN for a group without values. */
  quantile(group: number, share: number): number;
  /** Median absolute deviation. */
  deviation(group: number): number;
}

/** `order` are the hours that count, by ascending value; they are dealt out to their groups and stay in order there. */
export function hourGroups(values: Float32Array, order: Uint32Array, groupOf: Uint8Array, groups: number): HourGroups {
  const starts = new Uint32Array(groups + 1);
  for (const hour of order) {
    const next = (groupOf[hour] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group++) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const sorted = new Float64Array(order.length);
  const next = Uint32Array.from(starts);
  for (const hour of order) {
    const group = groupOf[hour] ?? 0;
    const place = next[group] ?? 0;
    sorted[place] = values[hour] ?? Number.NaN;
    next[group] = place + 1;
  }
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
