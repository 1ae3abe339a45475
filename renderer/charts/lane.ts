/** What a stack of lanes draws: metrics with their load line, spans and marks, over one time axis. */
import type { TimeRange, Timestamp } from "../../src/base/time.ts";
import type { LaneData } from "../../src/api/engine-contract.ts";
import type { ColourName } from "./colours.ts";

export interface MetricLane {
  readonly kind: "metric";
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly colour: ColourName;
  /** The host of the timeline first; others are laid over it. */
  readonly traces: readonly LaneData[];
}

export type SpanLook = "episode" | "episode-muted" | "claim" | "claim-contradicted" | "process" | "connection";

export interface Span {
  readonly id: string;
  readonly range: TimeRange;
  readonly label: string;
  /** What it says when pointed at. */
  readonly title: string;
  readonly look: SpanLook;
}

export interface SpanLane {
  readonly kind: "spans";
  readonly id: string;
  readonly title: string;
  readonly spans: readonly Span[];
  /** What stands there where there are none. */
  readonly empty: string;
}

export type MarkShape = "diamond" | "triangle" | "circle";

export interface Mark {
  readonly id: string;
  readonly time: Timestamp;
  readonly shape: MarkShape;
  readonly title: string;
}

export interface MarkLane {
  readonly kind: "marks";
  readonly id: string;
  readonly title: string;
  readonly marks: readonly Mark[];
  readonly empty: string;
}

export type Lane = MetricLane | SpanLane | MarkLane;

/** Something in a lane that can be pointed at. */
export interface LaneHit {
  readonly lane: string;
  readonly id: string;
  readonly title: string;
}
