/**
 * Pointer and wheel on a stack of lanes. Drag moves the span that is shown; with Shift, in selecting mode, or on the
 * axis it brushes a selection. The wheel zooms around the pointer, with Shift it moves; a click hits what is there.
 */
import { useEffect, useRef, type PointerEvent, type RefObject } from "react";
import type { TimeRange, Timestamp } from "../../src/base/time.ts";
import { shift, zoomAround } from "../state/viewports.ts";

export interface LaneGestures {
  readonly range: TimeRange;
  readonly width: number;
  readonly isSelecting: boolean;
  readonly onRange: (range: TimeRange) => void;
  readonly onSelect: (range: TimeRange | undefined) => void;
  readonly onCursor: (time: Timestamp | undefined) => void;
  readonly onClick: (x: number, y: number) => void;
}

interface Drag {
  readonly kind: "pan" | "brush";
  readonly x: number;
  readonly y: number;
  readonly range: TimeRange;
  hasMoved: boolean;
}

const CLICK_PIXELS = 3;
const ZOOM_PER_PIXEL = 0.0016;

export interface LanePointerHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerLeave: () => void;
}

/** Handlers for the area of the lanes; `wheelTarget` is where the wheel zooms. `isAxis` is for the axis above. */
export function useLaneGestures(
  gestures: LaneGestures,
  wheelTarget: RefObject<HTMLElement | null>,
  isAxis: boolean,
): LanePointerHandlers {
  const latest = useRef(gestures);
  latest.current = gestures;
  const drag = useRef<Drag | undefined>(undefined);

  useEffect(() => {
    const element = wheelTarget.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      const { range, width, onRange } = latest.current;
      event.preventDefault();
      const perPixel = (range.end - range.start) / width;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        onRange(shift(range, sideways * perPixel));
        return;
      }
      const x = event.clientX - element.getBoundingClientRect().left;
      onRange(zoomAround(range, range.start + x * perPixel, Math.exp(event.deltaY * ZOOM_PER_PIXEL)));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [wheelTarget]);

  const place = (event: PointerEvent<HTMLElement>): { x: number; y: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const timeAt = (x: number, range: TimeRange): Timestamp => {
    const perPixel = (range.end - range.start) / latest.current.width;
    return Math.round(range.start + x * perPixel) as Timestamp;
  };

  return {
    onPointerDown(event) {
      if (event.button !== 0) return;
      const { x, y } = place(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      const isBrush = isAxis || event.shiftKey || latest.current.isSelecting;
      drag.current = { kind: isBrush ? "brush" : "pan", x, y, range: latest.current.range, hasMoved: false };
    },
    onPointerMove(event) {
      const { x } = place(event);
      const { onRange, onSelect, onCursor, range } = latest.current;
      const started = drag.current;
      if (started === undefined) {
        onCursor(timeAt(x, range));
        return;
      }
      if (Math.abs(x - started.x) > CLICK_PIXELS) started.hasMoved = true;
      if (!started.hasMoved) return;
      if (started.kind === "brush") {
        const [from, to] = [timeAt(Math.min(x, started.x), range), timeAt(Math.max(x, started.x), range)];
        onSelect({ start: from, end: to });
      } else {
        onRange(shift(started.range, (started.x - x) * ((range.end - range.start) / latest.current.width)));
      }
    },
    onPointerUp(event) {
      const started = drag.current;
      drag.current = undefined;
      if (started === undefined || started.hasMoved) return;
      const { x, y } = place(event);
      if (started.kind === "brush") latest.current.onSelect(undefined);
      latest.current.onClick(x, y);
    },
    onPointerLeave() {
      if (drag.current === undefined) latest.current.onCursor(undefined);
    },
  };
}
