/**
 * Counts what a detector made of a simulated fleet: what was planted and found, how far off its start, and false alarms.
 *
 * Everyone is counted alike: an alarm is a host and a stated start, and it finds what was planted where that start is
 * within a day of the planted one, or where both were there before the data. Nothing is credited for being lit.
 */
import { DAY, HOUR, timestamp, type TimeRange, type Timestamp } from "../../src/base/time.ts";
import { excessCurve, expectedFor, type ExcessCurve } from "../../src/correlation/excess-curve.ts";
import { testClaims } from "../../src/correlation/claims.ts";
import { decideAlarm } from "../../src/detection/alarm.ts";
import { detectFleet, type FleetDetection } from "../../src/detection/detect-fleet.ts";
import type { EpisodeFacts } from "../../src/detection/facts.ts";
import type { HostHours } from "../../src/detection/input.ts";
import type { DetectionOptions } from "../../src/detection/parameters.ts";
import { readProfiles } from "../../src/detection/profiles/index.ts";
import { simultaneousShares } from "../../src/detection/simultaneous-share.ts";
import type { DetectedEpisode } from "../../src/model/episode.ts";
import { activities, type Activity } from "./simulation/activities.ts";
import type { Plant, SimulatedFleet } from "./simulation/simulated-fleet.ts";

export interface FleetAlarm {
  readonly host: string;
  readonly start: Timestamp;
  readonly startsBeforeData: boolean;
  /** What it is read as, and the metric that led to it, where the detector says so. */
  readonly profile?: string | undefined;
  readonly metric?: string | undefined;
  /** Whether an approved record accounts for it. */
  readonly isExplained?: boolean;
}

export type FleetDetector = (fleet: SimulatedFleet) => readonly FleetAlarm[];

export interface PlantOutcome extends Plant {
  readonly found: boolean;
  /** Hours between the planted and the told start; `undefined` where not found or older than the data. */
  readonly startError: number | undefined;
  readonly profile: string | undefined;
  readonly isExplained: boolean;
}

export interface FleetScore {
  readonly outcomes: readonly PlantOutcome[];
  readonly falseAlarms: readonly FleetAlarm[];
  /** Host-months of hosts on which nothing is planted. */
  readonly innocentMonths: number;
}

export function scoreFleet(fleet: SimulatedFleet, detector: FleetDetector = plimsoll()): FleetScore {
  const alarms = detector(fleet);
  const planted = new Set(fleet.plants.map((plant) => plant.host));
  const months = ((fleet.hosts[0]?.hours ?? 0) * HOUR) / (30 * DAY);
  return {
    outcomes: fleet.plants.map((plant) =>
      outcomeOf(
        plant,
        alarms.filter(({ host }) => host === plant.host),
      ),
    ),
    falseAlarms: alarms.filter(({ host }) => !planted.has(host)),
    innocentMonths: (fleet.hosts.length - planted.size) * months,
  };
}

function outcomeOf(plant: Plant, alarms: readonly FleetAlarm[]): PlantOutcome {
  const errorOf = ({ start, startsBeforeData }: FleetAlarm): number =>
    plant.start === undefined ? (startsBeforeData ? 0 : Infinity) : (start - plant.start) / HOUR;
  const hit = [...alarms]
    .sort((a, b) => Math.abs(errorOf(a)) - Math.abs(errorOf(b)))
    .find((alarm) => Math.abs(errorOf(alarm)) <= 24);
  return {
    ...plant,
    found: hit !== undefined,
    startError: hit === undefined || plant.start === undefined ? undefined : errorOf(hit),
    profile: hit?.profile,
    isExplained: hit?.isExplained === true,
  };
}

/** The product's own alarms, from metrics and from what is known of the programs behind what was planted. */
export function plimsoll(options: DetectionOptions = {}): FleetDetector {
  return ({ hosts, plants }) => {
    const detection = detectFleet(hosts, options);
    const byName = new Map(hosts.map((host) => [host.host, host]));
    const shareOf = simultaneousShares(
      detection.episodes,
      hosts.map(({ host, className }) => [host, className]),
    );
    return detection.episodes.flatMap((episode) => {
      const host = byName.get(episode.host);
      if (host === undefined) return [];
      const plant = plants.find((candidate) => candidate.host === episode.host && isOf(episode, candidate));
      const activity: Activity | undefined = plant === undefined ? undefined : activities[plant.kind];
      const facts: EpisodeFacts = {
        ...metricsOnly(episode, host.expectation),
        simultaneousShare: shareOf(episode),
        ...activity?.facts,
      };
      const readings = readProfiles(facts);
      if (!decideAlarm(facts, readings, episode).alarm) return [];
      return [
        {
          host: episode.host,
          start: episode.start,
          startsBeforeData: episode.startsBeforeData,
          profile: readings[0]?.profile,
          metric: episode.shape.metric,
          isExplained: plant !== undefined && isExplained(episode, host, plant, detection),
        },
      ];
    });
  };
}

/** What is known of a planted activity shows in episodes that begin with it or later. */
function isOf(episode: DetectedEpisode, { start }: Plant): boolean {
  return start === undefined ? episode.startsBeforeData : episode.start >= start - DAY;
}

function isExplained(episode: DetectedEpisode, host: HostHours, { claim }: Plant, detection: FleetDetection): boolean {
  if (claim === undefined) return false;
  const range: TimeRange = { start: episode.start, end: episode.end ?? timestamp(host.data.end) };
  const curveOf = (metric: string): ExcessCurve | undefined => {
    const hours = host.metrics.find((candidate) => candidate.metric === metric);
    const line = detection.baselines.find((known) => known.host === host.host && known.metric === metric);
    if (hours === undefined) return undefined;
    const expected = expectedFor(episode, line, host.calendar);
    return excessCurve(hours, host.start, range, expected, episode.shape.normalLevel);
  };
  const curve = curveOf(episode.shape.metric);
  if (curve === undefined) return false;
  const claimed = { host: host.host, range, metrics: episode.metrics, curve, levelsOf: curveOf, carriers: undefined };
  return testClaims(claimed, [claim]).state === "explained";
}

/** Facts of a fleet of which only metrics are known. */
export function metricsOnly(episode: DetectedEpisode, expectation: EpisodeFacts["expectation"]): EpisodeFacts {
  return {
    episode,
    expectation,
    hasProcessSamples: false,
    hasProcessEvents: false,
    hasConnections: false,
    processes: [],
    unattributedShare: undefined,
    connections: [],
    controls: [],
    simultaneousShare: 0,
  };
}
