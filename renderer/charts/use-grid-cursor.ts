/**
 * A cursor over a grid of cells, moved by keys alone: arrows (Shift: coarse), Home and End along a row, page keys over
 * many rows. What a picture of many values is read by.
 */
import { useState, type KeyboardEvent } from "react";

export interface GridCell {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

export interface GridCursor {
  /** Inside the grid, however it has changed. */
  readonly cursor: GridCell;
  readonly onCursor: (cell: GridCell) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const ROWS_A_PAGE = 20;
/** A coarse step is this part of a row, and never fewer columns than the second number. */
const COARSE_SHARE = 0.05;
const LEAST_COARSE = 4;

/** `onMove` is told of moves by keys; Enter is `onEnter`'s. */
export function useGridCursor(
  size: GridSize,
  start: GridCell,
  { onMove, onEnter }: { readonly onMove?: (cell: GridCell) => void; readonly onEnter: (cell: GridCell) => void },
): GridCursor {
  const [chosen, setChosen] = useState(start);
  const cursor = inside(chosen, size);
  return {
    cursor,
    onCursor: setChosen,
    onKeyDown(event) {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter") onEnter(cursor);
      else {
        const next = movedTo(event.key, event.shiftKey, cursor, size);
        if (next === undefined) return;
        setChosen(next);
        onMove?.(next);
      }
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function inside({ row, column }: GridCell, { rows, columns }: GridSize): GridCell {
  const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
  return { row: within(row, rows), column: within(column, columns) };
}

/** The cell that a key leads to; `undefined` for keys that move nothing. */
export function movedTo(key: string, isCoarse: boolean, cursor: GridCell, size: GridSize): GridCell | undefined {
  const step = isCoarse ? Math.max(LEAST_COARSE, Math.round(size.columns * COARSE_SHARE)) : 1;
  const by = (rows: number, columns: number): GridCell =>
    inside({ row: cursor.row + rows, column: cursor.column + columns }, size);
  switch (key) {
    case "ArrowUp":
      return by(-1, 0);
    case "ArrowDown":
      return by(1, 0);
    case "PageUp":
      return by(-ROWS_A_PAGE, 0);
    case "PageDown":
      return by(ROWS_A_PAGE, 0);
    case "ArrowLeft":
      return by(0, -step);
    case "ArrowRight":
      return by(0, step);
    case "Home":
      return { row: cursor.row, column: 0 };
    case "End":
      return { row: cursor.row, column: size.columns - 1 };
    default:
      return undefined;
  }
}
