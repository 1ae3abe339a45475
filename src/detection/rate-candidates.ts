/** Strength of candidates: their score over the threshold of their class, metric and frame. */
import type { Frame } from "../model/episode.ts";
import { findMetric } from "../model/metrics.ts";
import type { Candidate, RatedCandidate } from "./candidate.ts";
import { chanceBeyond, classThreshold } from "./class-threshold.ts";
import type { HostSeries } from "./host-series.ts";
import type { DetectionParameters } from "./parameters.ts";

/** Least scores worth an alarm (deviation-score.ts has the units), and the share of the budget of each channel. */
const CHANNELS = {
  "own-utilisation": { floor: 1.7, share: 0.4 },
  "peer-utilisation": { floor: 2, share: 0.3 },
  rate: { floor: 1.5, share: 0.2 },
  power: { floor: 1.8, share: 0.1 },
};
const CEILING = 4;
/** With fewer peers than this there is no learning the class's noise from them, and more is asked. */
const FEW_PEERS = 5;
const AMONG_FEW = 1.25;
const DAYS_OF_MONTH = 30;

/** What a series' class makes of its scores. */
export interface Rating {
  /** The score that is an alarm. */
  thresholdOf(series: HostSeries, frame: Frame): number;
  /** Alarms to be expected from an innocent series over the whole data, by the noise of its class; 0–1 a frame. */
  expectedAlarms(series: HostSeries): number;
}

/** `looked` are all series that candidates could have come from: one without any is a peer with a score of zero. */
export function ratingOf(
  candidates: readonly Candidate[],
  looked: readonly HostSeries[],
  parameters: DetectionParameters,
): Rating {
  const best = greatestScores(candidates);
  const groups = new Map<string, HostSeries[]>();
  for (const series of looked) {
    const key = groupOf(series);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [series]);
    else group.push(series);
  }
  const peerScores = (series: HostSeries, frame: Frame): number[] =>
    (groups.get(groupOf(series)) ?? [])
      .filter((other) => other !== series)
      .map((other) => best.get(other)?.get(frame) ?? 0);
  const thresholdAmong = (series: HostSeries, frame: Frame, scores: readonly number[]): number => {
    const channel = CHANNELS[channelOf(series, frame)];
    const months = series.host.hours / 24 / DAYS_OF_MONTH;
    const allowance = parameters.falseAlarmBudget * channel.share * months;
    const calibrated =
      scores.length < FEW_PEERS
        ? channel.floor * AMONG_FEW
        : classThreshold(scores, { floor: channel.floor, ceiling: CEILING, allowance });
    return calibrated / parameters.sensitivity;
  };
  return {
    thresholdOf: (series, frame) => thresholdAmong(series, frame, peerScores(series, frame)),
    expectedAlarms: (series) =>
      framesOf(series).reduce((sum, frame) => {
        const scores = peerScores(series, frame);
        const { floor } = CHANNELS[channelOf(series, frame)];
        return sum + chanceBeyond(thresholdAmong(series, frame, scores), scores, floor);
      }, 0),
  };
}

export function rateCandidates(candidates: readonly Candidate[], rating: Rating): RatedCandidate[] {
  return candidates.map((candidate) => {
    const { series, frame, score } = candidate;
    // A policy is its own threshold.
    if (frame === "policy") return { ...candidate, strength: 1 };
    const threshold = rating.thresholdOf(series, frame);
    return { ...candidate, strength: score / threshold, numbers: { ...candidate.numbers, score, threshold } };
  });
}

/** The frames that can call a series abnormal. */
function framesOf(series: HostSeries): Frame[] {
  const group = findMetric(series.hours.metric)?.group;
  const hasPeers = series.peers !== undefined && (group === "cpu" || group === "gpu");
  return hasPeers ? ["own-season", "peers"] : ["own-season"];
}

function groupOf({ host, hours }: HostSeries): string {
  return JSON.stringify([host.className ?? ["alone", host.host], hours.metric]);
}

function channelOf(series: HostSeries, frame: Frame): keyof typeof CHANNELS {
  const group = findMetric(series.hours.metric)?.group;
  if (group === "disk" || group === "network") return "rate";
  if (group === "power") return "power";
  return frame === "peers" ? "peer-utilisation" : "own-utilisation";
}

function greatestScores(candidates: readonly Candidate[]): Map<HostSeries, Map<string, number>> {
  const best = new Map<HostSeries, Map<string, number>>();
  for (const { series, frame, score } of candidates) {
    const ofSeries = best.get(series) ?? new Map<string, number>();
    ofSeries.set(frame, Math.max(score, ofSeries.get(frame) ?? 0));
    best.set(series, ofSeries);
  }
  return best;
}
