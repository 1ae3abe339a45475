/**
 * A stack of lanes by keys alone: arrows move the cursor (Shift: coarse) and choose the lane, plus and minus zoom, page
 * keys move the span, Space opens what the cursor stands on, Enter opens the lane's table.
 */
import { useCallback, type KeyboardEvent } from "react";
import type { TimeRange, Timestamp } from "../../src/base/time.ts";
import { shift, zoomAround } from "../state/viewports.ts";
import type { Lane } from "./lane.ts";

export interface LaneKeys {
  readonly lanes: readonly Lane[];
  readonly range: TimeRange;
  readonly width: number;
  readonly cursor: Timestamp | undefined;
  /** Id of the lane that keys act on. */
  readonly active: string | undefined;
  readonly onCursor: (time: Timestamp) => void;
  readonly onActive: (lane: Lane) => void;
  readonly onRange: (range: TimeRange) => void;
  readonly onSelect: (range: TimeRange | undefined) => void;
  readonly onOpenAt: (lane: Lane, time: Timestamp) => void;
  readonly onTable: (lane: string) => void;
}

const COARSE = 20;
const ZOOM = 0.7;
/** Share of the span that a page moves by. */
const A_PAGE = 0.9;

export function useLaneKeys(keys: LaneKeys): (event: KeyboardEvent) => void {
  const { lanes, range, width, cursor, active, onCursor, onActive, onRange, onSelect, onOpenAt, onTable } = keys;
  return useCallback(
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const at = Math.max(
        0,
        lanes.findIndex((lane) => lane.id === active),
      );
      const lane = lanes[at];
      const centre = cursor ?? (Math.round((range.start + range.end) / 2) as Timestamp);
      const span = range.end - range.start;
      const step = (span / Math.max(1, width)) * (event.shiftKey ? COARSE : 1);
      const move = (by: number): void => {
        const next = Math.round(centre + by) as Timestamp;
        onCursor(next);
        if (next < range.start || next > range.end) onRange(shift(range, next - centre));
      };
      const choose = (by: number): void => {
        const next = lanes[Math.min(lanes.length - 1, Math.max(0, at + by))];
        if (next !== undefined) onActive(next);
      };
      const acts: Readonly<Record<string, () => void>> = {
        ArrowLeft: () => move(-step),
        ArrowRight: () => move(step),
        ArrowUp: () => choose(-1),
        ArrowDown: () => choose(1),
        Home: () => onCursor(range.start),
        End: () => onCursor((range.end - 1) as Timestamp),
        PageUp: () => onRange(shift(range, -span * A_PAGE)),
        PageDown: () => onRange(shift(range, span * A_PAGE)),
        "+": () => onRange(zoomAround(range, centre, ZOOM)),
        "=": () => onRange(zoomAround(range, centre, ZOOM)),
        "-": () => onRange(zoomAround(range, centre, 1 / ZOOM)),
        Escape: () => onSelect(undefined),
        " ": () => {
          if (lane !== undefined) onOpenAt(lane, centre);
        },
        Enter: () => {
          if (lane !== undefined) onTable(lane.id);
        },
      };
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    },
    [lanes, range, width, cursor, active, onCursor, onActive, onRange, onSelect, onOpenAt, onTable],
  );
}
