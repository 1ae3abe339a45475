/** What moves over a stack of lanes: the selection, the cursor with what every lane reads there, a lane being moved. */
import type { TimeRange } from "../../src/base/time.ts";
import { drawnFont, type Colours } from "./colours.ts";
import { valueToY } from "./draw-metric-lane.ts";
import { xScale, type PlacedLane } from "./lane-layout.ts";
import { measuredAgainst } from "./load-line.ts";
import type { Pen } from "./pen.ts";
import { readingWords, shortReading, type LaneReading } from "./reading.ts";
import { visiblePart } from "./visible-part.ts";

export interface Overlay {
  readonly placed: readonly PlacedLane[];
  readonly range: TimeRange;
  readonly width: number;
  readonly height: number;
  readonly cursor: number | undefined;
  /** The lane that is pointed at or chosen by key: it shows its expected median. */
  readonly active: string | undefined;
  readonly selection: TimeRange | undefined;
  readonly readings: readonly LaneReading[];
  /** Where a dragged lane would be put down. */
  readonly dropAt: number | undefined;
}

const PLATE = 15;
const AWAY = 8;

export function drawOverlay(pen: Pen, overlay: Overlay, colours: Colours): void {
  const { placed, range, width, height, cursor, active, selection, readings, dropAt } = overlay;
  const xOf = xScale(range, width);
  if (selection !== undefined) drawSelection(pen, selection, xOf, width, height, colours);
  if (dropAt !== undefined) {
    pen.fillStyle = colours["selection-edge"];
    pen.fillRect(0, Math.max(0, dropAt - 1), width, 2);
  }
  if (cursor === undefined) return;
  const chosen = placed.find(({ lane }) => lane.id === active);
  if (chosen !== undefined) drawMedian(pen, chosen, range, xOf, colours);
  const x = Math.round(xOf(cursor)) + 0.5;
  pen.strokeStyle = colours.cursor;
  pen.globalAlpha = 0.7;
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, height);
  pen.stroke();
  pen.globalAlpha = 1;
  for (const one of placed) drawReadings(pen, one, one.lane.id === active, readings, x, width, colours);
}

function drawSelection(
  pen: Pen,
  selection: TimeRange,
  xOf: (time: number) => number,
  width: number,
  height: number,
  colours: Colours,
): void {
  const left = Math.max(-1, xOf(selection.start));
  const right = Math.min(width + 1, xOf(selection.end));
  if (right <= left) return;
  pen.fillStyle = colours.selection;
  pen.fillRect(left, 0, right - left, height);
  pen.fillStyle = colours["selection-edge"];
  pen.fillRect(Math.round(left), 0, 1, height);
  pen.fillRect(Math.round(right) - 1, 0, 1, height);
}

/** The line that the lane is held against, from hour to hour. */
function drawMedian(
  pen: Pen,
  { lane, top, height, scale }: PlacedLane,
  range: TimeRange,
  xOf: (time: number) => number,
  colours: Colours,
): void {
  if (lane.kind !== "metric" || scale === undefined) return;
  const [first] = lane.traces;
  const band = first === undefined ? undefined : visiblePart(measuredAgainst(first, lane.against), range).band;
  if (band === undefined) return;
  const yOf = valueToY(scale, top, height);
  pen.strokeStyle = colours.median;
  pen.lineWidth = 1;
  pen.beginPath();
  band.times.forEach((time, step) => {
    const value = band.median[step] ?? Number.NaN;
    if (!Number.isNaN(value)) pen.lineTo(xOf(time), yOf(value));
  });
  pen.stroke();
}

/**
 * A lane's numbers beside the cursor, on a plate that keeps them readable: all of them and a line for each trace in the
 * lane that is looked at, value and residual in the others, so that the lines stay in sight.
 */
function drawReadings(
  pen: Pen,
  { lane, top, height, scale }: PlacedLane,
  isLookedAt: boolean,
  readings: readonly LaneReading[],
  x: number,
  width: number,
  colours: Colours,
): void {
  if (lane.kind !== "metric" || scale === undefined) return;
  const own = readings.filter((reading) => reading.lane === lane.id);
  const lines = isLookedAt ? own.slice(0, Math.max(1, Math.floor((height - 4) / PLATE))) : own.slice(0, 1);
  pen.font = drawnFont;
  pen.textBaseline = "middle";
  lines.forEach((reading, line) => {
    const words = (line === 0 ? "" : `${reading.name}   `) + (isLookedAt ? readingWords : shortReading)(reading);
    const wide = pen.measureText(words).width + 2 * 5;
    const left = x + AWAY + wide > width ? Math.max(0, x - AWAY - wide) : x + AWAY;
    const y = top + 2 + line * PLATE;
    pen.fillStyle = colours.bar;
    pen.globalAlpha = 0.88;
    pen.fillRect(left, y, wide, PLATE);
    pen.globalAlpha = 1;
    pen.fillStyle = reading.isOutside ? colours.alarm : colours.text;
    pen.fillText(words, left + 5, y + PLATE / 2 + 0.5);
  });
  const [first] = own;
  if (first === undefined) return;
  pen.fillStyle = first.isOutside ? colours.alarm : colours[lane.colour];
  pen.beginPath();
  pen.arc(x - 0.5, valueToY(scale, top, height)(first.amount), 3, 0, 2 * Math.PI);
  pen.fill();
}
