/** Counts what detection made of a simulated fleet: miners found, how far off their start, and false alarms. */
import { DAY, HOUR } from "../../src/base/time.ts";
import { decideAlarm } from "../../src/detection/alarm.ts";
import { detectFleet } from "../../src/detection/detect-fleet.ts";
import type { EpisodeFacts } from "../../src/detection/facts.ts";
import { readProfiles } from "../../src/detection/profiles/index.ts";
import type { DetectedEpisode } from "../../src/model/episode.ts";
import type { Plant, SimulatedFleet } from "./simulated-fleet.ts";

export interface PlantOutcome extends Plant {
  readonly found: boolean;
  /** Hours between the planted and the told start; `undefined` where not found or older than the data. */
  readonly startError: number | undefined;
  readonly profile: string | undefined;
  readonly strength: number;
}

export interface FleetScore {
  readonly outcomes: readonly PlantOutcome[];
  readonly falseAlarms: readonly DetectedEpisode[];
  readonly episodes: number;
  /** Host-months of hosts without a planted miner. */
  readonly innocentMonths: number;
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

export function scoreFleet(fleet: SimulatedFleet): FleetScore {
  const { episodes } = detectFleet(fleet.hosts);
  const judged = episodes.map((episode) => {
    const host = fleet.hosts.find((candidate) => candidate.host === episode.host);
    const facts = metricsOnly(episode, host?.expectation);
    const readings = readProfiles(facts);
    return { episode, alarm: decideAlarm(facts, readings, episode).alarm, profile: readings[0]?.profile };
  });
  const planted = new Set(fleet.plants.map((plant) => plant.host));
  const [first] = fleet.hosts;
  const months = ((first?.hours ?? 0) * HOUR) / (30 * DAY);
  return {
    outcomes: fleet.plants.map((plant) => outcomeOf(plant, judged)),
    falseAlarms: judged
      .filter(({ episode, alarm }) => alarm && !planted.has(episode.host))
      .map(({ episode }) => episode),
    episodes: episodes.length,
    innocentMonths: (fleet.hosts.length - planted.size) * months,
  };
}

interface Judged {
  readonly episode: DetectedEpisode;
  readonly alarm: boolean;
  readonly profile: string | undefined;
}

/** A miner is found by an alarm whose start is within a day of its own, or that was there before the data likewise. */
function outcomeOf(plant: Plant, judged: readonly Judged[]): PlantOutcome {
  const own = judged.filter(({ episode }) => episode.host === plant.host);
  const strength = Math.max(0, ...own.map(({ episode }) => episode.strength));
  const errorOf = ({ episode }: Judged): number =>
    plant.start === undefined ? (episode.startsBeforeData ? 0 : Infinity) : (episode.start - plant.start) / HOUR;
  const hit = own
    .filter(({ alarm }) => alarm)
    .sort((a, b) => Math.abs(errorOf(a)) - Math.abs(errorOf(b)))
    .find((candidate) => Math.abs(errorOf(candidate)) <= 24);
  return {
    ...plant,
    found: hit !== undefined,
    startError: hit === undefined || plant.start === undefined ? undefined : errorOf(hit),
    profile: hit?.profile,
    strength,
  };
}
