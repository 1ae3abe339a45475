/**
 * Episodes and baselines of a fleet, from hourly features.
 *
 * Frames give windows in which a host is not as it was or not as its peers are; windows are measured, scored, held
 * against their class and joined to incidents. Pure and deterministic: neither the order of hosts nor the clock shows.
 */
import { HOUR, overlap, timestamp, type TimeRange } from "../base/time.ts";
import type { Baseline } from "../model/baseline.ts";
import type { DetectedEpisode } from "../model/episode.ts";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../model/metrics.ts";
import { buildEpisode } from "./build-episode.ts";
import type { RatedCandidate } from "./candidate.ts";
import type { HourWindow } from "./evidence.ts";
import { findCandidates } from "./find-candidates.ts";
import type { HostHours } from "./input.ts";
import { joinCandidates, type Incident } from "./join-candidates.ts";
import { learnBaselines } from "./learn-baselines.ts";
import { defaultParameters, type DetectionOptions, type DetectionParameters } from "./parameters.ts";
import { rateCandidates } from "./rate-candidates.ts";
import { gridsOf, viewFleet } from "./view-fleet.ts";

export interface FleetDetection {
  /** By host, then by start. */
  readonly episodes: readonly DetectedEpisode[];
  /** By host, then by metric; for every metric given. */
  readonly baselines: readonly Baseline[];
}

/** Metrics in which load shows; the others have baselines only. */
export const detectionMetrics: readonly string[] = [
  CPU_UTILIZATION,
  GPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
];

/** All hosts share `start` and `hours`. */
export function detectFleet(fleet: readonly HostHours[], options: DetectionOptions = {}): FleetDetection {
  const parameters = { ...defaultParameters, ...options.parameters };
  const hosts = [...fleet].sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0));
  const views = viewFleet(hosts, detectionMetrics, parameters);
  const candidates = views.flatMap((all) =>
    [...all.values()].flatMap((series) => findCandidates(series, all, parameters)),
  );
  const looked = views.flatMap((all) => [...all.values()]);
  const rated = groupByHost(rateCandidates(candidates, looked, parameters));
  const gridOf = gridsOf(hosts);

  const episodes: DetectedEpisode[] = [];
  const baselineInputs = hosts.map((host, which) => {
    const incidents = joinCandidates(rated.get(host) ?? []);
    const own = listed(incidents, host, parameters).map((incident) =>
      buildEpisode(incident, views[which] ?? new Map()),
    );
    episodes.push(...own.filter((episode) => touches(episode, host, options.range)).sort((a, b) => a.start - b.start));
    return { host, grid: gridOf(host), excluded: notTeaching(incidents) };
  });
  return { episodes, baselines: learnBaselines(baselineInputs, parameters) };
}

function groupByHost(candidates: readonly RatedCandidate[]): Map<HostHours, RatedCandidate[]> {
  const groups = new Map<HostHours, RatedCandidate[]>();
  for (const candidate of candidates) {
    const { host } = candidate.series;
    const group = groups.get(host) ?? [];
    group.push(candidate);
    groups.set(host, group);
  }
  return groups;
}

/** All that reach the class's threshold, and the strongest of the rest up to the number that is worth reading. */
function listed(incidents: readonly Incident[], host: HostHours, parameters: DetectionParameters): Incident[] {
  const strong = incidents.filter(([leader]) => leader.strength >= 1);
  const months = Math.max(1, host.hours / 24 / 30);
  const weak = incidents
    .filter(([leader]) => leader.strength < 1 && leader.strength >= parameters.leastStrength)
    .slice(0, Math.round(parameters.listedPerMonth * months));
  return [...strong, ...weak];
}

/** What a frame took for abnormal does not teach; a standing against peers only where it is strong. */
function notTeaching(incidents: readonly Incident[]): HourWindow[] {
  return incidents
    .flat()
    .filter(({ frame, strength }) => frame !== "peers" || strength >= 1)
    .map(({ window }) => window);
}

function touches(episode: DetectedEpisode, host: HostHours, range: TimeRange | undefined): boolean {
  if (range === undefined) return true;
  const end = episode.end ?? timestamp(host.start + host.hours * HOUR);
  return overlap({ start: episode.start, end }, range) > 0;
}
