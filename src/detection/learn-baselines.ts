/**
 * The load lines that are shown: level, scale and range of every hour of the week, for every metric of a host.
 *
 * Hours inside the host's episodes do not teach. After a shift that lasts, only what was before it is left, and that is
 * the point. A host whose every hour is inside an episode has no normal of its own to show but that; its peers' band
 * stands beside it.
 */
import { HOUR, timestamp } from "../base/time.ts";
import type { Baseline } from "../model/baseline.ts";
import { BINS } from "../model/calendar.ts";
import { findMetric } from "../model/metrics.ts";
import { ascendingOrder } from "../statistics/ascending-order.ts";
import { MAD_TO_SIGMA } from "../statistics/median-absolute-deviation.ts";
import { KINDS, type HourGrid } from "./hour-grid.ts";
import { hourGroups } from "./hour-groups.ts";
import { isAtItsHours, type HourWindow } from "./hour-window.ts";
import type { HostHours, MetricHours } from "./input.ts";
import { allTeaches, learningOf, type Learning, type SeriesLearning } from "./learning.ts";
import type { DetectionParameters } from "./parameters.ts";
import { peerBands, type PeerBands } from "./peer-bands.ts";

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

/**
 * The hours of each series by ascending value, as an earlier look found them, and takes what this one finds. They need not
 * be of the same data: it is seen whether they still are in order.
 */
export interface HourOrders {
  known(metric: string, host: string): Uint16Array | undefined;
  keep(metric: string, host: string, order: Uint16Array): void;
}

/** Hours that came since an order was kept from which on it is kept anew. */
const MANY_NEW = 7 * 24;
/** More hours than these do not fit into an order that is kept: seven years. */
const MOST_KEPT = 2 ** 16;

/** By host in the order given, then by metric. */
export function learnBaselines(
  inputs: readonly BaselineInput[],
  parameters: DetectionParameters,
  learning: Learning = allTeaches,
  orders?: HourOrders,
): Baseline[] {
  const own = inputs.flatMap((input) =>
    [...input.host.metrics]
      .sort((a, b) => (a.metric < b.metric ? -1 : 1))
      .map((hours) => ({
        className: input.host.className,
        band: ownBaseline(input, hours, parameters, learning, orders),
      })),
  );
  const levels = new Map<string, Float64Array[]>();
  for (const { className, band } of own) {
    if (className === undefined) continue;
    const key = JSON.stringify([className, band.metric]);
    const group = levels.get(key);
    if (group === undefined) levels.set(key, [band.median]);
    else group.push(band.median);
  }
  const bands = new Map<string, PeerBands>();
  return own.map(({ className, band }) => {
    const key = JSON.stringify([className, band.metric]);
    const bandOf =
      bands.get(key) ?? peerBands(levels.get(key) ?? [], noiseFloorOf(band.metric), parameters.minimumPeers);
    bands.set(key, bandOf);
    return { ...band, peers: bandOf(band.median) };
  });
}

function ownBaseline(
  { host, grid, excluded }: BaselineInput,
  hours: MetricHours,
  parameters: DetectionParameters,
  learning: Learning,
  orders: HourOrders | undefined,
): OwnBaseline {
  const order = orderOf(host.host, hours, orders);
  const teaches = teachingHours(hours, grid, excluded, learningOf(host, hours.metric, learning));
  const { bins, kinds } = hourGroups(hours.median, order, teaches, grid);
  const floor = noiseFloorOf(hours.metric);
  const shrunk = (share: number): Float64Array => {
    const ofKind = new Float64Array(KINDS);
    for (let kind = 0; kind < KINDS; kind++) ofKind[kind] = kinds.quantile(kind, share);
    return perBin((bin, kind) => {
      const count = bins.count(bin);
      if (count === 0) return ofKind[kind] ?? Number.NaN;
      const weighted = count * bins.quantile(bin, share) + parameters.shrinkage * (ofKind[kind] ?? Number.NaN);
      return weighted / (count + parameters.shrinkage);
    });
  };
  const perBin = (valueOf: (bin: number, kind: number) => number): Float64Array => {
    const values = new Float64Array(BINS);
    for (let bin = 0; bin < BINS; bin++) values[bin] = valueOf(bin, grid.kindOfBin[bin] ?? 0);
    return values;
  };
  const scales = new Float64Array(KINDS);
  for (let kind = 0; kind < KINDS; kind++) scales[kind] = Math.max(floor, MAD_TO_SIGMA * kinds.deviation(kind));
  const first = teaches.indexOf(1);
  return {
    host: host.host,
    metric: hours.metric,
    zone: host.calendar.zone.name,
    learned: {
      start: timestamp(host.start + Math.max(0, first) * HOUR),
      end: timestamp(host.start + (teaches.lastIndexOf(1) + 1) * HOUR),
    },
    count: perBin((bin) => bins.count(bin)),
    median: shrunk(0.5),
    scale: perBin((_, kind) => scales[kind] ?? floor),
    low: shrunk(0.05),
    high: shrunk(0.95),
  };
}

/** All hours with data, by ascending value. */
function orderOf(host: string, { metric, median, count }: MetricHours, orders: HourOrders | undefined): Uint32Array {
  const known = orders?.known(metric, host);
  const hasData = new Uint8Array(count.length);
  for (let hour = 0; hour < count.length; hour++) hasData[hour] = (count[hour] ?? 0) > 0 ? 1 : 0;
  const order = ascendingOrder(median, hasData, known);
  const isWorthKeeping = known === undefined || order.length - known.length >= MANY_NEW;
  if (isWorthKeeping && median.length <= MOST_KEPT) orders?.keep(metric, host, Uint16Array.from(order));
  return order;
}

/** 1 for each hour that has data and teaches. */
function teachingHours(
  { count }: MetricHours,
  grid: HourGrid,
  excluded: readonly HourWindow[],
  { restarts, until }: SeriesLearning,
): Uint8Array {
  const from = restarts.at(-1) ?? 0;
  const all = new Uint8Array(count.length);
  for (let hour = from; hour < until; hour++) all[hour] = (count[hour] ?? 0) > 0 ? 1 : 0;
  const teaches = Uint8Array.from(all);
  for (const window of excluded) {
    for (let hour = Math.max(0, window.from); hour < window.to; hour++) {
      if (isAtItsHours(window, grid, hour)) teaches[hour] = 0;
    }
  }
  let taught = 0;
  for (let hour = 0; hour < teaches.length; hour++) taught += teaches[hour] ?? 0;
  return taught >= LEAST_TAUGHT ? teaches : all;
}

function noiseFloorOf(metric: string): number {
  return findMetric(metric)?.noiseFloor ?? 0;
}
