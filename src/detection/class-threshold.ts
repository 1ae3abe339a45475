/**
 * The score from which a deviation is an alarm in its class, without labels.
 *
 * One threshold for all classes gives every alarm to the busiest one (DETECTION.md, trials). So each host is held
 * against the greatest scores of its peers: the threshold is where the class's distribution, read off its middle and
 * carried outwards as a lognormal, leaves no more hosts than the budget allows. The middle is used because the top may
 * be the very thing looked for: over a quarter of a class may be mining and the threshold still stands below them.
 */
import { normalQuantile } from "../statistics/normal-quantile.ts";
import { normalTail } from "../statistics/normal-tail.ts";
import { quantile } from "../statistics/quantile.ts";

export interface ThresholdBounds {
  /** The least score that is worth an alarm in the quietest class. */
  readonly floor: number;
  /** The most that an unruly class can raise it, as a multiple of the floor. */
  readonly ceiling: number;
  /** Alarms per host over the whole data that the budget leaves to this channel. */
  readonly allowance: number;
}

/** Scores below this share of the floor are as good as nothing. */
const NOTHING = 0.25;
/** How many peers the usual distribution is worth, and what it is relative to the floor. */
const USUAL_WEIGHT = 6;
const USUAL_MEDIAN = 0.25;
const USUAL_SIGMA = 0.6;

export function classThreshold(peerScores: readonly number[], { floor, ceiling, allowance }: ThresholdBounds): number {
  const { center, sigma } = noiseOf(peerScores, floor);
  const share = Math.min(0.98, Math.max(0.8, 1 - allowance));
  const reach = Math.exp(center + normalQuantile(share) * sigma);
  return Math.min(ceiling * floor, Math.max(floor, reach));
}

/** The chance that the greatest score of an innocent host reaches a threshold, by the same distribution; 0–1. */
export function chanceBeyond(threshold: number, peerScores: readonly number[], floor: number): number {
  const { center, sigma } = noiseOf(peerScores, floor);
  return sigma > 0 ? normalTail((Math.log(threshold) - center) / sigma) : Number(Math.log(threshold) <= center);
}

/** Middle and spread of the logarithm of an innocent host's greatest score. */
function noiseOf(peerScores: readonly number[], floor: number): { center: number; sigma: number } {
  const logs = peerScores.map((score) => Math.log(Math.max(score, NOTHING * floor)));
  const count = logs.length;
  const weight = count / (count + USUAL_WEIGHT);
  const usual = Math.log(USUAL_MEDIAN * floor);
  const center = count === 0 ? usual : weight * quantile(logs, 0.5) + (1 - weight) * usual;
  const middle = count === 0 ? USUAL_SIGMA : (quantile(logs, 0.65) - quantile(logs, 0.35)) / MIDDLE_WIDTH;
  return { center, sigma: weight * middle + (1 - weight) * USUAL_SIGMA };
}

/** Distance of the 35th and 65th percentile of normal data in standard deviations. */
const MIDDLE_WIDTH = 2 * 0.38532;
