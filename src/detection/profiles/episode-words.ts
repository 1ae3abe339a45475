/** Numbers of an episode as readings and alarms speak of them: one rounding, one wording. */
import { DAY } from "../../base/time.ts";
import type { DetectedEpisode } from "../../model/episode.ts";
import { findMetric } from "../../model/metrics.ts";
import type { ConnectionFacts, EpisodeFacts, ProcessFacts } from "../facts.ts";

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** How long it was seen to last; sleep in between is no end. */
export function daysOf(episode: DetectedEpisode): number {
  const days = episode.numbers["days"];
  if (days !== undefined) return days;
  return episode.end === undefined ? 0 : (episode.end - episode.start) / DAY;
}

export function hasMetricOf(episode: DetectedEpisode, group: "cpu" | "gpu" | "disk" | "network" | "power"): boolean {
  return episode.metrics.some((metric) => findMetric(metric)?.group === group);
}

export function leads(episode: DetectedEpisode, group: "cpu" | "gpu" | "disk" | "network" | "power"): boolean {
  return findMetric(episode.shape.metric)?.group === group;
}

/** Bytes in the unit that reads best. */
export function bytes(count: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : String(Math.round(value))} ${units[unit] ?? ""}`;
}

/** What came in is at least this share of what was written, and what left at most that share of what came in. */
const FETCHED = 0.05;
const HARDLY_SENT = 0.3;

/** Whether within a day files were fetched and unpacked while hardly anything left: what an update looks like in bytes. */
export function isFetching({ excess, metrics }: DetectedEpisode, days: number): boolean {
  const { diskWriteBytes = 0, networkReceiveBytes = 0, networkTransmitBytes = 0 } = excess;
  return (
    days <= 1 &&
    metrics.some((metric) => findMetric(metric)?.group === "disk") &&
    diskWriteBytes > 1e9 &&
    networkReceiveBytes >= FETCHED * diskWriteBytes &&
    networkTransmitBytes < HARDLY_SENT * networkReceiveBytes
  );
}

/** A process carries an episode from this share of its excess on. */
const CARRIES = 0.3;
/** Where no source gives shares, one that was there most of the time. */
const PRESENT = 0.5;

/** Processes that carry the excess, the greatest share first. */
export function carriersOf(facts: EpisodeFacts): ProcessFacts[] {
  return facts.processes
    .filter(({ share, presence }) => (share === undefined ? presence >= PRESENT : share >= CARRIES))
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
}

/** Connected for at least this share of the episode, a connection is persistent. */
const PERSISTENT = 0.5;
/** A pool connection's bytes a second, both ways (DETECTION.md part two, 7): tens, with room for busy ones. */
const FEW_BYTES = 2_000;

/** External connections that last through the episode with few bytes, and are not everybody's. */
export function lastingThinConnections(facts: EpisodeFacts): ConnectionFacts[] {
  return facts.connections.filter(
    ({ isExternal, persistence, rate, isRareInFleet, isPool, isOfCarrier }) =>
      isExternal &&
      isOfCarrier !== false &&
      persistence >= PERSISTENT &&
      (rate === undefined || rate <= FEW_BYTES) &&
      (isRareInFleet || isPool),
  );
}
