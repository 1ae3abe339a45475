/** Metrics over a range as a chart needs them: thinned to what can be drawn, with the load line at the same steps. */
import { HOUR, MINUTE, timestamp, type TimeRange } from "../base/time.ts";
import type { Band, Baseline } from "../model/baseline.ts";
import { BINS, calendarOf, type Calendar } from "../model/calendar.ts";
import type { HostSummary } from "../model/fleet.ts";
import type { BandOverTime, LaneData, LoadLine } from "../model/lane.ts";
import { findMetric, metrics as registry, remainders, type Metric } from "../model/metrics.ts";
import type { Envelope, SeriesSummary } from "../model/series.ts";
import type { Workspace } from "../store/workspace.ts";
import { remainderSeries } from "./remainder-series.ts";
import { seriesByMetric } from "./read-host-hours.ts";

export interface LaneQuery {
  readonly hosts: readonly string[];
  /** Canonical ids; all that the hosts have unless told. */
  readonly metrics?: readonly string[] | undefined;
  readonly range: TimeRange;
  /** At most so many steps a lane. */
  readonly points: number;
}

/** Samples of a host and of its processes are seldom stamped alike: below this a remainder is noise. */
const FINEST_REMAINDER = 15 * MINUTE;

/** In the order of the hosts asked for, then of the metrics asked for or of the registry. */
export function lanes(workspace: Workspace, { hosts, metrics, range, points }: LaneQuery): LaneData[] {
  const classes = new Map(workspace.classes().map((systemClass) => [systemClass.name, systemClass]));
  const order = metrics ?? registry.map(({ id }) => id);
  return hosts.flatMap((name) => {
    const host = workspace.host(name);
    if (host === undefined) return [];
    const derived = (id: string): LaneData[] => {
      const lane = remainderLane(workspace, host, id, range, points);
      return lane === undefined ? [] : [lane];
    };
    const byMetric = seriesByMetric(workspace.series({ hosts: [name], ...(metrics === undefined ? {} : { metrics }) }));
    const calendar = calendarOf(host, host.className === undefined ? undefined : classes.get(host.className));
    return order.flatMap((id) => {
      const series = byMetric.get(id);
      const metric = findMetric(id);
      if (isRemainder(id)) return derived(id);
      if (series === undefined || metric === undefined) return [];
      const envelope = combinedEnvelope(workspace, series, metric, range, points);
      const baseline = workspace.baseline(name, id);
      const step = stepOf(range, points);
      const band = baseline === undefined ? undefined : loadLineAt(baseline, calendar, envelope.times, step);
      const { title, unit } = metric;
      return [{ host: name, metric: id, title, unit, instances: series.length, step, envelope, band }];
    });
  });
}

function isRemainder(id: string): boolean {
  return remainders.some((remainder) => remainder.id === id);
}

/** A remainder is made when it is asked for, and has no load line. */
function remainderLane(
  workspace: Workspace,
  host: HostSummary,
  id: string,
  range: TimeRange,
  points: number,
): LaneData | undefined {
  const width = Math.max(FINEST_REMAINDER, stepOf(range, points));
  const made = remainderSeries(workspace, host, id, { range, width });
  const metric = findMetric(id);
  if (made === undefined || metric === undefined) return undefined;
  const known = [...made.values.keys()].filter((index) => !Number.isNaN(made.values[index] ?? Number.NaN));
  const values = Float64Array.from(known, (index) => made.values[index] ?? Number.NaN);
  const envelope: Envelope = {
    times: Float64Array.from(known, (index) => range.start + index * width),
    min: values,
    mean: values,
    max: values,
    count: new Float64Array(values.length).fill(1),
  };
  const { title, unit } = metric;
  return { host: host.name, metric: id, title, unit, instances: 1, step: width, envelope, band: undefined };
}

/**
 * What is normal at instants: at each that of its hour. Where an instant stands for a longer step, the mean of the
 * step's hours, as the load that is drawn over it is.
 */
export function loadLineAt(baseline: Baseline, calendar: Calendar, times: Float64Array, step: number): LoadLine {
  const bins = binsAt(calendar, times, step);
  const { peers } = baseline;
  return {
    ...bandIn(baseline, times, bins),
    weeks: meansOf(baseline.count, bins),
    peers: peers === undefined ? undefined : { ...bandIn(peers, times, bins), hosts: peers.hosts },
  };
}

/** The bins of the hours that each instant stands for. */
function binsAt(calendar: Calendar, times: Float64Array, step: number): readonly (readonly number[])[] {
  const hours = Math.min(BINS, Math.max(1, Math.floor(step / HOUR)));
  return Array.from(times, (time) =>
    Array.from({ length: hours }, (_, hour) => calendar.binOf(timestamp(time + hour * HOUR))),
  );
}

function bandIn(band: Band, times: Float64Array, bins: readonly (readonly number[])[]): BandOverTime {
  return {
    times,
    low: meansOf(band.low, bins),
    median: meansOf(band.median, bins),
    high: meansOf(band.high, bins),
    scale: meansOf(band.scale, bins),
  };
}

function meansOf(values: Float64Array, bins: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(bins, (own) => own.reduce((sum, bin) => sum + (values[bin] ?? Number.NaN), 0) / own.length);
}

interface Step {
  time: number;
  min: number;
  mean: number;
  max: number;
  count: number;
  instances: number;
}

/**
 * One envelope of several instances; where an instance has no sample in a step, the others stand alone. A sum of least
 * values is the least that the sum can have been, so the envelope of a sum is a bound, not what was measured at one
 * instant.
 */
function combinedEnvelope(
  workspace: Workspace,
  series: readonly SeriesSummary[],
  metric: Metric,
  range: TimeRange,
  points: number,
): Envelope {
  const envelopes = series.map(({ id }) => workspace.envelope(id, range, points));
  const [only] = envelopes;
  if (only !== undefined && envelopes.length === 1) return only;
  const width = stepOf(range, points);
  const steps = new Map<number, Step>();
  for (const { times, min, mean, max, count } of envelopes) {
    times.forEach((time, index) => {
      const which = Math.floor((time - range.start) / width);
      const step = steps.get(which) ?? { time, min: 0, mean: 0, max: 0, count: 0, instances: 0 };
      step.time = Math.min(step.time, time);
      step.min += min[index] ?? 0;
      step.mean += mean[index] ?? 0;
      step.max += max[index] ?? 0;
      step.count = Math.max(step.count, count[index] ?? 0);
      step.instances++;
      steps.set(which, step);
    });
  }
  const ordered = [...steps.values()].sort((a, b) => a.time - b.time);
  const column = (pick: (step: Step) => number): Float64Array => Float64Array.from(ordered, pick);
  const over = ({ instances }: Step): number => (metric.across === "mean" ? instances : 1);
  return {
    times: column(({ time }) => time),
    min: column((step) => step.min / over(step)),
    mean: column((step) => step.mean / over(step)),
    max: column((step) => step.max / over(step)),
    count: column(({ count }) => count),
  };
}

/** The step that the store divides a range into. */
function stepOf(range: TimeRange, points: number): number {
  return Math.max(1, Math.ceil((range.end - range.start) / Math.max(1, Math.floor(points))));
}
