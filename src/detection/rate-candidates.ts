/** Strength of candidates: their score over the threshold of their class, metric and frame. */
import { findMetric } from "../model/metrics.ts";
import type { Candidate, RatedCandidate } from "./candidate.ts";
import { classThreshold } from "./class-threshold.ts";
import type { HostSeries } from "./host-series.ts";
import type { DetectionParameters } from "./parameters.ts";

/** Least scores worth an alarm (deviation-score.ts has the units), and the share of the budget of each channel. */
const CHANNELS = {
  "own-utilisation": { floor: 1.8, share: 0.4 },
  "peer-utilisation": { floor: 1.8, share: 0.3 },
  rate: { floor: 1.5, share: 0.2 },
  power: { floor: 1.8, share: 0.1 },
};
const CEILING = 4;
/** With fewer peers than this there is no learning the class's noise from them, and more is asked. */
const FEW_PEERS = 5;
const AMONG_FEW = 1.25;
const DAYS_OF_MONTH = 30;

/** `looked` are all series that candidates could have come from: one without any is a peer with a score of zero. */
export function rateCandidates(
  candidates: readonly Candidate[],
  looked: readonly HostSeries[],
  parameters: DetectionParameters,
): RatedCandidate[] {
  const best = greatestScores(candidates);
  const groups = new Map<string, HostSeries[]>();
  for (const series of looked) {
    const key = groupOf(series);
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return candidates.map((candidate) => {
    const { series, frame, score } = candidate;
    // A policy is its own threshold.
    if (frame === "policy") return { ...candidate, strength: 1 };
    const channel = CHANNELS[channelOf(candidate)];
    const peers = (groups.get(groupOf(series)) ?? []).filter((other) => other !== series);
    const months = series.host.hours / 24 / DAYS_OF_MONTH;
    const threshold =
      peers.length < FEW_PEERS
        ? channel.floor * AMONG_FEW
        : classThreshold(
            peers.map((other) => best.get(other)?.get(frame) ?? 0),
            { floor: channel.floor, ceiling: CEILING, allowance: parameters.falseAlarmBudget * channel.share * months },
          );
    return { ...candidate, strength: score / threshold, numbers: { ...candidate.numbers, score, threshold } };
  });
}

function groupOf({ host, hours }: HostSeries): string {
  return JSON.stringify([host.className ?? ["alone", host.host], hours.metric]);
}

function channelOf({ series, frame }: Candidate): keyof typeof CHANNELS {
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
