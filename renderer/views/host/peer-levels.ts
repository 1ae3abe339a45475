/** How high the hosts of a class stand: the share of its hours that each spends at each level of one metric. */
import type { LaneData } from "../../../src/model/lane.ts";
import { quantile } from "../../../src/statistics/quantile.ts";
import { valueScale } from "../../charts/value-scale.ts";
import { formatMeasure } from "../../format/measure.ts";
import { formatShare } from "../../format/number.ts";
import { plural } from "../../format/words.ts";

/** Steps of level, the same for all. */
export const LEVEL_STEPS = 40;

export interface HostLevels {
  readonly host: string;
  /** Hours with samples. */
  readonly hours: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Of its hours, at each step of level from nothing to `top`; sums to 1. */
  readonly shares: Float64Array;
}

export interface PeerLevels {
  /** The highest median first; hosts without samples are left out. */
  readonly hosts: readonly HostLevels[];
  readonly top: number;
  readonly unit: string;
}

/** From lanes of one metric, an hour a point. */
export function peerLevels(lanes: readonly LaneData[]): PeerLevels {
  const unit = lanes[0]?.unit ?? "";
  const scale = valueScale(Math.max(0, ...lanes.map(({ envelope }) => Math.max(0, ...known(envelope.mean)))), unit);
  // A lane leaves room above 100 %; here each step of level is a whole part of it.
  const top = unit === "1" ? Math.min(1, scale.top) : scale.top;
  const hosts = lanes.flatMap((lane): HostLevels[] => {
    const values = known(lane.envelope.mean);
    if (values.length === 0) return [];
    const [low, median, high] = [quantile(values, 0.05), quantile(values, 0.5), quantile(values, 0.95)];
    return [{ host: lane.host, hours: values.length, low, median, high, shares: sharesOf(values, top) }];
  });
  return { hosts: hosts.sort((a, b) => b.median - a.median), top, unit };
}

function known(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

function sharesOf(values: Float64Array, top: number): Float64Array {
  const shares = new Float64Array(LEVEL_STEPS);
  for (const value of values) {
    const step = Math.max(0, Math.min(LEVEL_STEPS - 1, Math.floor((value / top) * LEVEL_STEPS)));
    shares[step] = (shares[step] ?? 0) + 1 / values.length;
  }
  return shares;
}

/** Where a host stands among its peers, in a sentence. */
export function standingAmongPeers({ hosts, unit }: PeerLevels, name: string): string {
  const rank = hosts.findIndex(({ host }) => host === name);
  const own = hosts[rank];
  const peers = hosts.filter(({ host }) => host !== name).map(({ median }) => median);
  if (own === undefined) return `No samples of ${name} in this time.`;
  const measure = (value: number): string => formatMeasure(value, unit);
  const place = rank === 0 ? "the highest" : rank === hosts.length - 1 ? "the lowest" : `number ${String(rank + 1)}`;
  return (
    `The median of ${name} is ${measure(own.median)}, ${place} of ${plural(hosts.length, "host")}; those of its peers ` +
    `lie between ${measure(Math.min(...peers))} and ${measure(Math.max(...peers))}.`
  );
}

/** One host at one level in words. */
export function levelWords({ hosts, top, unit }: PeerLevels, row: number, step: number): string {
  const host = hosts[row];
  if (host === undefined) return "";
  const measure = (value: number): string => formatMeasure(value, unit);
  const edge = (at: number): string => measure((at / LEVEL_STEPS) * top);
  return (
    `${host.host}: ${formatShare(host.shares[step] ?? 0)} of its hours between ${edge(step)} and ${edge(step + 1)}; ` +
    `median ${measure(host.median)}, 5th to 95th percentile ${measure(host.low)} to ${measure(host.high)}`
  );
}
