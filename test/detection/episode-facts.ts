/** Facts about an episode for tests of profiles and alarms: a plateau of CPU, of which only metrics are known. */
import { DAY, timestamp } from "../../src/base/time.ts";
import type { ConnectionFacts, EpisodeFacts, ProcessFacts } from "../../src/detection/facts.ts";
import type { DetectedEpisode, Shape } from "../../src/model/episode.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { START } from "./host-series.ts";

/** 60 % by day and 95 % by night on a quiet machine, for 40 days and still going. */
export const throttledShape: Shape = {
  metric: CPU_UTILIZATION,
  normalLevel: 0.04,
  level: 0.94,
  levelBusiness: 0.6,
  levelOffPeak: 0.95,
  deviation: 40,
  peerLevel: 0.04,
  peerCount: 12,
  offPeakShare: 0.78,
  flatness: 0.97,
  onsetStep: 40,
  throttleRatio: 0.63,
  invertedRhythm: true,
  diskPerCpu: 0.01,
  networkPerCpu: 0.02,
  persistence: 1,
  coverage: 1,
};

/** 20 % more than normal at all hours. */
export const flatShape: Shape = {
  ...throttledShape,
  level: 0.25,
  levelBusiness: 0.29,
  levelOffPeak: 0.24,
  flatness: 0.9,
  throttleRatio: 1.2,
  invertedRhythm: false,
  offPeakShare: 0.7,
};

export function episodeWith(changes: Partial<DetectedEpisode> & { readonly days?: number } = {}): DetectedEpisode {
  const { days = 40, ...rest } = changes;
  const start = timestamp(START + 50 * DAY);
  return {
    host: "RND-07",
    start,
    end: undefined,
    startsBeforeData: false,
    metrics: [CPU_UTILIZATION],
    frames: ["own-season", "own-level", "peers"],
    kind: "level-shift",
    excess: { cpuHours: 6_000 },
    shape: throttledShape,
    strength: 3,
    confidence: 0.9,
    numbers: { days },
    ...rest,
  };
}

export function factsOf(episode: DetectedEpisode, changes: Partial<EpisodeFacts> = {}): EpisodeFacts {
  return {
    episode,
    expectation: "quiet",
    hasProcessSamples: false,
    hasProcessEvents: false,
    hasConnections: false,
    processes: [],
    unattributedShare: undefined,
    connections: [],
    controls: [],
    simultaneousShare: 0,
    ...changes,
  };
}

/** A program that carries nearly everything and that nobody has reason to doubt. */
export function processWith(changes: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    name: "solver",
    executable: "/opt/solver/bin/solver",
    commandLine: undefined,
    share: 0.95,
    presence: 1,
    suspicion: 0,
    isNewOnHost: false,
    isRareInClass: false,
    isCommonInClass: false,
    isMiner: false,
    isMasquerading: false,
    role: undefined,
    ...changes,
  };
}

/** One that lasts, is thin, and goes to an odd port where nobody else connects. */
export function connectionWith(changes: Partial<ConnectionFacts> = {}): ConnectionFacts {
  return {
    destination: "203.0.113.9",
    port: 20128,
    domain: undefined,
    isExternal: true,
    persistence: 0.98,
    rate: 60,
    bytesOut: 1e8,
    isPool: false,
    isRareInFleet: true,
    isOddPort: true,
    isOfCarrier: true,
    suspicion: 0.6,
    ...changes,
  };
}
