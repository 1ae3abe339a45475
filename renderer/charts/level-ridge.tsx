/** A ridge: for each of several hosts how often it stands at which level, one above the other; one is highlighted. */
import { useCallback, type KeyboardEvent } from "react";
import { formatTick } from "../format/measure.ts";
import type { Colours } from "./colours.ts";
import { Figure, type FigureMargin, type FigureSpec } from "./figure.tsx";
import type { GridCell } from "./use-grid-cursor.ts";
import { valueScale } from "./value-scale.ts";

export interface RidgeRow {
  readonly name: string;
  /** At each step of level, least first. */
  readonly shares: Float64Array;
}

const ROW = 28;
/** How much of its row the highest peak fills: rows that overlap could not be told apart. */
const PEAK = 0.9;
const margin: FigureMargin = { l: 110, r: 24, t: 4, b: 24 };

export function LevelRidge({
  label,
  rows,
  highlighted,
  top,
  unit,
  cursor,
  onCursor,
  onKeyDown,
}: {
  readonly label: string;
  /** From the top down; all with the same steps. */
  readonly rows: readonly RidgeRow[];
  /** The row that is meant. */
  readonly highlighted: string;
  /** Where the last step ends. */
  readonly top: number;
  readonly unit: string;
  readonly cursor: GridCell;
  readonly onCursor: (cell: GridCell) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const steps = rows[0]?.shares.length ?? 1;
  const spec = useCallback(
    (colours: Colours) => ridgeSpec(rows, highlighted, top, unit, colours),
    [rows, highlighted, top, unit],
  );
  return (
    <Figure
      label={label}
      height={rows.length * ROW + margin.t + margin.b}
      margin={margin}
      spec={spec}
      cursor={{
        left: cursor.column / steps,
        top: cursor.row / rows.length,
        width: 1 / steps,
        height: 1 / rows.length,
      }}
      onKeyDown={onKeyDown}
      onPoint={(x, y) => onCursor({ row: Math.floor(y * rows.length), column: Math.floor(x * steps) })}
    />
  );
}

function ridgeSpec(
  rows: readonly RidgeRow[],
  highlighted: string,
  top: number,
  unit: string,
  colours: Colours,
): FigureSpec {
  const feet = rows.map((_, row) => rows.length - 1 - row);
  const scale = valueScale(top, unit);
  return {
    traces: rows.map(({ name, shares }, row) => {
      const foot = feet[row] ?? 0;
      // Each row by its own peak: a shape is compared, not how narrow it is.
      const height = PEAK / Math.max(Number.EPSILON, ...shares);
      const middles = Array.from(shares, (_, step) => ((step + 0.5) / shares.length) * top);
      const isMeant = name === highlighted;
      return {
        type: "scatter" as const,
        mode: "lines" as const,
        hoverinfo: "skip" as const,
        x: [0, ...middles, top, 0],
        y: [foot, ...Array.from(shares, (share) => foot + share * height), foot, foot],
        fill: "toself" as const,
        fillcolor: isMeant ? colours.selection : colours.band,
        line: { width: isMeant ? 1.5 : 1, color: isMeant ? colours.cpu : colours.median },
      };
    }),
    layout: {
      xaxis: {
        range: [0, top],
        tickvals: scale.ticks.filter((tick) => tick <= top),
        ticktext: scale.ticks.filter((tick) => tick <= top).map((tick) => formatTick(tick, unit)),
        fixedrange: true,
        gridcolor: colours.grid,
        zeroline: false,
      },
      yaxis: {
        range: [0, rows.length],
        tickvals: feet.map((foot) => foot + 0.4),
        ticktext: rows.map(({ name }) => (name === highlighted ? `<b>${escaped(name)}</b>` : escaped(name))),
        fixedrange: true,
        showgrid: false,
        zeroline: false,
      },
    },
  };
}

/** plotly reads marks of an axis as a kind of HTML. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
