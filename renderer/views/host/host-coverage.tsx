import type { TimeRange } from "../../../src/base/time.ts";
import type { LaneData } from "../../../src/model/lane.ts";
import { RecordTable } from "../../components/record-table.tsx";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { coverageOf } from "./coverage-of.ts";

/** Steps of the strip: an hour over two months. */
const STEPS = 1440;

/** Which metrics have samples when; gaps are hollow. */
export function HostCoverage({ host, range }: { readonly host: string; readonly range: TimeRange }) {
  const zone = useDisplayZone(host);
  const lanes = useSteadyEngine("series.lanes", { hosts: [host], range, points: STEPS }).value;
  const gaps = useEngine("problem.list", { hosts: [host], filter: { text: "problem.kind:gap" } }).value;
  if (lanes === undefined || lanes.length === 0) return null;
  const ofMetric = (metric: string): number => (gaps ?? []).filter(({ metrics }) => metrics.includes(metric)).length;
  return (
    <section>
      <h2>
        Coverage{" "}
        <span className="muted">
          ({formatTime(range.start, zone)} – {formatTime(range.end, zone)} {zone.name}; hollow: no samples)
        </span>
      </h2>
      <RecordTable
        caption="Coverage"
        rows={lanes}
        keyOf={(lane) => lane.metric}
        columns={[
          { title: "Metric", cell: (lane) => lane.title },
          { title: "Over time", cell: (lane) => <CoverageStrip lane={lane} range={range} /> },
          { title: "Covered", look: "number", cell: (lane) => shareWords(coverageOf(lane, range, STEPS).share) },
          { title: "Gaps of 3 h and more", look: "number", cell: (lane) => formatNumber(ofMetric(lane.metric)) },
        ]}
      />
    </section>
  );
}

function CoverageStrip({ lane, range }: { readonly lane: LaneData; readonly range: TimeRange }) {
  const { runs, share } = coverageOf(lane, range, STEPS);
  return (
    <svg
      className="coverage-strip"
      viewBox={`0 0 ${String(STEPS)} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${lane.title}: ${shareWords(share)} of the time has samples`}
    >
      {runs.map(({ from, to }) => (
        <rect key={from} x={from} width={to - from} y={0} height={10} />
      ))}
    </svg>
  );
}

/** Rounded down: what has a gap is never read as whole. */
function shareWords(share: number): string {
  return `${formatNumber(Math.floor(share * 1000) / 10, 1)} %`;
}
