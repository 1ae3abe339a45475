/**
 * What an activity profile may weigh: the episode's shape and what correlation found beside it. Only facts, no
 * judgement; `undefined` means that no source could tell, which is not the same as "no".
 */
import type { DetectedEpisode } from "../model/episode.ts";
import type { Expectation } from "../model/fleet.ts";

export interface ProcessFacts {
  readonly name: string;
  readonly executable: string | undefined;
  readonly commandLine: string | undefined;
  readonly share: number | undefined;
  /** Share of the episode's sampled times at which it was seen carrying load. */
  readonly presence: number;
  readonly suspicion: number;
  readonly isNewOnHost: boolean;
  readonly isRareInClass: boolean;
  /** Whether most of the class's other hosts have it as well. */
  readonly isCommonInClass: boolean;
  readonly isMiner: boolean;
  readonly isMasquerading: boolean;
  /** A known role by name: `backup`, `patching`, `build`, `archiver`, `browser`, `database`, … */
  readonly role: string | undefined;
}

export interface ConnectionFacts {
  readonly destination: string;
  readonly port: number | undefined;
  readonly domain: string | undefined;
  readonly isExternal: boolean;
  /** Share of the episode that it is connected, summed over resumed connections. */
  readonly persistence: number;
  /** Bytes a second both ways while connected. */
  readonly rate: number | undefined;
  readonly bytesOut: number | undefined;
  readonly isPool: boolean;
  readonly isRareInFleet: boolean;
  readonly isOddPort: boolean;
  /** Whether a process that carries excess owns it; `undefined` where no source ties connections to processes. */
  readonly isOfCarrier: boolean | undefined;
  readonly suspicion: number;
}

export interface EpisodeFacts {
  readonly episode: DetectedEpisode;
  readonly expectation: Expectation | undefined;
  readonly hasProcessSamples: boolean;
  readonly hasProcessEvents: boolean;
  readonly hasConnections: boolean;
  readonly processes: readonly ProcessFacts[];
  readonly unattributedShare: number | undefined;
  readonly connections: readonly ConnectionFacts[];
  /** Actions near the onset, such as `protection-stopped`. */
  readonly controls: readonly string[];
  /** How many of the class started to deviate in the same way within a day of the onset, without this host; 0–1. */
  readonly simultaneousShare: number;
}
