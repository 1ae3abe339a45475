/** Draws one metric lane: band, envelope, mean; what stands outside the band takes the alarm colour. */
import type { TimeRange } from "../../src/base/time.ts";
import type { Colours } from "./colours.ts";
import type { MetricLane } from "./lane.ts";
import { bandSteps, longestStep, measuredAgainst, outsideBand, type Measured } from "./load-line.ts";
import type { Pen } from "./pen.ts";
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

const dashes: readonly (readonly number[])[] = [
  [5, 3],
  [1.5, 2.5],
  [9, 3, 2, 3],
  [2, 5],
];

/** The dash of the first, second, … line that is laid over a lane. */
export function overlayDash(index: number): readonly number[] {
  return dashes[index % dashes.length] ?? [];
}

/** The vertical place of a value in a lane's box. */
export function valueToY(scale: ValueScale, top: number, height: number): (value: number) => number {
  const bottom = top + height - PADDING;
  const usable = height - 2 * PADDING;
  return (value) => bottom - (Math.min(value, scale.top) / scale.top) * usable;
}

export function drawMetricLane(pen: Pen, lane: MetricLane, scale: ValueScale, box: LaneBox, colours: Colours): void {
  const usable = box.height - 2 * PADDING;
  const yOf = valueToY(scale, box.top, box.height);

  pen.strokeStyle = colours.grid;
  pen.lineWidth = LINE;
  pen.beginPath();
  for (const tick of scale.ticks) {
    const y = Math.round(yOf(tick)) + 0.5;
    pen.moveTo(0, y);
    pen.lineTo(box.width, y);
  }
  pen.stroke();

  const [own, ...others] = lane.traces;
  others.forEach((trace, index) => drawOther(pen, trace, box, yOf, colours[lane.colour], overlayDash(index)));
  if (own === undefined) return;
  const whole = measuredAgainst(own, lane.against);
  const first = visiblePart(whole, box.range);
  const breakAt = longestStep(whole.envelope.times);
  if (first.band !== undefined) {
    const { times, low, high } = first.band;
    pen.fillStyle = colours.band;
    fillBetween(pen, times, low, high, box, yOf, longestStep(whole.band?.times ?? times), true);
  }
  pen.fillStyle = colours[lane.colour];
  pen.globalAlpha = 0.35;
  fillBetween(pen, first.envelope.times, first.envelope.min, first.envelope.max, box, yOf, breakAt, false);
  pen.globalAlpha = 1;

  const steps = bandSteps(first);
  const outside = outsideBand(first, steps, (SEEN / usable) * scale.top);
  pen.fillStyle = colours["alarm-ground"];
  fillExcess(pen, first, steps, outside, box, yOf);
  pen.strokeStyle = colours[lane.colour];
  strokeLine(pen, first, box, yOf, breakAt, outside, 0);
  pen.strokeStyle = colours.alarm;
  strokeLine(pen, first, box, yOf, breakAt, outside, 1);
}

function drawOther(
  pen: Pen,
  trace: Measured,
  box: LaneBox,
  yOf: (value: number) => number,
  colour: string,
  dash: readonly number[],
): void {
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.75;
  pen.setLineDash([...dash]);
  pen.lineWidth = LINE;
  const part = visiblePart(trace, box.range);
  const none = new Uint8Array(part.envelope.times.length);
  strokeLine(pen, part, box, yOf, longestStep(trace.envelope.times), none, 0);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/** The mean as a line: the stretches whose flag is `wanted`, each joined to the point before it. */
function strokeLine(
  pen: Pen,
  { envelope }: Measured,
  box: LaneBox,
  yOf: (value: number) => number,
  breakAt: number,
  flags: Uint8Array,
  wanted: 0 | 1,
): void {
  const { times, mean } = envelope;
  pen.beginPath();
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
      if (Number.isNaN(before)) pen.moveTo(x - 0.5, yOf(value));
      else pen.moveTo(box.xOf(times[point - 1] ?? 0), yOf(before));
    }
    pen.lineTo(isDown ? x : x + 0.5, yOf(value));
    isDown = true;
  }
  pen.stroke();
}

/** Fills what stands above the band, stretch by stretch: how deep the load presses the line. */
function fillExcess(
  pen: Pen,
  { envelope, band }: Measured,
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
    pen.beginPath();
    for (let point = from; point <= to; point += 1) pen.lineTo(box.xOf(times[point] ?? 0), yOf(mean[point] ?? 0));
    for (let point = to; point >= from; point -= 1) {
      pen.lineTo(box.xOf(times[point] ?? 0), yOf(band.high[steps[point] ?? -1] ?? 0));
    }
    pen.fill();
    from = to;
  }
}

/** Fills the area between two lines, broken at gaps; `isStepped` where values hold until the next time. */
function fillBetween(
  pen: Pen,
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
    fillRun(pen, times, low, high, start, point, box, yOf, isStepped);
    start = point + 1;
  }
}

function fillRun(
  pen: Pen,
  times: Float64Array,
  low: Float64Array,
  high: Float64Array,
  from: number,
  to: number,
  box: LaneBox,
  yOf: (value: number) => number,
  isStepped: boolean,
): void {
  pen.beginPath();
  for (let point = from; point <= to; point += 1) {
    const value = high[point] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const x = box.xOf(times[point] ?? 0);
    if (isStepped && point > from) {
      const before = high[point - 1] ?? value;
      // Most steps of a band are as high as the one before, and need no corner.
      if (before === value && point < to) continue;
      pen.lineTo(x, yOf(before));
    }
    pen.lineTo(x, yOf(value));
  }
  for (let point = to; point >= from; point -= 1) {
    const value = low[point] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const x = box.xOf(times[point] ?? 0);
    const before = isStepped && point > from ? (low[point - 1] ?? value) : value;
    if (isStepped && before === value && point > from && point < to) continue;
    pen.lineTo(x, yOf(value));
    if (before !== value) pen.lineTo(x, yOf(before));
  }
  pen.fill();
}
