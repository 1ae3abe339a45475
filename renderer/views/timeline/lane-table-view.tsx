/** The table twin of a lane: the same points as numbers. */
import { useMemo } from "react";
import { timestamp, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import { findMetric } from "../../../src/model/metrics.ts";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatMeasure } from "../../format/measure.ts";
import { formatNumber } from "../../format/number.ts";
import { formatSeconds } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useEngine } from "../../state/queries.ts";
import { bandSteps, outsideBand } from "../../charts/load-line.ts";
import type { EditorView } from "../view.ts";

const MOST_ROWS = 5_000;

interface Row {
  readonly time: Timestamp;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly count: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly weeks: number | undefined;
  /** Robust standard deviations from the expected median. */
  readonly residual: number;
  readonly peersLow: number | undefined;
  readonly peersHigh: number | undefined;
  readonly isOutside: boolean;
}

/** A lane and its span as an editor's subject; metric ids hold no line ends. */
export function laneTableSubject(host: string, metric: string, range: TimeRange): string {
  return [host, metric, String(range.start), String(range.end)].join("\n");
}

export const laneTableView: EditorView = {
  id: "lane-table",
  icon: "table",
  useTitle: (subject) => {
    const [host = "", metric = ""] = subject.split("\n");
    return `${host}: ${findMetric(metric)?.title ?? metric}`;
  },
  Body: LaneTable,
};

const keyOf = (row: Row): string => String(row.time);

function LaneTable({ subject }: { readonly subject: string }) {
  const [host = "", metric = "", start = "0", end = "0"] = subject.split("\n");
  const zone = useDisplayZone(host);
  const range = { start: timestamp(Number(start)), end: timestamp(Number(end)) };
  const { value, error, isLoading } = useEngine("series.lanes", {
    hosts: [host],
    metrics: [metric],
    range,
    points: MOST_ROWS,
  });
  const unit = findMetric(metric)?.unit ?? "";
  const rows = useMemo((): readonly Row[] => {
    const lane = value?.[0];
    if (lane === undefined) return [];
    const steps = bandSteps(lane);
    const outside = outsideBand(lane, steps);
    const { band } = lane;
    return Array.from(lane.envelope.times, (time, point): Row => ({
      time: timestamp(time),
      min: lane.envelope.min[point] ?? Number.NaN,
      mean: lane.envelope.mean[point] ?? Number.NaN,
      max: lane.envelope.max[point] ?? Number.NaN,
      count: lane.envelope.count[point] ?? 0,
      low: band?.low[steps[point] ?? -1],
      high: band?.high[steps[point] ?? -1],
      weeks: band?.weeks[steps[point] ?? -1],
      residual:
        ((lane.envelope.mean[point] ?? Number.NaN) - (band?.median[steps[point] ?? -1] ?? Number.NaN)) /
        (band?.scale[steps[point] ?? -1] ?? Number.NaN),
      peersLow: band?.peers?.low[steps[point] ?? -1],
      peersHigh: band?.peers?.high[steps[point] ?? -1],
      isOutside: outside[point] === 1,
    }));
  }, [value]);
  const columns = useMemo((): readonly ListColumn<Row>[] => {
    const measure = (id: string, title: string, of: (row: Row) => number | undefined): ListColumn<Row> => ({
      id,
      title,
      width: 100,
      isNumber: true,
      text: (row) => formatMeasure(of(row) ?? Number.NaN, unit),
      order: of,
    });
    return [
      {
        id: "time",
        title: `Time (${zone.name})`,
        width: 170,
        text: (row) => formatSeconds(row.time, zone),
        order: (row) => row.time,
      },
      measure("min", "Least", (row) => row.min),
      measure("mean", "Mean", (row) => row.mean),
      measure("max", "Greatest", (row) => row.max),
      {
        id: "count",
        title: "Samples",
        width: 80,
        isNumber: true,
        text: (row) => formatNumber(row.count),
        order: (row) => row.count,
      },
      measure("low", "Normal from", (row) => row.low),
      measure("high", "Normal to", (row) => row.high),
      {
        id: "weeks",
        title: "Weeks",
        width: 70,
        isNumber: true,
        text: (row) => formatNumber(row.weeks ?? Number.NaN),
        order: (row) => row.weeks,
      },
      {
        id: "residual",
        title: "Residual (σ)",
        width: 100,
        isNumber: true,
        text: (row) => formatNumber(row.residual, 1),
        order: (row) => row.residual,
      },
      measure("peers-low", "Peers from", (row) => row.peersLow),
      measure("peers-high", "Peers to", (row) => row.peersHigh),
      {
        id: "outside",
        title: "Outside",
        width: 80,
        text: (row) => (row.isOutside ? "outside" : ""),
        cell: (row) => <span className="alarm">{row.isOutside ? "outside" : ""}</span>,
      },
    ];
  }, [zone, unit]);
  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label={`Points of ${host}`}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      isLoading={isLoading}
      empty={<Empty text="There are no samples in this span." />}
    />
  );
}
