/** Draws a stack of lanes, its axis, and what moves over it. Canvas sizes are CSS pixels times the screen's ratio. */
import type { TimeRange } from "../../src/base/time.ts";
import { drawnFont, type Colours } from "./colours.ts";
import { drawMarks, drawSpans } from "./draw-span-lane.ts";
import { drawMetricLane } from "./draw-metric-lane.ts";
import { heightOf, xScale, type PlacedLane } from "./lane-layout.ts";
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
  context: CanvasRenderingContext2D,
  placed: readonly PlacedLane[],
  range: TimeRange,
  width: number,
  ticks: readonly TimeTick[],
  colours: Colours,
): void {
  const xOf = xScale(range, width);
  context.lineWidth = 1;
  for (const tick of ticks) {
    const x = Math.round(xOf(tick.time)) + 0.5;
    context.strokeStyle = tick.isMajor ? colours.border : colours.grid;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, heightOf(placed));
    context.stroke();
  }
  for (const { lane, top, height, scale, spans } of placed) {
    const box = { top, height, width, range, xOf };
    context.save();
    context.beginPath();
    context.rect(0, top, width, height);
    context.clip();
    if (lane.kind === "metric" && scale !== undefined) drawMetricLane(context, lane, scale, box, colours);
    if (lane.kind === "spans") drawSpans(context, spans, box, colours);
    if (lane.kind === "marks") drawMarks(context, lane.marks, box, colours);
    context.restore();
    context.strokeStyle = colours.border;
    context.beginPath();
    context.moveTo(0, top + height - 0.5);
    context.lineTo(width, top + height - 0.5);
    context.stroke();
  }
}

export function drawAxis(
  context: CanvasRenderingContext2D,
  range: TimeRange,
  width: number,
  height: number,
  ticks: readonly TimeTick[],
  colours: Colours,
): void {
  const xOf = xScale(range, width);
  context.font = drawnFont;
  context.textBaseline = "middle";
  for (const tick of ticks) {
    const x = Math.round(xOf(tick.time)) + 0.5;
    context.strokeStyle = colours.muted;
    context.beginPath();
    context.moveTo(x, height - (tick.isMajor ? 8 : 5));
    context.lineTo(x, height);
    context.stroke();
    context.fillStyle = tick.isMajor ? colours.strong : colours.muted;
    const wide = context.measureText(tick.label).width;
    if (x + 4 + wide < width) context.fillText(tick.label, x + 4, height / 2 - 1);
  }
}

export function drawOverlay(
  context: CanvasRenderingContext2D,
  range: TimeRange,
  width: number,
  height: number,
  cursor: number | undefined,
  selection: TimeRange | undefined,
  colours: Colours,
): void {
  const xOf = xScale(range, width);
  if (selection !== undefined) {
    const left = Math.max(-1, xOf(selection.start));
    const right = Math.min(width + 1, xOf(selection.end));
    if (right > left) {
      context.fillStyle = colours.selection;
      context.fillRect(left, 0, right - left, height);
      context.fillStyle = colours["selection-edge"];
      context.fillRect(Math.round(left), 0, 1, height);
      context.fillRect(Math.round(right) - 1, 0, 1, height);
    }
  }
  if (cursor === undefined) return;
  const x = Math.round(xOf(cursor)) + 0.5;
  context.strokeStyle = colours.cursor;
  context.globalAlpha = 0.7;
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, height);
  context.stroke();
  context.globalAlpha = 1;
}
