/** What detection reads of a host: its samples as hourly features, instances combined, kept from analysis to analysis. */
import { timestamp, type TimeRange } from "../base/time.ts";
import { combineInstances } from "../detection/combine-instances.ts";
import type { HostHours, MetricSamples } from "../detection/input.ts";
import type { Calendar } from "../model/calendar.ts";
import type { HostSummary, SystemClass } from "../model/fleet.ts";
import type { SeriesSummary } from "../model/series.ts";
import type { WeekOfHours, Workspace } from "../store/workspace.ts";
import type { HourSpan } from "./hour-span.ts";
import { hoursByWeek } from "./hours-by-week.ts";

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

export interface ReadHours {
  readonly hours: HostHours;
  /** What the workspace should keep, so that the next analysis need not read the same samples again. */
  readonly made: readonly WeekOfHours[];
}

/** `undefined` for a host without samples. */
export function readHostHours(
  workspace: Workspace,
  host: HostSummary,
  systemClass: SystemClass | undefined,
  calendar: Calendar,
  span: HourSpan,
): ReadHours | undefined {
  const series = workspace.series({ hosts: [host.name] });
  if (series.length === 0) return undefined;
  const contributions = workspace.contributions(host.name);
  const kept = workspace.weeksOfHours(host.name);
  const metrics = [...seriesByMetric(series).values()].map((instances) =>
    hoursByWeek(instances, contributions, kept, span, (range) => readMetricSamples(workspace, instances, range)),
  );
  const start = Math.min(...series.map(({ from }) => from));
  const end = Math.max(...series.map(({ to }) => to));
  return {
    hours: {
      host: host.name,
      className: host.className,
      expectation: systemClass?.expectation,
      calendar,
      logicalCpus: host.logicalCpus,
      start: span.start,
      hours: span.hours,
      data: { start: timestamp(Math.max(start, span.start)), end: timestamp(end) },
      metrics: metrics.map(({ hours }) => hours),
    },
    made: metrics.flatMap(({ made }) => made),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
