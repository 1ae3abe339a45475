/** One incident out of the candidates that several metrics and frames gave for it. */
import { findMetric } from "../model/metrics.ts";
import type { RatedCandidate } from "./candidate.ts";

/** Candidates of one incident, the leading one first. */
export type Incident = readonly [RatedCandidate, ...RatedCandidate[]];

/** Two windows are one incident from this share of common time on, counted over both. */
const COMMON = 0.5;
/** Or where the shorter lies in the longer by this share and both start within these hours. */
const CONTAINED = 0.8;
const SAME_START = 24;

/** Candidates of one host. */
export function joinCandidates(candidates: readonly RatedCandidate[]): Incident[] {
  const incidents: [RatedCandidate, ...RatedCandidate[]][] = [];
  for (const candidate of [...candidates].sort(byWeight)) {
    const incident = incidents.find((known) => belongs(candidate, known[0]));
    if (incident === undefined) incidents.push([candidate]);
    else incident.push(candidate);
  }
  return incidents;
}

function belongs(candidate: RatedCandidate, leader: RatedCandidate): boolean {
  const [a, b] = [candidate.window, leader.window];
  const common = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  if (common <= 0) return false;
  if (common >= COMMON * (Math.max(a.to, b.to) - Math.min(a.from, b.from))) return true;
  const shorter = Math.min(a.to - a.from, b.to - b.from);
  const isSameMetric = candidate.series === leader.series;
  if (isSameMetric && candidate.strength < 1) return common >= COMMON * shorter;
  return common >= CONTAINED * shorter && Math.abs(a.from - b.from) <= SAME_START;
}

/** Strongest first; equals by group, metric and time, so that the order of the input never shows. */
function byWeight(a: RatedCandidate, b: RatedCandidate): number {
  return (
    b.strength - a.strength ||
    rank(a) - rank(b) ||
    compare(a.series.hours.metric, b.series.hours.metric) ||
    a.window.from - b.window.from ||
    compare(a.frame, b.frame)
  );
}

function rank({ series }: RatedCandidate): number {
  const group = findMetric(series.hours.metric)?.group ?? "power";
  return ["cpu", "gpu", "network", "disk", "memory", "power"].indexOf(group);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
