/**
 * What peers make normal for a series: the range of the other hosts' levels, hour of the week by hour of the week. The
 * levels of all are sorted once, and each host is left out of its own band afterwards.
 */
import type { Band } from "../model/baseline.ts";
import { BINS } from "../model/calendar.ts";
import { MAD_TO_SIGMA, medianAbsoluteDeviationSorted } from "../statistics/median-absolute-deviation.ts";
import { quantileSorted } from "../statistics/quantile.ts";

/** The band of a host whose own levels are these; `undefined` where its peers are too few. */
export type PeerBands = (own: Float64Array) => (Band & { readonly hosts: number }) | undefined;

/**
 * `levels` are those of one metric on all hosts of a class, one array a host with an entry for each hour of the week; NaN
 * where a host has none. A band is that of one of these arrays, against at least `minimum` others. No scale is less than
 * `floor`.
 */
export function peerBands(levels: readonly Float64Array[], floor: number, minimum: number): PeerBands {
  const hosts = levels.length - 1;
  if (hosts < minimum) return () => undefined;
  const ofBin = Array.from({ length: BINS }, (_, bin) =>
    Float64Array.from(levels, (each) => each[bin] ?? Number.NaN)
      .filter((level) => level === level)
      .sort(),
  );
  const others = new Float64Array(levels.length);
  return (own) => {
    const column = (): Float64Array => new Float64Array(BINS);
    const band = { hosts, median: column(), scale: column(), low: column(), high: column() };
    ofBin.forEach((sorted, bin) => {
      const known = copyWithout(sorted, own[bin] ?? Number.NaN, others);
      const center = quantileSorted(others, 0, known, 0.5);
      band.median[bin] = center;
      band.low[bin] = quantileSorted(others, 0, known, 0.05);
      band.high[bin] = quantileSorted(others, 0, known, 0.95);
      const deviation = medianAbsoluteDeviationSorted(others, 0, known, center);
      band.scale[bin] = Math.max(floor, MAD_TO_SIGMA * deviation);
    });
    return band;
  };
}

/** Copies all but one occurrence of a value that NaN is not; returns how many there are. */
function copyWithout(sorted: Float64Array, value: number, out: Float64Array): number {
  let kept = 0;
  let isOut = value !== value;
  for (const each of sorted) {
    if (!isOut && each === value) isOut = true;
    else out[kept++] = each;
  }
  return kept;
}
