/** The edge between two parts of the window: dragged with the pointer, or moved with the arrow keys. */
import { useRef } from "react";

const STEP = 16;

export function Sash({
  label,
  direction,
  size,
  min,
  max,
  onResize,
}: {
  readonly label: string;
  /** Where the part grows to as the pointer moves: a side bar on the left grows to the right. */
  readonly direction: "right" | "left" | "up";
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (size: number) => void;
}) {
  const start = useRef<{ at: number; size: number } | undefined>(undefined);
  const isVertical = direction !== "up";
  const sign = direction === "right" ? 1 : -1;
  const bounded = (next: number): number => Math.min(max, Math.max(min, next));
  const keys: Readonly<Record<string, number>> = isVertical
    ? { ArrowRight: sign, ArrowLeft: -sign }
    : { ArrowUp: 1, ArrowDown: -1 };

  return (
    <div
      className={`sash ${isVertical ? "vertical" : "horizontal"}`}
      role="separator"
      tabIndex={-1}
      aria-label={label}
      aria-orientation={isVertical ? "vertical" : "horizontal"}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: isVertical ? event.clientX : event.clientY, size };
      }}
      onPointerMove={(event) => {
        if (start.current === undefined) return;
        const moved = (isVertical ? event.clientX : event.clientY) - start.current.at;
        onResize(bounded(start.current.size + sign * moved));
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
      onKeyDown={(event) => {
        const step = keys[event.key];
        if (step !== undefined) onResize(bounded(size + step * STEP));
      }}
    />
  );
}
