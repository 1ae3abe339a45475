/**
 * The load line: what is normal for a series in each hour of the week, with the evidence it rests on.
 *
 * Arrays have `BINS` entries (see calendar.ts), values in the metric's unit. Instances of a metric are combined before
 * a baseline is learned, so a baseline belongs to host × metric.
 */
import type { TimeRange } from "../base/time.ts";

export interface Band {
  readonly median: Float64Array;
  /** Robust standard deviation (MAD × 1.4826, floored by the metric's noise). */
  readonly scale: Float64Array;
  /** 5th and 95th percentile. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface Baseline extends Band {
  readonly host: string;
  readonly metric: string;
  readonly zone: string;
  /** The span that taught it; hours inside unexplained episodes are left out. */
  readonly learned: TimeRange;
  /** Weeks (hours of that bin) behind each bin before shrinkage. */
  readonly count: Float64Array;
  /** The class without this host; `undefined` where there are too few peers. */
  readonly peers: (Band & { readonly hosts: number }) | undefined;
}
