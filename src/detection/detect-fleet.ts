/**
 * Episodes and baselines of a fleet, from hourly features.
 *
 * Frames give windows in which a host is not as it was or not as its peers are; windows are measured, scored, held
 * against their class and joined to incidents. Looking takes the time; judging what was seen by other thresholds takes
 * hardly any. Pure and deterministic: neither the order of hosts nor the clock shows.
 */
import { DAY, HOUR, overlap, timestamp, type TimeRange } from "../base/time.ts";
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
import type { Candidate, RatedCandidate } from "./candidate.ts";
import { findBreaches, findCandidates } from "./find-candidates.ts";
import type { HostSeries, SeriesOfHost } from "./host-series.ts";
import type { HourWindow } from "./hour-window.ts";
import type { HostHours } from "./input.ts";
import { joinCandidates, type Incident } from "./join-candidates.ts";
import { learnBaselines, type HourOrders } from "./learn-baselines.ts";
import { allTeaches } from "./learning.ts";
import { defaultParameters, type DetectionOptions, type DetectionParameters } from "./parameters.ts";
import { rateCandidates, ratingOf, type Rating } from "./rate-candidates.ts";
import { findSigns } from "./signs/find-signs.ts";
import { gridsOf, viewFleet, type Remember } from "./view-fleet.ts";

export interface FleetDetection {
  /** By host, then by start. */
  readonly episodes: readonly DetectedEpisode[];
  /** By host, then by metric; for every metric given. */
  readonly baselines: readonly Baseline[];
}

/** What the frames saw in a fleet, before it is known what is worth anybody's time. */
export interface FleetView {
  /** By name. */
  readonly hosts: readonly HostHours[];
  /** One for each host, in order. */
  readonly series: readonly SeriesOfHost[];
  readonly candidates: readonly Candidate[];
  /** What is no excess of load, one list for each host. */
  readonly signs: readonly (readonly DetectedEpisode[])[];
}

export interface FleetJudgement {
  /** By host, then by start. */
  readonly episodes: readonly DetectedEpisode[];
  /** Hours that do not teach, one list for each host of the view. */
  readonly excluded: readonly (readonly HourWindow[])[];
  readonly rating: Rating;
}

/** A rhythm is judged by days, of which the first may be days off. */
const SOON = 4 * DAY;

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
export function detectFleet(
  fleet: readonly HostHours[],
  options: DetectionOptions = {},
  remember?: Remember,
  orders?: HourOrders,
): FleetDetection {
  const parameters = { ...defaultParameters, ...options.parameters };
  const view = viewOf(fleet, options, remember);
  const { episodes, excluded } = judgeFleet(view, options);
  const gridOf = gridsOf(view.hosts);
  const inputs = view.hosts.map((host, which) => ({ host, grid: gridOf(host), excluded: excluded[which] ?? [] }));
  return { episodes, baselines: learnBaselines(inputs, parameters, options.learning, orders) };
}

/** Of the options, what teaches and how frames look; thresholds, budgets and policies come in when it is judged. */
export function viewOf(fleet: readonly HostHours[], options: DetectionOptions = {}, remember?: Remember): FleetView {
  const parameters = { ...defaultParameters, ...options.parameters };
  const hosts = [...fleet].sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0));
  const series = viewFleet(hosts, detectionMetrics, parameters, options.learning ?? allTeaches, remember);
  return {
    hosts,
    series,
    candidates: ofEach(series, (one, all) => findCandidates(one, all, parameters)),
    signs: findSigns(hosts, series, gridsOf(hosts)),
  };
}

export function judgeFleet(view: FleetView, options: DetectionOptions = {}): FleetJudgement {
  const { hosts, series, candidates, signs } = view;
  const parameters = { ...defaultParameters, ...options.parameters };
  const { policing } = options;
  const breaches =
    policing === undefined ? [] : ofEach(series, (one, all) => findBreaches(one, all, policing, parameters));
  const looked = series.flatMap((all) => [...all.values()]);
  const rating = ratingOf(candidates, looked, parameters);
  const rated = groupByHost(rateCandidates([...candidates, ...breaches], rating));

  const episodes: DetectedEpisode[] = [];
  const excluded = hosts.map((host, which) => {
    const incidents = joinCandidates(rated.get(host) ?? []);
    const loads = listed(incidents, host, parameters).map((incident) =>
      buildEpisode(incident, series[which] ?? new Map()),
    );
    const own = [...loads, ...(signs[which] ?? []).filter((sign) => !isKnown(sign, loads))];
    episodes.push(...own.filter((episode) => touches(episode, host, options.range)).sort((a, b) => a.start - b.start));
    return notTeaching(incidents);
  });
  return { episodes, excluded, rating };
}

/** A rhythm that turned because there is more load at night is that load's, where the load began as soon. */
function isKnown({ kind, start }: DetectedEpisode, loads: readonly DetectedEpisode[]): boolean {
  return (
    kind === "rhythm-change" &&
    loads.some((load) => load.start <= start + SOON && (load.end ?? Number.MAX_SAFE_INTEGER) > start)
  );
}

function ofEach(
  series: readonly SeriesOfHost[],
  find: (one: HostSeries, all: SeriesOfHost) => Candidate[],
): Candidate[] {
  return series.flatMap((all) => [...all.values()].flatMap((one) => find(one, all)));
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
