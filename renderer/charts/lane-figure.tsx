/** A metric with its load line as a small figure that stands still: before, inside and after an episode. */
import { useCallback, useMemo } from "react";
import type { LaneData } from "../../src/model/lane.ts";
import { timestamp, type TimeRange } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { formatTick } from "../format/measure.ts";
import { formatTime } from "../format/time.ts";
import type { ColourName, Colours } from "./colours.ts";
import { Figure, FigureReadout, type FigureSpec } from "./figure.tsx";
import type { MetricLane } from "./lane.ts";
import { laneSummary } from "./lane-summary.ts";
import { bandSteps, nearestPoint, outsideBand } from "./load-line.ts";
import { readingWords, readLanes } from "./reading.ts";
import { timeTicks } from "./time-ticks.ts";
import { useGridCursor } from "./use-grid-cursor.ts";
import { valueScale } from "./value-scale.ts";

export interface LaneFigureProps {
  readonly lane: LaneData;
  readonly colour: ColourName;
  readonly range: TimeRange;
  /** The span to mark, cut at the edges. */
  readonly marked: TimeRange;
  readonly zone: Zone;
  /** Enter on the figure: its points as a table. */
  readonly onTable: () => void;
}

const HEIGHT = 120;
const TICKS = 9;
/** Share of the figure's height from which a distance to the band can be seen. */
const SEEN = 0.02;

export function LaneFigure({ lane, colour, range, marked, zone, onTable }: LaneFigureProps) {
  const { times } = lane.envelope;
  const spec = useCallback(
    (colours: Colours) => laneSpec({ lane, colour, range, marked, zone }, colours),
    [lane, colour, range, marked, zone],
  );
  const metricLane = useMemo(
    (): MetricLane => ({
      kind: "metric",
      id: lane.metric,
      title: lane.title,
      unit: lane.unit,
      colour,
      against: "own",
      traces: [{ ...lane, name: lane.host }],
    }),
    [lane, colour],
  );
  const summary = useMemo(() => laneSummary(metricLane, range), [metricLane, range]);
  const { cursor, onCursor, onKeyDown } = useGridCursor(
    { rows: 1, columns: times.length },
    { row: 0, column: nearestPoint(times, marked.start) },
    { onEnter: onTable },
  );
  const time = times[cursor.column];
  const width = range.end - range.start;
  const words = useMemo(
    () =>
      time === undefined
        ? ""
        : `${formatTime(timestamp(time), zone)}  ${readLanes([metricLane], time).map(readingWords).join("  ")}`,
    [metricLane, time, zone],
  );
  return (
    <>
      <Figure
        label={`${lane.host}, with its normal range. ${summary}`}
        height={HEIGHT}
        spec={spec}
        cursor={time === undefined ? undefined : { left: (time - range.start) / width, top: 0, width: 0, height: 1 }}
        onKeyDown={onKeyDown}
        onPoint={(x) => onCursor({ row: 0, column: nearestPoint(times, range.start + x * width) })}
      />
      <FigureReadout words={words} />
    </>
  );
}

function laneSpec(
  { lane, colour, range, marked, zone }: Omit<LaneFigureProps, "onTable">,
  colours: Colours,
): FigureSpec {
  const { times, mean } = lane.envelope;
  const high = Math.max(0, ...mean.filter((value) => !Number.isNaN(value)), ...(lane.band?.high ?? []));
  const scale = valueScale(high, lane.unit);
  const outside = outsideBand(lane, bandSteps(lane), scale.top * SEEN);
  const ticks = timeTicks(range, zone, TICKS);
  const hidden = { width: 0 };
  const plain = { type: "scatter", mode: "lines", hoverinfo: "skip" } as const;
  const band = lane.band;
  return {
    traces: [
      ...(band === undefined
        ? []
        : [
            { ...plain, x: band.times, y: band.low, line: hidden },
            { ...plain, x: band.times, y: band.high, line: hidden, fill: "tonexty" as const, fillcolor: colours.band },
          ]),
      { ...plain, x: times, y: mean, line: { width: 1, color: colours[colour] } },
      {
        ...plain,
        x: times,
        y: mean.map((value, point) => (outside[point] === 1 ? value : Number.NaN)),
        line: { width: 1.5, color: colours.alarm },
      },
    ],
    layout: {
      shapes: [
        {
          type: "rect",
          xref: "x",
          yref: "paper",
          x0: Math.max(range.start, marked.start),
          x1: Math.min(range.end, marked.end),
          y0: 0,
          y1: 1,
          fillcolor: colours["alarm-ground"],
          line: { width: 0 },
          layer: "below",
        },
      ],
      xaxis: {
        range: [range.start, range.end],
        tickvals: ticks.map((tick) => tick.time),
        ticktext: ticks.map((tick) => tick.label),
        fixedrange: true,
        gridcolor: colours.grid,
        zeroline: false,
      },
      yaxis: {
        range: [0, scale.top],
        tickvals: [...scale.ticks],
        ticktext: scale.ticks.map((tick) => formatTick(tick, lane.unit)),
        fixedrange: true,
        gridcolor: colours.grid,
        zeroline: false,
      },
    },
  };
}
