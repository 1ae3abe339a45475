/** Episodes and baselines of a fleet, from hourly features. */
import type { Baseline } from "../model/baseline.ts";
import type { DetectedEpisode } from "../model/episode.ts";
import type { HostHours } from "./input.ts";
import { type DetectionOptions } from "./parameters.ts";

export interface FleetDetection {
  /** By host, then by start. */
  readonly episodes: readonly DetectedEpisode[];
  /** By host, then by metric. */
  readonly baselines: readonly Baseline[];
}

/** All hosts share `start` and `hours`. The result does not depend on the order of hosts. */
export function detectFleet(_fleet: readonly HostHours[], _options: DetectionOptions = {}): FleetDetection {
  return { episodes: [], baselines: [] };
}
