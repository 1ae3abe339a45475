/** Moving the lanes of a stack: where a dragged one would land, and a place up or down by key. */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { PlacedLane } from "./lane-layout.ts";
import type { LaneControls } from "./lane-controls.ts";

export interface LaneOrder {
  /** Pixels from the top at which a dragged lane would be put down. */
  readonly dropAt: number | undefined;
  readonly onDrag: (lane: string, y: number | undefined) => void;
  readonly onStep: (lane: string, step: 1 | -1) => void;
}

export function useLaneOrder(
  placed: readonly PlacedLane[],
  controls: LaneControls,
  gutters: RefObject<HTMLElement | null>,
  say: (sentence: string) => void,
): LaneOrder {
  const [target, setTarget] = useState<number>();
  const moved = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    // The page may take the focus off a title that it puts elsewhere.
    if (moved.current === undefined) return;
    const selector = `[data-lane="${CSS.escape(moved.current)}"]`;
    gutters.current?.querySelector<HTMLElement>(selector)?.focus();
    moved.current = undefined;
  }, [placed, gutters]);

  const onDrag = useCallback(
    (lane: string, y: number | undefined): void => {
      if (y !== undefined) {
        setTarget(placeAt(placed, y - (gutters.current?.getBoundingClientRect().top ?? 0)));
        return;
      }
      if (target !== undefined) controls.onMove(lane, placed[target]?.lane.id);
      setTarget(undefined);
    },
    [placed, controls, gutters, target],
  );
  const onStep = useCallback(
    (lane: string, step: 1 | -1): void => {
      const at = placed.findIndex((one) => one.lane.id === lane);
      const next = at + step;
      if (next < 0 || next >= placed.length) return;
      moved.current = lane;
      controls.onMove(lane, placed[step === 1 ? next + 1 : next]?.lane.id);
      say(`${placed[at]?.lane.title ?? ""} is lane ${String(next + 1)} of ${String(placed.length)} now.`);
    },
    [placed, controls, say],
  );
  const last = placed.at(-1);
  const end = last === undefined ? 0 : last.top + last.height;
  return { dropAt: target === undefined ? undefined : (placed[target]?.top ?? end), onDrag, onStep };
}

/** The place before the first lane whose middle lies below `y`; as many as there are lanes for the last place. */
export function placeAt(placed: readonly PlacedLane[], y: number): number {
  const below = placed.findIndex(({ top, height }) => y < top + height / 2);
  return below === -1 ? placed.length : below;
}
