/** Samples and how they are asked for. */
import type { Timestamp } from "../base/time.ts";

export interface SeriesKey {
  readonly host: string;
  /** A canonical id of the metric registry. */
  readonly metric: string;
  /** Disk, interface, GPU; empty for the whole host. */
  readonly instance: string;
}

export interface SeriesSummary extends SeriesKey {
  readonly id: number;
  readonly unit: string;
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/** Samples of one series in order of time. Times are microseconds; a NaN value is a gap that the source states. */
export interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** One entry per non-empty step of a time range: at most two points per pixel column reach a chart. */
export interface Envelope {
  readonly times: Float64Array;
  readonly min: Float64Array;
  readonly mean: Float64Array;
  readonly max: Float64Array;
  readonly count: Float64Array;
}
