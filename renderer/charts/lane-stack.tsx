/**
 * Lanes over one time axis.
 *
 * Drawn on canvas: with eight lanes of a thousand columns plotly's SVG took 370 ms for the first figure and 100 to
 * 190 ms for every next one on a machine without a GPU, a canvas 20 to 30 ms. Panning has to follow the hand, so the
 * lanes are ours and plotly draws the figures that stand still (figure.tsx).
 */
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { TimeRange, Timestamp } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { formatSeconds } from "../format/time.ts";
import { useColours } from "./colours.ts";
import { drawInFrame } from "./draw-in-frame.ts";
import { drawOverlay } from "./draw-overlay.ts";
import { drawAxis, drawLanes, prepare } from "./draw-stack.ts";
import type { LaneControls } from "./lane-controls.ts";
import type { Lane, LaneHit } from "./lane.ts";
import { heightOf, hitTest, layLanes } from "./lane-layout.ts";
import { LaneGutter } from "./lane-gutter.tsx";
import { laneSummary, pointableAt, spokenReading } from "./lane-summary.ts";
import { readLanes, type LaneReading } from "./reading.ts";
import { timeTicks } from "./time-ticks.ts";
import { useLaneGestures, type LaneGestures } from "./use-lane-gestures.ts";
import { useLaneKeys } from "./use-lane-keys.ts";
import { useLaneOrder } from "./use-lane-order.ts";
import { useSize } from "./use-size.ts";

export interface LaneStackProps {
  readonly label: string;
  readonly lanes: readonly Lane[];
  readonly controls: LaneControls;
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

export const AXIS = 24;
export const PIXELS_A_TICK = 90;
/** How far from the cursor an event may stand and still be what it stands on. */
const REACH_PIXELS = 4;

export function LaneStack(props: LaneStackProps) {
  const { label, lanes, controls, range, selection, zone, isSelecting, onWidth, onRange, onSelect, onOpen } = props;
  const { onTable, onReading } = props;
  const area = useRef<HTMLDivElement>(null);
  const axisCanvas = useRef<HTMLCanvasElement>(null);
  const laneCanvas = useRef<HTMLCanvasElement>(null);
  const overlayCanvas = useRef<HTMLCanvasElement>(null);
  const axisArea = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const gutters = useRef<HTMLDivElement>(null);
  const colours = useColours();
  const { width } = useSize(area);
  const { height: available } = useSize(scroll);
  const [cursor, setCursor] = useState<Timestamp>();
  const [active, setActive] = useState<string>();
  const [pointed, setPointed] = useState<LaneHit>();
  const [spoken, say] = useState("");
  const id = useId();

  const placed = useMemo(() => layLanes(lanes, controls.heights, available), [lanes, controls.heights, available]);
  const height = heightOf(placed);
  const ticks = useMemo(() => timeTicks(range, zone, width / PIXELS_A_TICK), [range, zone, width]);
  const readings = useMemo(() => (cursor === undefined ? [] : readLanes(lanes, cursor)), [lanes, cursor]);
  const order = useLaneOrder(placed, controls, gutters, say);

  useEffect(() => {
    if (width > 0) onWidth(width);
  }, [width, onWidth]);
  useEffect(() => onReading(cursor, readings), [cursor, readings, onReading]);

  useLayoutEffect(
    () =>
      drawInFrame(() => {
        if (laneCanvas.current === null || axisCanvas.current === null || width === 0) return;
        const lanesContext = prepare(laneCanvas.current, width, height);
        if (lanesContext !== undefined) drawLanes(lanesContext, placed, range, width, ticks, colours);
        const axisContext = prepare(axisCanvas.current, width, AXIS);
        if (axisContext !== undefined) drawAxis(axisContext, range, width, AXIS, ticks, colours);
      }),
    [placed, range, width, height, ticks, colours],
  );
  useLayoutEffect(
    () =>
      drawInFrame(() => {
        if (overlayCanvas.current === null || width === 0) return;
        const context = prepare(overlayCanvas.current, width, height);
        if (context === undefined) return;
        drawOverlay(
          context,
          { placed, range, width, height, cursor, active, selection, readings, dropAt: order.dropAt },
          colours,
        );
      }),
    [placed, range, width, height, cursor, active, selection, readings, order.dropAt, colours],
  );

  const onClick = (x: number, y: number): void => {
    const hit = hitTest(placed, range, width, x, y);
    if (hit !== undefined) onOpen(hit);
  };
  const gestures: LaneGestures = { range, width, isSelecting, onRange, onSelect, onCursor: setCursor, onClick };
  const onLanes = useLaneGestures(gestures, area, false);
  const onAxis = useLaneGestures(gestures, axisArea, true);

  const reach = ((range.end - range.start) / Math.max(1, width)) * REACH_PIXELS;
  const moveCursor = useCallback(
    (time: Timestamp): void => {
      setCursor(time);
      const lane = lanes.find((one) => one.id === active) ?? lanes[0];
      if (lane === undefined) return;
      const words = spokenReading(lane, readLanes([lane], time), pointableAt(lane, time, reach));
      say(`${formatSeconds(time, zone)}: ${words}`);
    },
    [lanes, active, reach, zone],
  );
  const onKeyDown = useLaneKeys({
    lanes,
    range,
    width,
    cursor,
    active,
    onCursor: moveCursor,
    onActive: useCallback(
      (lane: Lane) => {
        setActive(lane.id);
        say(laneSummary(lane, range));
      },
      [range],
    ),
    onRange,
    onSelect,
    onOpenAt: (lane, time) => {
      const there = pointableAt(lane, time, reach);
      if (there !== undefined) onOpen({ ...there, lane: lane.id });
    },
    onTable,
  });

  return (
    <div className="lane-stack">
      <div className="lane-axis">
        <span className="lane-zone">{zone.name}</span>
        <div ref={axisArea} className="lane-axis-area" title="Drag to select a span" {...onAxis}>
          <canvas ref={axisCanvas} style={{ width, height: AXIS }} />
        </div>
      </div>
      <div ref={scroll} className="lane-scroll">
        <div ref={gutters} className="lane-gutters">
          {placed.map((one) => (
            <LaneGutter
              key={one.lane.id}
              placed={one}
              isActive={one.lane.id === active}
              readings={readings}
              onHeight={(next) => controls.onHeight(one.lane.id, next)}
              onTable={() => onTable(one.lane.id)}
              onStep={(step) => order.onStep(one.lane.id, step)}
              onHide={() => controls.onHide(one.lane.id)}
              onDrag={(y) => order.onDrag(one.lane.id, y)}
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
            const y = event.clientY - box.top;
            const hit = hitTest(placed, range, width, event.clientX - box.left, y);
            setPointed((before) => (before?.id === hit?.id ? before : hit));
            setActive(placed.find(({ top, height: tall }) => y >= top && y < top + tall)?.lane.id);
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
        {spoken}
      </p>
    </div>
  );
}
