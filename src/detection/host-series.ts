/** One metric of one host while a fleet is being looked at: its hours, and what each frame says of them. */
import type { HostHours, MetricHours } from "./input.ts";
import type { HourGrid } from "./hour-grid.ts";
import type { HourWindow } from "./hour-window.ts";
import type { ValueScale } from "./value-scale.ts";

export interface FrameView {
  /** What the frame holds for normal at each hour, in the metric's unit; NaN where it cannot say. */
  readonly expected: Float64Array;
  /** Robust z of each hour. */
  readonly z: Float64Array;
}

export interface HostSeries {
  readonly host: HostHours;
  readonly grid: HourGrid;
  readonly hours: MetricHours;
  readonly scale: ValueScale;
  readonly own: FrameView;
  readonly ownWindows: readonly HourWindow[];
  readonly dailyWindows: readonly HourWindow[];
  /** Hours in which it stands far out, too few to be a window of their own. */
  readonly bursts: readonly HourWindow[];
  /** In which it lies below what its own past expects. */
  readonly windowsBelow: readonly HourWindow[];
  /** `undefined` where there are too few peers to compare with. */
  readonly peers: FrameView | undefined;
  readonly peerCount: number;
  /** Hour from which on somebody accepted what the host does as its normal; `undefined` where nobody did. */
  readonly acceptedFrom: number | undefined;
}

/** All series of a host that frames have looked at, by metric. */
export type SeriesOfHost = ReadonlyMap<string, HostSeries>;
