/** Figures that tables about detection share. */
import { poissonBounds } from "../../src/statistics/poisson-bounds.ts";
import { binomialBounds } from "./binomial-bounds.ts";
import type { FleetScore, PlantOutcome } from "../detection/score-fleet.ts";

/** Seeds on which no constant was chosen: those below 100 were for that. */
export const HELD_OUT_SEEDS: readonly number[] = [201, 202, 203, 204, 205];

/** "0.0049 (0.0030-0.0074)": false alarms a host-month, with the bounds of 95 %. */
export function falseAlarmRate(scores: readonly FleetScore[]): string {
  const months = scores.reduce((sum, { innocentMonths }) => sum + innocentMonths, 0);
  const alarms = scores.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  const bounds = poissonBounds(alarms);
  const rate = (count: number): string => (count / months).toFixed(4);
  return `${rate(alarms)} (${rate(bounds.lower)}-${rate(bounds.upper)})`;
}

export function foundOf(outcomes: readonly PlantOutcome[]): string {
  return outcomes.length === 0 ? "-" : `${outcomes.filter(({ found }) => found).length}/${outcomes.length}`;
}

/** "38/50 76 % (62-87)": how many were found, their share, and its bounds of 95 %. */
export function shareFound(outcomes: readonly PlantOutcome[]): string {
  const found = outcomes.filter(({ found: isFound }) => isFound).length;
  const { lower, upper } = binomialBounds(found, outcomes.length);
  const percent = (share: number): string => (100 * share).toFixed(0);
  return `${foundOf(outcomes)} ${percent(found / outcomes.length)} % (${percent(lower)}-${percent(upper)})`;
}

/** Share found, with the least and the greatest of the seeds: "96 % (80-100)". */
export function recallOverSeeds(bySeed: readonly (readonly PlantOutcome[])[]): string {
  const shareOf = (outcomes: readonly PlantOutcome[]): number =>
    (100 * outcomes.filter(({ found }) => found).length) / outcomes.length;
  const shares = bySeed.filter((outcomes) => outcomes.length > 0).map(shareOf);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  return `${shareOf(bySeed.flat()).toFixed(0)} % (${least.toFixed(0)}-${most.toFixed(0)})`;
}
