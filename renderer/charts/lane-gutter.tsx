import { useRef } from "react";
import { formatTick } from "../format/measure.ts";
import type { PlacedLane } from "./lane-layout.ts";
import type { LaneReading } from "./reading.ts";

const LOWEST = 36;
const HIGHEST = 400;

/** The head of a lane beside the chart: its name, its scale, and what it reads under the cursor. */
export function LaneGutter({
  placed,
  readings,
  onHeight,
  onTable,
}: {
  readonly placed: PlacedLane;
  readonly readings: readonly LaneReading[];
  readonly onHeight: (height: number) => void;
  readonly onTable: () => void;
}) {
  const { lane, height, scale } = placed;
  const own = readings.filter((reading) => reading.lane === lane.id);
  return (
    <div className={`lane-gutter ${lane.kind}`} style={{ height }}>
      {lane.kind === "metric" ? (
        <button type="button" className="lane-title" title={`${lane.title}: show as a table`} onClick={onTable}>
          <span className="swatch" style={{ background: `var(--${lane.colour})` }} />
          {lane.title}
        </button>
      ) : (
        <span className="lane-title">{lane.title}</span>
      )}
      {lane.kind === "metric" && scale !== undefined ? (
        <span className="lane-top">
          {formatTick(lane.unit === "1" ? Math.min(1, scale.top) : scale.top, lane.unit)}
        </span>
      ) : null}
      {own.slice(0, Math.max(1, Math.floor((height - 20) / 15))).map((reading) => (
        <span key={reading.host} className={`lane-reading${reading.isOutside ? " alarm" : ""}`}>
          {reading.value}
          {reading.normal === undefined ? null : <small title="normal range"> / {reading.normal}</small>}
        </span>
      ))}
      {lane.kind === "metric" ? <HeightHandle height={height} onHeight={onHeight} /> : null}
    </div>
  );
}

function HeightHandle({ height, onHeight }: { readonly height: number; readonly onHeight: (height: number) => void }) {
  const start = useRef<{ y: number; height: number } | undefined>(undefined);
  return (
    <span
      className="lane-handle"
      title="Drag to change the height"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { y: event.clientY, height };
      }}
      onPointerMove={(event) => {
        if (start.current === undefined) return;
        const next = start.current.height + event.clientY - start.current.y;
        onHeight(Math.min(HIGHEST, Math.max(LOWEST, next)));
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
    />
  );
}
