/** Whether an episode is put before a person. */
import type { DetectedEpisode, ProfileReading } from "../model/episode.ts";
import type { EpisodeFacts } from "./facts.ts";

export interface AlarmDecision {
  readonly alarm: boolean;
  /** Strength after evidence moved it; 1 is the threshold. */
  readonly weight: number;
  /** One sentence for each thing that moved it. */
  readonly why: readonly string[];
}

export function decideAlarm(
  _facts: EpisodeFacts,
  _readings: readonly ProfileReading[],
  episode: DetectedEpisode,
): AlarmDecision {
  return { alarm: episode.strength >= 1, weight: episode.strength, why: [] };
}
