/** A timeline as a picture that explains itself: title, axis with its zone, the lanes with their names, a key. */
import type { TimeRange } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { formatTick } from "../format/measure.ts";
import type { Colours } from "./colours.ts";
import { drawnFont } from "./colours.ts";
import { drawAxis, drawLanes } from "./draw-stack.ts";
import type { Lane } from "./lane.ts";
import { heightOf, layLanes, type PlacedLane } from "./lane-layout.ts";
import type { Pen } from "./pen.ts";
import { timeTicks } from "./time-ticks.ts";

export interface Picture {
  readonly title: string;
  readonly lanes: readonly Lane[];
  readonly heights: Readonly<Record<string, number>>;
  readonly range: TimeRange;
  readonly zone: Zone;
  /** What the band and the dashes mean, a line each. */
  readonly key: readonly string[];
}

export const PICTURE_WIDTH = 1_400;
const GUTTER = 150;
const HEAD = 30;
const AXIS = 24;
const LINE = 16;
const MARGIN = 12;
const PIXELS_A_TICK = 90;
/** What metric lanes may share: as on a large screen. */
const AVAILABLE = 900;

export function pictureHeight(picture: Picture): number {
  return HEAD + AXIS + heightOf(place(picture)) + MARGIN + picture.key.length * LINE + MARGIN;
}

export function drawPicture(pen: Pen, picture: Picture, colours: Colours): void {
  const { title, range, zone, key } = picture;
  const width = PICTURE_WIDTH - GUTTER;
  const placed = place(picture);
  const ticks = timeTicks(range, zone, width / PIXELS_A_TICK);
  pen.fillStyle = colours.editor;
  pen.fillRect(0, 0, PICTURE_WIDTH, pictureHeight(picture));
  pen.textBaseline = "middle";
  pen.font = `600 ${drawnFont.replace("11px", "13px")}`;
  pen.fillStyle = colours.strong;
  pen.fillText(title, MARGIN, HEAD / 2 + 2);
  pen.font = drawnFont;
  pen.fillStyle = colours.muted;
  pen.fillText(zone.name, MARGIN, HEAD + AXIS / 2);
  pen.save();
  pen.translate(GUTTER, HEAD);
  drawAxis(pen, range, width, AXIS, ticks, colours);
  pen.translate(0, AXIS);
  drawLanes(pen, placed, range, width, ticks, colours);
  pen.restore();
  for (const one of placed) drawName(pen, one, HEAD + AXIS, colours);
  const foot = HEAD + AXIS + heightOf(placed) + MARGIN;
  pen.fillStyle = colours.muted;
  key.forEach((line, index) => pen.fillText(line, MARGIN, foot + index * LINE + LINE / 2));
}

function drawName(pen: Pen, { lane, top, height, scale }: PlacedLane, origin: number, colours: Colours): void {
  const y = origin + top;
  pen.font = drawnFont;
  pen.textBaseline = "middle";
  if (lane.kind === "metric") {
    pen.fillStyle = colours[lane.colour];
    pen.fillRect(MARGIN, y + 6, 8, 8);
  }
  pen.fillStyle = colours.text;
  pen.fillText(lane.title, MARGIN + 14, y + 10);
  if (lane.kind === "metric" && scale !== undefined) {
    pen.fillStyle = colours.muted;
    pen.fillText(
      `to ${formatTick(lane.unit === "1" ? Math.min(1, scale.top) : scale.top, lane.unit)}`,
      MARGIN + 14,
      y + 24,
    );
  }
  pen.strokeStyle = colours.border;
  pen.beginPath();
  pen.moveTo(0, y + height - 0.5);
  pen.lineTo(GUTTER, y + height - 0.5);
  pen.stroke();
}

function place({ lanes, heights }: Picture): readonly PlacedLane[] {
  return layLanes(lanes, heights, AVAILABLE);
}
