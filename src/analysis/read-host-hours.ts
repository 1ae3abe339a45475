/** What detection reads of a host: its samples as hourly features, instances combined. */
import { HOUR, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import { combineInstances } from "../detection/combine-instances.ts";
import { hourlyFeatures } from "../detection/hourly-features.ts";
import type { HostHours, MetricSamples } from "../detection/input.ts";
import type { Calendar } from "../model/calendar.ts";
import type { HostSummary, SystemClass } from "../model/fleet.ts";
import type { SeriesSummary } from "../model/series.ts";
import type { Workspace } from "../store/workspace.ts";

/** The hours that a whole fleet is laid out on. */
export interface HourSpan {
  readonly start: Timestamp;
  readonly hours: number;
}

/** What is older than this before the newest sample is left out: one wild date must not cost memory for centuries. */
const MOST_HOURS = 5 * 366 * 24;

/** From the first to the last sample of all series; `undefined` without samples. */
export function hourSpan(series: readonly SeriesSummary[]): HourSpan | undefined {
  if (series.length === 0) return undefined;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { from, to } of series) {
    first = Math.min(first, from);
    last = Math.max(last, to);
  }
  const end = Math.floor(last / HOUR) + 1;
  const start = Math.max(Math.floor(first / HOUR), end - MOST_HOURS);
  return { start: timestamp(start * HOUR), hours: end - start };
}

/** Series of one host by metric, in order of metric; a series for the whole host makes its instances superfluous. */
export function seriesByMetric(series: readonly SeriesSummary[]): Map<string, SeriesSummary[]> {
  const byMetric = new Map<string, SeriesSummary[]>();
  const ordered = [...series].sort(
    (a, b) => compare(a.metric, b.metric) || compare(a.instance, b.instance) || a.id - b.id,
  );
  for (const one of ordered) {
    const group = byMetric.get(one.metric);
    if (group === undefined) byMetric.set(one.metric, [one]);
    else if (group[0]?.instance !== "") group.push(one);
  }
  return byMetric;
}

/** Samples of a metric of a host as the registry says that its instances add up. */
export function readMetricSamples(
  workspace: Workspace,
  series: readonly SeriesSummary[],
  range?: TimeRange,
): MetricSamples | undefined {
  const instances = series.map(({ id, metric }) => ({ metric, ...workspace.readSamples(id, range) }));
  return instances.length === 0 ? undefined : combineInstances(instances);
}

/** `undefined` for a host without samples. */
export function readHostHours(
  workspace: Workspace,
  host: HostSummary,
  systemClass: SystemClass | undefined,
  calendar: Calendar,
  span: HourSpan,
): HostHours | undefined {
  const series = workspace.series({ hosts: [host.name] });
  if (series.length === 0) return undefined;
  const metrics = [...seriesByMetric(series).values()].flatMap((instances) => {
    const samples = readMetricSamples(workspace, instances);
    return samples === undefined ? [] : [hourlyFeatures(samples, span.start, span.hours)];
  });
  const start = Math.min(...series.map(({ from }) => from));
  const end = Math.max(...series.map(({ to }) => to));
  return {
    host: host.name,
    className: host.className,
    expectation: systemClass?.expectation,
    calendar,
    logicalCpus: host.logicalCpus,
    start: span.start,
    hours: span.hours,
    data: { start: timestamp(Math.max(start, span.start)), end: timestamp(end) },
    metrics,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
