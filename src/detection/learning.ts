/**
 * What investigators decided about what teaches: from where on a series is learned anew, because somebody accepted a
 * shift as the new normal, and from where on nothing teaches any more, because load lines are frozen as of a date.
 */
import { HOUR, type Timestamp } from "../base/time.ts";
import type { Acceptance } from "../model/detection-choices.ts";
import type { HostHours } from "./input.ts";

export interface Learning {
  readonly acceptances: readonly Pick<Acceptance, "host" | "metrics" | "from">[];
  /** What came at this instant or later teaches nothing; `undefined` where all data teach. */
  readonly frozenAt: Timestamp | undefined;
}

/** The same for one series, in hours of the fleet. */
export interface SeriesLearning {
  /** Hours from which on the past counts no more, in order. */
  readonly restarts: readonly number[];
  /** The hour that teaches nothing any more; as many as there are where all teach. */
  readonly until: number;
}

export const allTeaches: Learning = { acceptances: [], frozenAt: undefined };

export function learningOf(host: HostHours, metric: string, { acceptances, frozenAt }: Learning): SeriesLearning {
  const hourOf = (time: Timestamp): number => Math.max(0, Math.min(host.hours, Math.floor((time - host.start) / HOUR)));
  const until = frozenAt === undefined ? host.hours : hourOf(frozenAt);
  // What was accepted later was not known as of that date.
  const restarts = acceptances
    .filter((acceptance) => acceptance.host === host.host && acceptance.metrics.includes(metric))
    .map(({ from }) => hourOf(from))
    .filter((hour) => hour < until);
  return { restarts: [...new Set(restarts)].sort((a, b) => a - b), until };
}
