import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { formatTick } from "../format/measure.ts";
import type { PlacedLane } from "./lane-layout.ts";
import type { LaneReading } from "./reading.ts";

const LOWEST = 36;
const HIGHEST = 400;
const HEIGHT_STEP = 12;
const DRAG_PIXELS = 4;

export interface LaneGutterProps {
  readonly placed: PlacedLane;
  readonly isActive: boolean;
  readonly readings: readonly LaneReading[];
  readonly onHeight: (height: number) => void;
  readonly onTable: () => void;
  /** Moves the lane up or down by a place. */
  readonly onStep: (step: 1 | -1) => void;
  readonly onHide: () => void;
  /** The lane is being dragged and the pointer is at `y` of the window; `undefined` where it was let go. */
  readonly onDrag: (y: number | undefined) => void;
}

/** The head of a lane beside the chart: its name, its scale, and what it reads under the cursor. */
export function LaneGutter(props: LaneGutterProps) {
  const { placed, isActive, readings, onHeight, onTable, onStep, onHide, onDrag } = props;
  const { lane, height, scale } = placed;
  const own = readings.filter((reading) => reading.lane === lane.id);
  const pressed = useRef<{ y: number; isDrag: boolean } | undefined>(undefined);
  const wasDragged = useRef(false);

  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const up = event.key === "ArrowUp";
    if (event.key === "Delete") onHide();
    else if (!up && event.key !== "ArrowDown") return;
    else if (event.altKey) onStep(up ? -1 : 1);
    else if (event.shiftKey && lane.kind === "metric") {
      onHeight(Math.min(HIGHEST, Math.max(LOWEST, height + (up ? -HEIGHT_STEP : HEIGHT_STEP))));
    } else neighbour(event.currentTarget, up ? -1 : 1)?.focus();
    event.preventDefault();
  };

  return (
    <div className={`lane-gutter ${lane.kind}${isActive ? " active" : ""}`} style={{ height }}>
      <button
        type="button"
        className="lane-title"
        data-lane={lane.id}
        title={`${lane.title}: drag, or Alt+↑ and Alt+↓, moves the lane; Shift+↑ and Shift+↓ change its height; Delete hides it; a click or Enter lists what it shows`}
        onKeyDown={onKeyDown}
        onClick={() => {
          if (!wasDragged.current) onTable();
          wasDragged.current = false;
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pressed.current = { y: event.clientY, isDrag: false };
        }}
        onPointerMove={(event) => {
          if (pressed.current === undefined) return;
          if (Math.abs(event.clientY - pressed.current.y) > DRAG_PIXELS) pressed.current.isDrag = true;
          if (pressed.current.isDrag) onDrag(event.clientY);
        }}
        onPointerUp={() => {
          wasDragged.current = pressed.current?.isDrag === true;
          pressed.current = undefined;
          if (wasDragged.current) onDrag(undefined);
        }}
      >
        {lane.kind === "metric" ? <span className="swatch" style={{ background: `var(--${lane.colour})` }} /> : null}
        {lane.title}
      </button>
      {lane.kind === "metric" && scale !== undefined ? (
        <span className="lane-top">
          {formatTick(lane.unit === "1" ? Math.min(1, scale.top) : scale.top, lane.unit)}
        </span>
      ) : null}
      {lane.kind === "marks" ? (
        <span className="lane-top" title={lane.key}>
          {lane.key.replaceAll(/[^◆▲●]+/g, " ")}
        </span>
      ) : null}
      {own.slice(0, Math.max(1, Math.floor((height - 20) / 15))).map((reading) => (
        <span key={reading.name} className={`lane-reading${reading.isOutside ? " alarm" : ""}`} title={reading.name}>
          {reading.value}
          {reading.normal === undefined ? null : <small title="normal range"> / {reading.normal}</small>}
        </span>
      ))}
      {lane.kind === "metric" ? <HeightHandle height={height} onHeight={onHeight} /> : null}
    </div>
  );
}

/** The title of the lane above or below. */
function neighbour(title: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const all = [...(title.closest(".lane-gutters")?.querySelectorAll<HTMLElement>(".lane-title") ?? [])];
  return all[all.indexOf(title) + step];
}

function HeightHandle({ height, onHeight }: { readonly height: number; readonly onHeight: (height: number) => void }) {
  const start = useRef<{ y: number; height: number } | undefined>(undefined);
  const follow = (event: PointerEvent<HTMLElement>): void => {
    if (start.current === undefined) return;
    const next = start.current.height + event.clientY - start.current.y;
    onHeight(Math.min(HIGHEST, Math.max(LOWEST, next)));
  };
  return (
    <span
      className="lane-handle"
      title="Drag to change the height"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { y: event.clientY, height };
      }}
      onPointerMove={follow}
      onPointerUp={() => {
        start.current = undefined;
      }}
    />
  );
}
