/** Draws one metric lane: band, envelope, mean; what stands outside the band takes the alarm colour. */
import type { LaneData } from "../../src/api/engine-contract.ts";
import type { TimeRange } from "../../src/base/time.ts";
import type { Colours } from "./colours.ts";
import type { MetricLane } from "./lane.ts";
import { bandSteps, longestStep, outsideBand } from "./load-line.ts";
import type { ValueScale } from "./value-scale.ts";
import { visiblePart } from "./visible-part.ts";

/** The place of a lane on the canvas, in CSS pixels. */
export interface LaneBox {
  readonly top: number;
  readonly height: number;
  readonly width: number;
  readonly range: TimeRange;
  readonly xOf: (time: number) => number;
}

/** Not more than a pixel: wider lines of thousands of points cost a software rasteriser several times as much. */
const LINE = 1;
const PADDING = 4;
/** A distance from the band that can be seen, in pixels: a line inside its band's edge is not coloured as outside. */
const SEEN = 2;

export function drawMetricLane(
  context: CanvasRenderingContext2D,
  lane: MetricLane,
  scale: ValueScale,
  box: LaneBox,
  colours: Colours,
): void {
  const bottom = box.top + box.height - PADDING;
  const usable = box.height - 2 * PADDING;
  const yOf = (value: number): number => bottom - (Math.min(value, scale.top) / scale.top) * usable;

  context.strokeStyle = colours.grid;
  context.lineWidth = LINE;
  context.beginPath();
  for (const tick of scale.ticks) {
    const y = Math.round(yOf(tick)) + 0.5;
    context.moveTo(0, y);
    context.lineTo(box.width, y);
  }
  context.stroke();

  const [whole, ...others] = lane.traces;
  for (const trace of others) drawOther(context, trace, box, yOf, colours[lane.colour]);
  if (whole === undefined) return;
  const first = visiblePart(whole, box.range);
  const breakAt = longestStep(whole.envelope.times);
  if (first.band !== undefined) {
    const { times, low, high } = first.band;
    context.fillStyle = colours.band;
    fillBetween(context, times, low, high, box, yOf, longestStep(whole.band?.times ?? times), true);
  }
  context.fillStyle = colours[lane.colour];
  context.globalAlpha = 0.35;
  fillBetween(context, first.envelope.times, first.envelope.min, first.envelope.max, box, yOf, breakAt, false);
  context.globalAlpha = 1;

  const steps = bandSteps(first);
  const outside = outsideBand(first, steps, (SEEN / usable) * scale.top);
  context.fillStyle = colours["alarm-ground"];
  fillExcess(context, first, steps, outside, box, yOf);
  context.strokeStyle = colours[lane.colour];
  strokeLine(context, first, box, yOf, breakAt, outside, 0);
  context.strokeStyle = colours.alarm;
  strokeLine(context, first, box, yOf, breakAt, outside, 1);
}

function drawOther(
  context: CanvasRenderingContext2D,
  trace: LaneData,
  box: LaneBox,
  yOf: (value: number) => number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.globalAlpha = 0.6;
  context.setLineDash([4, 3]);
  context.lineWidth = LINE;
  const part = visiblePart(trace, box.range);
  const none = new Uint8Array(part.envelope.times.length);
  strokeLine(context, part, box, yOf, longestStep(trace.envelope.times), none, 0);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The mean as a line: the stretches whose flag is `wanted`, each joined to the point before it. */
function strokeLine(
  context: CanvasRenderingContext2D,
  { envelope }: LaneData,
  box: LaneBox,
  yOf: (value: number) => number,
  breakAt: number,
  flags: Uint8Array,
  wanted: 0 | 1,
): void {
  const { times, mean } = envelope;
  context.beginPath();
  let isDown = false;
  for (let point = 0; point < times.length; point += 1) {
    const time = times[point] ?? 0;
    const value = mean[point] ?? Number.NaN;
    const isGap = point > 0 && time - (times[point - 1] ?? 0) > breakAt;
    if (isGap || Number.isNaN(value) || flags[point] !== wanted) isDown = false;
    if (Number.isNaN(value) || flags[point] !== wanted) continue;
    const x = box.xOf(time);
    if (!isDown) {
      const before = point > 0 && !isGap ? (mean[point - 1] ?? Number.NaN) : Number.NaN;
      // A point without a neighbour is still a point: a pixel wide.
      if (Number.isNaN(before)) context.moveTo(x - 0.5, yOf(value));
      else context.moveTo(box.xOf(times[point - 1] ?? 0), yOf(before));
    }
    context.lineTo(isDown ? x : x + 0.5, yOf(value));
    isDown = true;
  }
  context.stroke();
}

/** Fills what stands above the band, stretch by stretch: how deep the load presses the line. */
function fillExcess(
  context: CanvasRenderingContext2D,
  { envelope, band }: LaneData,
  steps: Int32Array,
  outside: Uint8Array,
  box: LaneBox,
  yOf: (value: number) => number,
): void {
  if (band === undefined) return;
  const { times, mean } = envelope;
  for (let from = 0; from < times.length; from += 1) {
    if (outside[from] !== 1) continue;
    let to = from;
    while (outside[to + 1] === 1) to += 1;
    context.beginPath();
    for (let point = from; point <= to; point += 1) context.lineTo(box.xOf(times[point] ?? 0), yOf(mean[point] ?? 0));
    for (let point = to; point >= from; point -= 1) {
      context.lineTo(box.xOf(times[point] ?? 0), yOf(band.high[steps[point] ?? -1] ?? 0));
    }
    context.fill();
    from = to;
  }
}

/** Fills the area between two lines, broken at gaps; `isStepped` where values hold until the next time. */
function fillBetween(
  context: CanvasRenderingContext2D,
  times: Float64Array,
  low: Float64Array,
  high: Float64Array,
  box: LaneBox,
  yOf: (value: number) => number,
  breakAt: number,
  isStepped: boolean,
): void {
  let start = 0;
  for (let point = 0; point < times.length; point += 1) {
    const next = times[point + 1];
    const isEnd = next === undefined || next - (times[point] ?? 0) > breakAt;
    if (!isEnd) continue;
    fillRun(context, times, low, high, start, point, box, yOf, isStepped);
    start = point + 1;
  }
}

function fillRun(
  context: CanvasRenderingContext2D,
  times: Float64Array,
  low: Float64Array,
  high: Float64Array,
  from: number,
  to: number,
  box: LaneBox,
  yOf: (value: number) => number,
  isStepped: boolean,
): void {
  context.beginPath();
  for (let point = from; point <= to; point += 1) {
    const value = high[point] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const x = box.xOf(times[point] ?? 0);
    if (isStepped && point > from) {
      const before = high[point - 1] ?? value;
      // Most steps of a band are as high as the one before, and need no corner.
      if (before === value && point < to) continue;
      context.lineTo(x, yOf(before));
    }
    context.lineTo(x, yOf(value));
  }
  for (let point = to; point >= from; point -= 1) {
    const value = low[point] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const x = box.xOf(times[point] ?? 0);
    const before = isStepped && point > from ? (low[point - 1] ?? value) : value;
    if (isStepped && before === value && point > from && point < to) continue;
    context.lineTo(x, yOf(value));
    if (before !== value) context.lineTo(x, yOf(before));
  }
  context.fill();
}
