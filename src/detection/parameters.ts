/**
 * What decides whether hours are an episode and whether it is listed, with the reason for each value. What a deviation is
 * worth stands beside its formula: deviation-score.ts, rate-candidates.ts, class-threshold.ts. Values without a source of
 * their own were chosen on simulated fleets with seeds below 100 and measured on others (test/bench/detection.bench.ts).
 */
import type { TimeRange } from "../base/time.ts";
import { usualChoices, type DetectionChoices, type PolicyThreshold } from "../model/detection-choices.ts";
import type { MetricSamples } from "./input.ts";
import type { Learning } from "./learning.ts";

export interface DetectionParameters {
  /** What thresholds are divided by: 1 is calibrated. */
  readonly sensitivity: number;
  /** Alarms on innocent hosts per host and 30 days that a class may cost: DETECTION.md, numbers to reach. */
  readonly falseAlarmBudget: number;
  /** Most days that teach the first baseline: two weeks show each day of the week twice. */
  readonly warmUpDays: number;
  /** Least days that do, where the data are short. */
  readonly leastWarmUpDays: number;
  /** Weeks that an hour of the week remembers: long enough to outlast a vacation, short enough to follow a slow drift. */
  readonly memoryWeeks: number;
  /** Weeks of evidence at which an hour of the week counts as much as all days of its kind together. */
  readonly shrinkage: number;
  /** Days that evidence under suspicion waits before it teaches after all, unless an episode opened. */
  readonly quarantineDays: number;
  /** Residuals are cut here, in robust standard deviations: one wild hour is no sustained load. */
  readonly clip: number;
  /** Per-hour allowance of the own-season CUSUM, in robust standard deviations: half the smallest shift looked for. */
  readonly ownSlack: number;
  /** Accumulated evidence that opens an episode: about five hours at the clip. */
  readonly openAt: number;
  /** Fall from the greatest evidence that closes it: about a day of normal hours. */
  readonly closeDrop: number;
  /** Evidence is not counted beyond this, so that an episode of months closes as fast as one of days. */
  readonly evidenceCap: number;
  /** Episodes of one metric that are closer than this are one incident with pauses. Hours. */
  readonly mergeGap: number;
  /**
   * Fewer peers than this cannot say what is normal for a class. Three can, where a host stands far from all of them:
   * the spread of so few is drawn towards what classes usually show.
   */
  readonly minimumPeers: number;
  /** Weaker deviations that are listed per host and 30 days, beside alarms. */
  readonly listedPerMonth: number;
  /** Strength below which a deviation is not listed at all. */
  readonly leastStrength: number;
}

export const defaultParameters: DetectionParameters = {
  sensitivity: usualChoices.sensitivity.factor,
  falseAlarmBudget: usualChoices.sensitivity.falseAlarmBudget,
  warmUpDays: 14,
  leastWarmUpDays: 3,
  memoryWeeks: 12,
  shrinkage: 3,
  quarantineDays: 7,
  clip: 3,
  ownSlack: 0.75,
  openAt: 10,
  closeDrop: 18,
  evidenceCap: 120,
  mergeGap: 72,
  minimumPeers: 3,
  listedPerMonth: usualChoices.sensitivity.listedPerMonth,
  leastStrength: 0.1,
};

export interface DetectionOptions {
  /** Only episodes that touch this range are returned; all the history given still teaches. */
  readonly range?: TimeRange;
  readonly parameters?: Partial<DetectionParameters>;
  /** What teaches; all data unless told. */
  readonly learning?: Learning;
  /** What somebody forbade; nothing unless told. */
  readonly policing?: Policing;
}

/** Policies are about samples, which are asked for only where one holds. */
export interface Policing {
  readonly policies: readonly PolicyThreshold[];
  readonly samplesOf: SamplesOf;
}

/** All samples of a host's metric, instances combined; `undefined` where it has none. */
export type SamplesOf = (host: string, metric: string) => MetricSamples | undefined;

/** As investigators chose; over all data unless a range is given. */
export function chosenOptions(
  { sensitivity, policies, acceptances, frozen }: DetectionChoices,
  samplesOf: SamplesOf,
  range?: TimeRange,
): DetectionOptions {
  const { factor, falseAlarmBudget, listedPerMonth } = sensitivity;
  return {
    ...(range === undefined ? {} : { range }),
    parameters: { sensitivity: factor, falseAlarmBudget, listedPerMonth },
    policing: { policies, samplesOf },
    learning: { acceptances, frozenAt: frozen?.until },
  };
}
