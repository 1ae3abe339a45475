import type { TimeRange } from "../base/time.ts";
import type { ExcessCurve } from "./excess-curve.ts";

/** What of an episode claims are tested against. */
export interface ClaimedEpisode {
  readonly host: string;
  readonly range: TimeRange;
  /** The metric that deviates most, and the others that do. */
  readonly metrics: readonly string[];
  /** Of the first metric. */
  readonly curve: ExcessCurve;
  /** Levels of other metrics that a claim may state a bound for. */
  levelsOf(metric: string): ExcessCurve | undefined;
  /** Shares of the programs that carry the excess, by program name; `undefined` without process samples. */
  readonly carriers: ReadonlyMap<string, number> | undefined;
}
