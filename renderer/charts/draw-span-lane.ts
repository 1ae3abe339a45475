/** Draws spans as bars and marks as shapes; each look differs by more than its colour. */
import type { Colours } from "./colours.ts";
import { drawnFont } from "./colours.ts";
import type { LaneBox } from "./draw-metric-lane.ts";
import type { Mark, SpanLook } from "./lane.ts";
import type { PlacedSpan } from "./span-rows.ts";

export const SPAN_ROW = 18;
const BAR = 14;
/** A bar narrower than this is drawn this wide, so that a short event can be seen and hit. */
export const NARROWEST_BAR = 3;

export function drawSpans(
  context: CanvasRenderingContext2D,
  placed: readonly PlacedSpan[],
  box: LaneBox,
  colours: Colours,
): void {
  context.font = drawnFont;
  context.textBaseline = "middle";
  for (const { span, row } of placed) {
    const left = Math.max(-2, box.xOf(span.range.start));
    const right = Math.min(box.width + 2, box.xOf(span.range.end));
    if (right < 0 || left > box.width) continue;
    const width = Math.max(NARROWEST_BAR, right - left);
    const top = box.top + 2 + row * SPAN_ROW;
    drawBar(context, span.look, left, top, width, colours);
    if (width < 24) continue;
    context.save();
    context.beginPath();
    context.rect(left, top, width - 4, BAR);
    context.clip();
    context.fillStyle = colours.strong;
    context.fillText(span.label, Math.max(left, 0) + 5, top + BAR / 2 + 0.5);
    context.restore();
  }
}

function drawBar(
  context: CanvasRenderingContext2D,
  look: SpanLook,
  left: number,
  top: number,
  width: number,
  colours: Colours,
): void {
  switch (look) {
    case "episode":
      bar(context, left, top, width, colours["alarm-ground"], colours.alarm);
      context.fillStyle = colours.alarm;
      context.fillRect(left, top, width, 2);
      break;
    case "episode-muted":
      bar(context, left, top, width, colours.band, colours.muted);
      break;
    case "claim":
      bar(context, left, top, width, colours["claim-ground"], colours.claim);
      hatch(context, left, top, width, colours.claim);
      break;
    case "claim-contradicted":
      context.setLineDash([4, 3]);
      bar(context, left, top, width, colours["claim-ground"], colours.claim);
      context.setLineDash([]);
      break;
    case "process":
      bar(context, left, top + 1, width, colours.band, colours.process);
      break;
    case "connection":
      context.fillStyle = colours.connection;
      context.fillRect(left, top + BAR - 3, width, 2);
      context.fillRect(left, top + 2, 2, BAR - 3);
      break;
  }
}

function bar(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  ground: string,
  edge: string,
): void {
  context.fillStyle = ground;
  context.fillRect(left, top, width, BAR);
  context.strokeStyle = edge;
  context.lineWidth = 1;
  context.strokeRect(Math.round(left) + 0.5, top + 0.5, Math.max(1, Math.round(width) - 1), BAR - 1);
}

function hatch(context: CanvasRenderingContext2D, left: number, top: number, width: number, colour: string): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, BAR);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = left - BAR - (left % 7); x < left + width; x += 7) {
    context.moveTo(x, top + BAR);
    context.lineTo(x + BAR, top);
  }
  context.stroke();
  context.restore();
}

const MARK = 5;

export function drawMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  box: LaneBox,
  colours: Colours,
): void {
  const y = box.top + box.height / 2;
  for (const mark of marks) {
    const x = box.xOf(mark.time);
    if (x < -MARK || x > box.width + MARK) continue;
    context.fillStyle = mark.shape === "diamond" ? colours.alarm : colours.control;
    context.beginPath();
    if (mark.shape === "circle") context.arc(x, y, MARK - 1, 0, 2 * Math.PI);
    else if (mark.shape === "diamond") polygon(context, x, y, [0, -MARK - 1, MARK + 1, 0, 0, MARK + 1, -MARK - 1, 0]);
    else polygon(context, x, y, [0, -MARK, MARK, MARK, -MARK, MARK]);
    context.fill();
  }
}

function polygon(context: CanvasRenderingContext2D, x: number, y: number, corners: readonly number[]): void {
  for (let corner = 0; corner < corners.length; corner += 2) {
    context.lineTo(x + (corners[corner] ?? 0), y + (corners[corner + 1] ?? 0));
  }
}
