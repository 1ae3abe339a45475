/** A window of one metric that one frame finds abnormal, before it is known whether it is worth anybody's time. */
import type { TimeRange } from "../base/time.ts";
import type { Frame, Shape } from "../model/episode.ts";
import type { HourWindow } from "./hour-window.ts";
import type { HostSeries } from "./host-series.ts";

export interface Candidate {
  readonly series: HostSeries;
  readonly frame: Frame;
  readonly window: HourWindow;
  /** To the sample, where it was found in samples. */
  readonly times?: TimeRange;
  readonly shape: Shape;
  /** Weighed size of the deviation (deviation-score.ts); comparable within a class, metric and frame. */
  readonly score: number;
  readonly numbers: Readonly<Record<string, number>>;
}

export interface RatedCandidate extends Candidate {
  /** Score over the class's threshold. */
  readonly strength: number;
}
