/** How high each lane of a stack is and where it begins; and what lies under a point of it. */
import type { TimeRange } from "../../src/base/time.ts";
import { NARROWEST_BAR, SPAN_ROW } from "./draw-span-lane.ts";
import type { Lane, LaneHit } from "./lane.ts";
import { greatestOf, measuredAgainst } from "./load-line.ts";
import { placeSpans, type PlacedSpan } from "./span-rows.ts";
import { valueScale, type ValueScale } from "./value-scale.ts";

/** Metric lanes share what the other lanes leave of the window, between these. */
const LOWEST_METRIC = 34;
const HIGHEST_METRIC = 110;
const MARK_HEIGHT = 22;
const HIT = 6;

export interface PlacedLane {
  readonly lane: Lane;
  readonly top: number;
  readonly height: number;
  readonly scale: ValueScale | undefined;
  readonly spans: readonly PlacedSpan[];
}

/** `heights` are those that the user gave to metric lanes, by lane id; the others fill what is `available`. */
export function layLanes(
  lanes: readonly Lane[],
  heights: Readonly<Record<string, number>>,
  available: number,
): readonly PlacedLane[] {
  const fixed = lanes.reduce(
    (sum, lane) => sum + (isFree(lane, heights) ? 0 : placeLane(lane, 0, heights[lane.id] ?? 0).height),
    0,
  );
  const free = lanes.filter((lane) => isFree(lane, heights)).length;
  const share = Math.floor((available - fixed) / Math.max(1, free));
  const usual = Math.min(HIGHEST_METRIC, Math.max(LOWEST_METRIC, share));
  let top = 0;
  return lanes.map((lane) => {
    const placed = placeLane(lane, top, heights[lane.id] ?? usual);
    top += placed.height;
    return placed;
  });
}

const isFree = (lane: Lane, heights: Readonly<Record<string, number>>): boolean =>
  lane.kind === "metric" && heights[lane.id] === undefined;

function placeLane(lane: Lane, top: number, metricHeight: number): PlacedLane {
  switch (lane.kind) {
    case "metric": {
      const scale = valueScale(
        Math.max(0, ...lane.traces.map((trace) => greatestOf(measuredAgainst(trace, lane.against)))),
        lane.unit,
      );
      return { lane, top, height: metricHeight, scale, spans: [] };
    }
    case "spans": {
      const { placed, rows } = placeSpans(lane.spans);
      return { lane, top, height: rows * SPAN_ROW + 4, scale: undefined, spans: placed };
    }
    case "marks":
      return { lane, top, height: MARK_HEIGHT, scale: undefined, spans: [] };
  }
}

export function heightOf(placed: readonly PlacedLane[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

/** Pixels of an instant from the left edge, in a range shown over a width. */
export function xScale(range: TimeRange, width: number): (time: number) => number {
  const perPixel = (range.end - range.start) / Math.max(1, width);
  return (time) => (time - range.start) / perPixel;
}

/** The span or mark under a point, if any. */
export function hitTest(
  placed: readonly PlacedLane[],
  range: TimeRange,
  width: number,
  x: number,
  y: number,
): LaneHit | undefined {
  const at = placed.find((one) => y >= one.top && y < one.top + one.height);
  if (at === undefined || at.lane.kind === "metric") return undefined;
  const xOf = xScale(range, width);
  if (at.lane.kind === "marks") {
    const near = at.lane.marks.find((mark) => Math.abs(xOf(mark.time) - x) <= HIT);
    return near === undefined ? undefined : { ...near, lane: at.lane.id };
  }
  const row = Math.floor((y - at.top - 2) / SPAN_ROW);
  const found = at.spans.find(({ span, row: own }) => {
    const left = xOf(span.range.start);
    const right = Math.max(left + NARROWEST_BAR, xOf(span.range.end));
    return own === row && x >= left - 2 && x <= right + 2;
  });
  return found === undefined ? undefined : { ...found.span, lane: at.lane.id };
}
