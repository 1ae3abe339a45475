/**
 * Lanes over one time axis.
 *
 * Drawn on canvas: with eight lanes of a thousand columns plotly's SVG took 370 ms for the first figure and 100 to
 * 190 ms for every next one on a machine without a GPU, a canvas 20 to 30 ms. Panning has to follow the hand, so the
 * lanes are ours and plotly draws the figures that stand still (figure.tsx).
 */
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { TimeRange, Timestamp } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { formatSeconds } from "../format/time.ts";
import { shift, zoomAround } from "../state/viewports.ts";
import { useColours } from "./colours.ts";
import { drawAxis, drawLanes, drawOverlay, prepare } from "./draw-stack.ts";
import type { Lane, LaneHit } from "./lane.ts";
import { heightOf, hitTest, layLanes } from "./lane-layout.ts";
import { LaneGutter } from "./lane-gutter.tsx";
import { readLanes, type LaneReading } from "./reading.ts";
import { timeTicks } from "./time-ticks.ts";
import { useLaneGestures, type LaneGestures } from "./use-lane-gestures.ts";
import { useSize } from "./use-size.ts";

export interface LaneStackProps {
  readonly label: string;
  readonly lanes: readonly Lane[];
  readonly range: TimeRange;
  readonly selection: TimeRange | undefined;
  readonly zone: Zone;
  /** Whether a plain drag brushes a selection instead of moving. */
  readonly isSelecting: boolean;
  /** The width of the chart in pixels, from which the points to ask for follow. */
  readonly onWidth: (width: number) => void;
  readonly onRange: (range: TimeRange) => void;
  readonly onSelect: (range: TimeRange | undefined) => void;
  readonly onOpen: (hit: LaneHit) => void;
  readonly onTable: (lane: string) => void;
  readonly onReading: (time: Timestamp | undefined, readings: readonly LaneReading[]) => void;
}

const AXIS = 24;
const PIXELS_A_TICK = 90;

export function LaneStack(props: LaneStackProps) {
  const { label, lanes, range, selection, zone, isSelecting, onWidth, onRange, onSelect, onOpen, onTable } = props;
  const { onReading } = props;
  const area = useRef<HTMLDivElement>(null);
  const axisCanvas = useRef<HTMLCanvasElement>(null);
  const laneCanvas = useRef<HTMLCanvasElement>(null);
  const overlayCanvas = useRef<HTMLCanvasElement>(null);
  const axisArea = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const colours = useColours();
  const { width } = useSize(area);
  const { height: available } = useSize(scroll);
  const [heights, setHeights] = useState<Readonly<Record<string, number>>>({});
  const [cursor, setCursor] = useState<Timestamp>();
  const [pointed, setPointed] = useState<LaneHit>();
  const id = useId();

  const placed = useMemo(() => layLanes(lanes, heights, available), [lanes, heights, available]);
  const height = heightOf(placed);
  const ticks = useMemo(() => timeTicks(range, zone, width / PIXELS_A_TICK), [range, zone, width]);
  const readings = useMemo(() => (cursor === undefined ? [] : readLanes(lanes, cursor)), [lanes, cursor]);

  useEffect(() => {
    if (width > 0) onWidth(width);
  }, [width, onWidth]);
  useEffect(() => onReading(cursor, readings), [cursor, readings, onReading]);

  useLayoutEffect(() => {
    if (laneCanvas.current === null || axisCanvas.current === null || width === 0) return;
    const lanesContext = prepare(laneCanvas.current, width, height);
    if (lanesContext !== undefined) drawLanes(lanesContext, placed, range, width, ticks, colours);
    const axisContext = prepare(axisCanvas.current, width, AXIS);
    if (axisContext !== undefined) drawAxis(axisContext, range, width, AXIS, ticks, colours);
  }, [placed, range, width, height, ticks, colours]);
  useLayoutEffect(() => {
    if (overlayCanvas.current === null || width === 0) return;
    const context = prepare(overlayCanvas.current, width, height);
    if (context !== undefined) drawOverlay(context, range, width, height, cursor, selection, colours);
  }, [range, width, height, cursor, selection, colours]);

  const onClick = (x: number, y: number): void => {
    const hit = hitTest(placed, range, width, x, y);
    if (hit !== undefined) onOpen(hit);
  };
  const gestures: LaneGestures = { range, width, isSelecting, onRange, onSelect, onCursor: setCursor, onClick };
  const onLanes = useLaneGestures(gestures, area, false);
  const onAxis = useLaneGestures(gestures, axisArea, true);

  const onKeyDown = useCallback(
    (event: KeyboardEvent): void => {
      const perPixel = (range.end - range.start) / Math.max(1, width);
      const centre = cursor ?? (range.start + range.end) / 2;
      const step = perPixel * (event.shiftKey ? 20 : 1);
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        const next = centre + (event.key === "ArrowRight" ? step : -step);
        setCursor(Math.round(next) as Timestamp);
        if (next < range.start || next > range.end) onRange(shift(range, next - centre));
      } else if (event.key === "+" || event.key === "=") onRange(zoomAround(range, centre, 0.7));
      else if (event.key === "-") onRange(zoomAround(range, centre, 1 / 0.7));
      else if (event.key === "Escape") onSelect(undefined);
      else if (event.key === "Enter") {
        const first = lanes.find((lane) => lane.kind === "metric");
        if (first !== undefined) onTable(first.id);
      } else return;
      event.preventDefault();
    },
    [range, width, cursor, lanes, onRange, onSelect, onTable],
  );

  return (
    <div className="lane-stack">
      <div className="lane-axis">
        <span className="lane-zone">{zone.name}</span>
        <div ref={axisArea} className="lane-axis-area" title="Drag to select a span" {...onAxis}>
          <canvas ref={axisCanvas} style={{ width, height: AXIS }} />
        </div>
      </div>
      <div ref={scroll} className="lane-scroll">
        <div className="lane-gutters">
          {placed.map((one) => (
            <LaneGutter
              key={one.lane.id}
              placed={one}
              readings={readings}
              onHeight={(next) => setHeights((before) => ({ ...before, [one.lane.id]: next }))}
              onTable={() => onTable(one.lane.id)}
            />
          ))}
        </div>
        <div
          ref={area}
          className={`lane-area${isSelecting ? " selecting" : ""}`}
          style={{ height }}
          role="application"
          tabIndex={0}
          aria-label={label}
          aria-describedby={id}
          title={pointed?.title}
          onKeyDown={onKeyDown}
          {...onLanes}
          onPointerMove={(event) => {
            onLanes.onPointerMove(event);
            const box = event.currentTarget.getBoundingClientRect();
            const hit = hitTest(placed, range, width, event.clientX - box.left, event.clientY - box.top);
            setPointed((before) => (before?.id === hit?.id ? before : hit));
          }}
        >
          <canvas ref={laneCanvas} style={{ width, height }} />
          <canvas ref={overlayCanvas} className="lane-overlay" style={{ width, height }} />
          {placed.map(({ lane, top, height: tall }) =>
            lane.kind !== "metric" && (lane.kind === "spans" ? lane.spans : lane.marks).length === 0 ? (
              <p key={lane.id} className="lane-empty" style={{ top, height: tall, lineHeight: `${String(tall)}px` }}>
                {lane.empty}
              </p>
            ) : null,
          )}
        </div>
      </div>
      <p id={id} className="visually-hidden" aria-live="polite">
        {cursor === undefined ? "" : cursorWords(cursor, readings, zone)}
      </p>
    </div>
  );
}

function cursorWords(cursor: Timestamp, readings: readonly LaneReading[], zone: Zone): string {
  const lines = readings.map((one) => `${one.title} ${one.value}${one.isOutside ? ", outside the normal range" : ""}`);
  return `${formatSeconds(cursor, zone)}: ${lines.join("; ")}`;
}
