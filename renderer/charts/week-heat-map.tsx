/** The hours of the week as a map: seven days down, twenty-four hours across. */
import { useCallback } from "react";
import { BINS } from "../../src/model/calendar.ts";
import { formatMeasure } from "../format/measure.ts";
import type { Colours } from "./colours.ts";
import { Figure, type FigureSpec } from "./figure.tsx";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export function WeekHeatMap({
  label,
  values,
  unit,
  limits,
  colour,
}: {
  readonly label: string;
  /** One value an hour of the week, Monday 00:00 first; NaN where nothing is known. */
  readonly values: Float64Array;
  readonly unit: string;
  /** The values that are drawn palest and strongest, the same for maps that are compared. */
  readonly limits: readonly [number, number];
  readonly colour: "cpu" | "alarm";
}) {
  const spec = useCallback(
    (colours: Colours): FigureSpec => {
      const hours = BINS / days.length;
      const rows = days.map((_, day) => Array.from(values.subarray(day * hours, (day + 1) * hours)));
      return {
        traces: [
          {
            type: "heatmap",
            x: Array.from({ length: hours }, (_, hour) => hour),
            y: days,
            z: rows,
            text: rows.map((row, day) =>
              row.map(
                (value, hour) =>
                  `${days[day] ?? ""} ${String(hour).padStart(2, "0")}:00  ${formatMeasure(value, unit)}`,
              ),
            ),
            hoverinfo: "text",
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
          margin: { l: 34, r: 4, t: 4, b: 20 },
          xaxis: {
            tickvals: [0, 6, 12, 18],
            ticktext: ["00:00", "06:00", "12:00", "18:00"],
            fixedrange: true,
            showgrid: false,
            zeroline: false,
          },
          yaxis: { autorange: "reversed", fixedrange: true, showgrid: false },
        },
      };
    },
    [values, unit, limits, colour],
  );
  return <Figure label={label} height={150} spec={spec} />;
}
