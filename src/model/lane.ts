/** A metric of a host over a range as a chart draws it: thinned, with the load line at the same steps. */
import type { Envelope } from "./series.ts";

/** What is normal at each of `times`: expected median, its robust standard deviation, 5th and 95th percentile. */
export interface BandOverTime {
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
  readonly scale: Float64Array;
}

/** The load line of a host, and that of its class without it. */
export interface LoadLine extends BandOverTime {
  /** Weeks behind the line at each time. */
  readonly weeks: Float64Array;
  /** `undefined` where there are too few peers. */
  readonly peers: (BandOverTime & { readonly hosts: number }) | undefined;
}

export interface LaneData {
  readonly host: string;
  readonly metric: string;
  readonly title: string;
  readonly unit: string;
  /** Series that were combined: with more than one, least and greatest are bounds and not what was measured. */
  readonly instances: number;
  /** Microseconds that an entry of the envelope stands for at most. */
  readonly step: number;
  readonly envelope: Envelope;
  /** `undefined` before an analysis. */
  readonly band: LoadLine | undefined;
}
