/**
 * The load lines that are shown: level, scale and range of every hour of the week, for every metric of a host.
 *
 * Hours inside the host's episodes do not teach. After a shift that lasts, only what was before it is left, and that is
 * the point. A host whose every hour is inside an episode has no normal of its own to show but that; its peers' band
 * stands beside it.
 */
import { HOUR, timestamp } from "../base/time.ts";
import type { Band, Baseline } from "../model/baseline.ts";
import { BINS } from "../model/calendar.ts";
import { findMetric } from "../model/metrics.ts";
import { MAD_TO_SIGMA } from "../statistics/median-absolute-deviation.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import type { HourWindow } from "./evidence.ts";
import { KINDS, type HourGrid } from "./hour-grid.ts";
import type { HostHours, MetricHours } from "./input.ts";
import type { DetectionParameters } from "./parameters.ts";

/** Hours that must be left to teach; else the episodes are the only normal there is. */
const LEAST_TAUGHT = 7 * 24;

/** One series' own band before peers are known. */
type OwnBaseline = Omit<Baseline, "peers">;

export interface BaselineInput {
  readonly host: HostHours;
  readonly grid: HourGrid;
  /** Windows that do not teach. */
  readonly excluded: readonly HourWindow[];
}

/** By host in the order given, then by metric. */
export function learnBaselines(inputs: readonly BaselineInput[], parameters: DetectionParameters): Baseline[] {
  const own = inputs.map((input) =>
    [...input.host.metrics]
      .sort((a, b) => (a.metric < b.metric ? -1 : 1))
      .map((hours) => ({ className: input.host.className, band: ownBaseline(input, hours, parameters) })),
  );
  const groups = new Map<string, OwnBaseline[]>();
  for (const { className, band } of own.flat()) {
    if (className === undefined) continue;
    const key = JSON.stringify([className, band.metric]);
    groups.set(key, [...(groups.get(key) ?? []), band]);
  }
  return own.flat().map(({ className, band }) => {
    const group = groups.get(JSON.stringify([className, band.metric])) ?? [];
    return { ...band, peers: peerBand(band, group, parameters) };
  });
}

function ownBaseline(
  { host, grid, excluded }: BaselineInput,
  hours: MetricHours,
  parameters: DetectionParameters,
): OwnBaseline {
  const teaches = teachingHours(hours, excluded);
  const bins = sortedGroups(hours.median, teaches, grid.bin, BINS);
  const kinds = sortedGroups(hours.median, teaches, grid.kind, KINDS);
  const floor = findMetric(hours.metric)?.noiseFloor ?? 0;
  const shrunk = (share: number): Float64Array =>
    Float64Array.from({ length: BINS }, (_, bin) => {
      const count = bins.count(bin);
      const ofKind = kinds.quantile(grid.kindOfBin[bin] ?? 0, share);
      if (count === 0) return ofKind;
      return (count * bins.quantile(bin, share) + parameters.shrinkage * ofKind) / (count + parameters.shrinkage);
    });
  const median = shrunk(0.5);
  const scales = Float64Array.from({ length: KINDS }, (_, kind) =>
    Math.max(floor, MAD_TO_SIGMA * kinds.deviation(kind)),
  );
  const first = teaches.indexOf(1);
  return {
    host: host.host,
    metric: hours.metric,
    zone: host.calendar.zone.name,
    learned: {
      start: timestamp(host.start + Math.max(0, first) * HOUR),
      end: timestamp(host.start + (teaches.lastIndexOf(1) + 1) * HOUR),
    },
    count: Float64Array.from({ length: BINS }, (_, bin) => bins.count(bin)),
    median,
    scale: Float64Array.from({ length: BINS }, (_, bin) => scales[grid.kindOfBin[bin] ?? 0] ?? floor),
    low: shrunk(0.05),
    high: shrunk(0.95),
  };
}

/** 1 for each hour that has data and teaches. */
function teachingHours({ count }: MetricHours, excluded: readonly HourWindow[]): Uint8Array {
  const all = new Uint8Array(count.length);
  for (let hour = 0; hour < count.length; hour++) all[hour] = (count[hour] ?? 0) > 0 ? 1 : 0;
  const teaches = Uint8Array.from(all);
  for (const { from, to } of excluded) teaches.fill(0, from, to);
  let taught = 0;
  for (let hour = 0; hour < teaches.length; hour++) taught += teaches[hour] ?? 0;
  return taught >= LEAST_TAUGHT ? teaches : all;
}

interface SortedGroups {
  count(group: number): number;
  quantile(group: number, share: number): number;
  /** Median absolute deviation. */
  deviation(group: number): number;
}

/** Values by group, each group in ascending order in one array. */
function sortedGroups(values: Float32Array, teaches: Uint8Array, groupOf: Uint8Array, groups: number): SortedGroups {
  const starts = new Uint32Array(groups + 1);
  teaches.forEach((one, hour) => {
    const next = (groupOf[hour] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + one;
  });
  for (let group = 0; group < groups; group++) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const sorted = new Float64Array(starts[groups] ?? 0);
  const next = Uint32Array.from(starts);
  teaches.forEach((one, hour) => {
    if (one === 0) return;
    const group = groupOf[hour] ?? 0;
    const place = next[group] ?? 0;
    sorted[place] = values[hour] ?? Number.NaN;
    next[group] = place + 1;
  });
  const range = (group: number): [number, number] => [starts[group] ?? 0, starts[group + 1] ?? 0];
  for (let group = 0; group < groups; group++) sorted.subarray(...range(group)).sort();
  return {
    count: (group) => (starts[group + 1] ?? 0) - (starts[group] ?? 0),
    quantile: (group, share) => quantileSorted(sorted, ...range(group), share),
    deviation(group) {
      const own = sorted.subarray(...range(group));
      const center = quantileSorted(own, 0, own.length, 0.5);
      return quantileSorted(own.map((value) => Math.abs(value - center)).sort(), 0, own.length, 0.5);
    },
  };
}

/** The other hosts' medians, hour of the week by hour of the week; `undefined` where they are too few. */
function peerBand(
  own: OwnBaseline,
  group: readonly OwnBaseline[],
  parameters: DetectionParameters,
): (Band & { readonly hosts: number }) | undefined {
  const others = group.filter((other) => other !== own);
  if (others.length < parameters.minimumPeers) return undefined;
  const floor = findMetric(own.metric)?.noiseFloor ?? 0;
  const band = {
    hosts: others.length,
    median: new Float64Array(BINS),
    scale: new Float64Array(BINS),
    low: new Float64Array(BINS),
    high: new Float64Array(BINS),
  };
  const levels = new Float64Array(others.length);
  for (let bin = 0; bin < BINS; bin++) {
    let known = 0;
    for (const other of others) {
      const level = other.median[bin] ?? Number.NaN;
      if (level === level) levels[known++] = level;
    }
    const sorted = levels.subarray(0, known).sort();
    const center = quantileSorted(sorted, 0, known, 0.5);
    band.median[bin] = center;
    band.low[bin] = quantileSorted(sorted, 0, known, 0.05);
    band.high[bin] = quantileSorted(sorted, 0, known, 0.95);
    const distances = sorted.map((level) => Math.abs(level - center)).sort();
    band.scale[bin] = Math.max(floor, MAD_TO_SIGMA * quantileSorted(distances, 0, known, 0.5));
  }
  return band;
}
