/** Draws a stack of lanes and its axis. Canvas sizes are CSS pixels times the screen's ratio. */
import type { TimeRange } from "../../src/base/time.ts";
import { drawnFont, type Colours } from "./colours.ts";
import { drawMarks, drawSpans } from "./draw-span-lane.ts";
import { drawMetricLane } from "./draw-metric-lane.ts";
import { heightOf, xScale, type PlacedLane } from "./lane-layout.ts";
import type { Pen } from "./pen.ts";
import type { TimeTick } from "./time-ticks.ts";

/** Makes a canvas fit its size and gives a cleared context that draws in CSS pixels. */
export function prepare(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const ratio = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

export function drawLanes(
  pen: Pen,
  placed: readonly PlacedLane[],
  range: TimeRange,
  width: number,
  ticks: readonly TimeTick[],
  colours: Colours,
): void {
  const xOf = xScale(range, width);
  pen.lineWidth = 1;
  for (const tick of ticks) {
    const x = Math.round(xOf(tick.time)) + 0.5;
    pen.strokeStyle = tick.isMajor ? colours.border : colours.grid;
    pen.beginPath();
    pen.moveTo(x, 0);
    pen.lineTo(x, heightOf(placed));
    pen.stroke();
  }
  for (const { lane, top, height, scale, spans } of placed) {
    const box = { top, height, width, range, xOf };
    pen.save();
    pen.beginPath();
    pen.rect(0, top, width, height);
    pen.clip();
    if (lane.kind === "metric" && scale !== undefined) drawMetricLane(pen, lane, scale, box, colours);
    if (lane.kind === "spans") drawSpans(pen, spans, box, colours);
    if (lane.kind === "marks") drawMarks(pen, lane.marks, box, colours);
    pen.restore();
    pen.strokeStyle = colours.border;
    pen.beginPath();
    pen.moveTo(0, top + height - 0.5);
    pen.lineTo(width, top + height - 0.5);
    pen.stroke();
  }
}

export function drawAxis(
  pen: Pen,
  range: TimeRange,
  width: number,
  height: number,
  ticks: readonly TimeTick[],
  colours: Colours,
): void {
  const xOf = xScale(range, width);
  pen.font = drawnFont;
  pen.textBaseline = "middle";
  for (const tick of ticks) {
    const x = Math.round(xOf(tick.time)) + 0.5;
    pen.strokeStyle = colours.muted;
    pen.beginPath();
    pen.moveTo(x, height - (tick.isMajor ? 8 : 5));
    pen.lineTo(x, height);
    pen.stroke();
    pen.fillStyle = tick.isMajor ? colours.strong : colours.muted;
    const wide = pen.measureText(tick.label).width;
    if (x + 4 + wide < width) pen.fillText(tick.label, x + 4, height / 2 - 1);
  }
}
