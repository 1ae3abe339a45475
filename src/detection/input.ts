/**
 * What detection reads: robust hourly features of every host, and who its peers are. Analysis makes these from the
 * store, one host at a time, so that no fleet ever has to be in memory as samples.
 */
import type { TimeRange, Timestamp } from "../base/time.ts";
import type { Calendar } from "../model/calendar.ts";
import type { Witness } from "../model/episode.ts";
import type { Expectation } from "../model/fleet.ts";
import type { Samples } from "../model/series.ts";

/** Features of one metric of one host, one entry per hour of `HostHours.start + i * HOUR`; NaN where there is no data. */
export interface MetricHours {
  readonly metric: string;
  readonly median: Float32Array;
  /** Samples behind the hour. */
  readonly count: Uint16Array;
}

export interface HostHours {
  readonly host: string;
  readonly className: string | undefined;
  readonly expectation: Expectation | undefined;
  readonly calendar: Calendar;
  readonly logicalCpus: number | undefined;
  /** Start of the first hour, on a whole UTC hour; the same for the whole fleet. */
  readonly start: Timestamp;
  readonly hours: number;
  /** First and last sample of the host, to the sample. */
  readonly data: TimeRange;
  readonly metrics: readonly MetricHours[];
  /** What other sources of the host make of its metrics. */
  readonly witnesses?: readonly WitnessHours[];
}

/** What a source that measured something else implies of a metric, in the metric's unit, an entry an hour. */
export interface WitnessHours {
  readonly metric: string;
  readonly witness: Witness;
  /** NaN where it says nothing. */
  readonly values: Float32Array;
  /** What the metric itself says, where its hourly medians are not what to compare with. */
  readonly reported?: Float32Array;
}

/** Samples of one metric, instances combined as the registry says. */
export interface MetricSamples extends Samples {
  readonly metric: string;
}
