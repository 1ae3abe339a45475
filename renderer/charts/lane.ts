/** What a stack of lanes draws: metrics with their load line, spans and marks, over one time axis. */
import type { TimeRange, Timestamp } from "../../src/base/time.ts";
import type { LaneData } from "../../src/model/lane.ts";
import type { ColourName } from "./colours.ts";

/** One line of a metric lane: a host's, or the same host's of another time. */
export interface Trace extends LaneData {
  /** What it is called where several lines share a lane. */
  readonly name: string;
}

/** The line that a lane is held against: the host's own, its class's without it, or none. */
export type Against = "own" | "class" | "none";

export interface MetricLane {
  readonly kind: "metric";
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly colour: ColourName;
  readonly against: Against;
  /** The host of the timeline first; others are laid over it. */
  readonly traces: readonly Trace[];
}

export type SpanLook =
  "episode" | "episode-muted" | "claim" | "claim-contradicted" | "process" | "connection" | "annotation";

/** Something in a lane that can be pointed at. */
export interface Pointable {
  readonly id: string;
  /** What it says when pointed at. */
  readonly title: string;
  /** What is known of it, by name, for whoever asks. */
  readonly fields: readonly (readonly [string, string])[];
}

export interface Span extends Pointable {
  readonly range: TimeRange;
  readonly label: string;
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

export interface Mark extends Pointable {
  readonly time: Timestamp;
  readonly shape: MarkShape;
}

export interface MarkLane {
  readonly kind: "marks";
  readonly id: string;
  readonly title: string;
  /** What its shapes mean, each after its shape. */
  readonly key: string;
  readonly marks: readonly Mark[];
  readonly empty: string;
}

export type Lane = MetricLane | SpanLane | MarkLane;

export interface LaneHit extends Pointable {
  readonly lane: string;
}
