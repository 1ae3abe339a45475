/** Draws spans as bars and marks as shapes; each look differs by more than its colour. */
import type { Colours } from "./colours.ts";
import { drawnFont } from "./colours.ts";
import type { LaneBox } from "./draw-metric-lane.ts";
import type { Pen } from "./pen.ts";
import type { Mark, SpanLook } from "./lane.ts";
import type { PlacedSpan } from "./span-rows.ts";

export const SPAN_ROW = 18;
const BAR = 14;
/** A bar narrower than this is drawn this wide, so that a short event can be seen and hit. */
export const NARROWEST_BAR = 3;

const LONGEST_NOTE = 260;
const LABEL_MARGIN = 5;
/** Less than this of a name says nothing. */
const FEWEST_LETTERS = 3;

export function drawSpans(pen: Pen, placed: readonly PlacedSpan[], box: LaneBox, colours: Colours): void {
  pen.font = drawnFont;
  pen.textBaseline = "middle";
  for (const [index, { span, row }] of placed.entries()) {
    const left = Math.max(-2, box.xOf(span.range.start));
    const right = Math.min(box.width + 2, box.xOf(span.range.end));
    if (right < 0 || left > box.width) continue;
    const width = Math.max(NARROWEST_BAR, right - left);
    const top = box.top + 2 + row * SPAN_ROW;
    drawBar(pen, span.look, left, top, width, colours);
    const room = span.look === "annotation" ? roomBeside(placed, index, box, width) : width;
    const start = Math.max(left, 0) + LABEL_MARGIN;
    const label = fitted(pen, span.label, Math.min(left + room, box.width) - LABEL_MARGIN - start);
    pen.fillStyle = colours.strong;
    pen.fillText(label, start, top + BAR / 2 + 0.5);
  }
}

/** As much of a text as there is room for, with an ellipsis where that is not all. */
function fitted(pen: Pen, text: string, room: number): string {
  const width = pen.measureText(text).width;
  if (width <= room) return text;
  const kept = Math.floor((text.length * (room - pen.measureText("…").width)) / width);
  return kept < FEWEST_LETTERS ? "" : `${text.slice(0, kept).trimEnd()}…`;
}

/** What is written at an instant is read beside it, as far as nothing else stands there. */
function roomBeside(placed: readonly PlacedSpan[], index: number, box: LaneBox, width: number): number {
  const own = placed[index];
  const next = placed.find(({ row }, at) => at > index && row === own?.row);
  const free = next === undefined ? LONGEST_NOTE : box.xOf(next.span.range.start) - box.xOf(own?.span.range.start ?? 0);
  return Math.max(width, Math.min(LONGEST_NOTE, free));
}

function drawBar(pen: Pen, look: SpanLook, left: number, top: number, width: number, colours: Colours): void {
  switch (look) {
    case "episode":
      bar(pen, left, top, width, colours["alarm-ground"], colours.alarm);
      pen.fillStyle = colours.alarm;
      pen.fillRect(left, top, width, 2);
      break;
    case "episode-muted":
      bar(pen, left, top, width, colours.band, colours.muted);
      break;
    case "claim":
      bar(pen, left, top, width, colours["claim-ground"], colours.claim);
      hatch(pen, left, top, width, colours.claim);
      break;
    case "claim-contradicted":
      pen.setLineDash([4, 3]);
      bar(pen, left, top, width, colours["claim-ground"], colours.claim);
      pen.setLineDash([]);
      break;
    case "process":
      bar(pen, left, top + 1, width, colours.band, colours.process);
      break;
    case "annotation":
      bar(pen, left, top, width, colours.selection, colours["selection-edge"]);
      pen.fillStyle = colours["selection-edge"];
      pen.fillRect(left, top, 2, BAR);
      break;
    case "connection":
      pen.fillStyle = colours.connection;
      pen.fillRect(left, top + BAR - 3, width, 2);
      pen.fillRect(left, top + 2, 2, BAR - 3);
      break;
  }
}

function bar(pen: Pen, left: number, top: number, width: number, ground: string, edge: string): void {
  pen.fillStyle = ground;
  pen.fillRect(left, top, width, BAR);
  pen.strokeStyle = edge;
  pen.lineWidth = 1;
  pen.strokeRect(Math.round(left) + 0.5, top + 0.5, Math.max(1, Math.round(width) - 1), BAR - 1);
}

function hatch(pen: Pen, left: number, top: number, width: number, colour: string): void {
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, BAR);
  pen.clip();
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.45;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = left - BAR - (left % 7); x < left + width; x += 7) {
    pen.moveTo(x, top + BAR);
    pen.lineTo(x + BAR, top);
  }
  pen.stroke();
  pen.restore();
}

const MARK = 5;

export function drawMarks(pen: Pen, marks: readonly Mark[], box: LaneBox, colours: Colours): void {
  const y = box.top + box.height / 2;
  for (const mark of marks) {
    const x = box.xOf(mark.time);
    if (x < -MARK || x > box.width + MARK) continue;
    pen.fillStyle = mark.shape === "diamond" ? colours.alarm : colours.control;
    pen.beginPath();
    if (mark.shape === "circle") pen.arc(x, y, MARK - 1, 0, 2 * Math.PI);
    else if (mark.shape === "diamond") polygon(pen, x, y, [0, -MARK - 1, MARK + 1, 0, 0, MARK + 1, -MARK - 1, 0]);
    else polygon(pen, x, y, [0, -MARK, MARK, MARK, -MARK, MARK]);
    pen.fill();
  }
}

function polygon(pen: Pen, x: number, y: number, corners: readonly number[]): void {
  for (let corner = 0; corner < corners.length; corner += 2) {
    pen.lineTo(x + (corners[corner] ?? 0), y + (corners[corner + 1] ?? 0));
  }
}
