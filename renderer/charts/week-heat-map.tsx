/** The hours of the week as a map: seven days down, twenty-four hours across. */
import { useCallback, type KeyboardEvent } from "react";
import type { Colours, ColourName } from "./colours.ts";
import { Figure, type FigureMargin, type FigureSpec } from "./figure.tsx";
import type { GridCell, GridSize } from "./use-grid-cursor.ts";

export const weekDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** A row a day, a column an hour. */
export const weekSize: GridSize = { rows: weekDays.length, columns: 24 };

const HEIGHT = 150;
const margin: FigureMargin = { l: 34, r: 4, t: 4, b: 20 };

/** `Tue 03:00`, of an hour counted from Monday midnight. */
export function hourOfWeekWords(hour: number): string {
  const day = weekDays[Math.floor(hour / weekSize.columns)] ?? "";
  return `${day} ${String(hour % weekSize.columns).padStart(2, "0")}:00`;
}

export function WeekHeatMap({
  label,
  values,
  limits,
  colour,
  cursor,
  onCursor,
  onKeyDown,
}: {
  readonly label: string;
  /** One value an hour of the week, Monday 00:00 first; NaN where nothing is known. */
  readonly values: Float64Array;
  /** The values that are drawn palest and strongest, the same for maps that are compared. */
  readonly limits: readonly [number, number];
  readonly colour: ColourName;
  readonly cursor: GridCell;
  readonly onCursor: (cell: GridCell) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { rows, columns } = weekSize;
  const spec = useCallback(
    (colours: Colours): FigureSpec => ({
      traces: [
        {
          type: "heatmap",
          x: Array.from({ length: columns }, (_, hour) => hour),
          y: weekDays,
          z: weekDays.map((_, day) => Array.from(values.subarray(day * columns, (day + 1) * columns))),
          hoverinfo: "skip",
          zmin: limits[0],
          zmax: limits[1],
          xgap: 1,
          ygap: 1,
          showscale: false,
          colorscale: [
            [0, colours.grid],
            [1, colours[colour]],
          ],
        },
      ],
      layout: {
        xaxis: {
          tickvals: [0, 6, 12, 18],
          ticktext: ["00:00", "06:00", "12:00", "18:00"],
          fixedrange: true,
          showgrid: false,
          zeroline: false,
        },
        yaxis: { autorange: "reversed", fixedrange: true, showgrid: false },
      },
    }),
    [values, limits, colour, columns],
  );
  return (
    <Figure
      label={label}
      height={HEIGHT}
      margin={margin}
      spec={spec}
      cursor={{ left: cursor.column / columns, top: cursor.row / rows, width: 1 / columns, height: 1 / rows }}
      onKeyDown={onKeyDown}
      onPoint={(x, y) => onCursor({ row: Math.floor(y * rows), column: Math.floor(x * columns) })}
    />
  );
}
