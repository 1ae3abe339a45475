/**
 * What a host's other sources imply of its metrics: the sum of its processes against its CPU, the bytes of its
 * connections against its network interface. Detection holds them against what the metric says.
 */
import { DAY, HOUR, timestamp } from "../base/time.ts";
import type { MetricHours, WitnessHours } from "../detection/input.ts";
import type { HostSummary } from "../model/fleet.ts";
import { CPU_UTILIZATION, NETWORK_RECEIVE, NETWORK_TRANSMIT } from "../model/metrics.ts";
import type { SeriesSummary } from "../model/series.ts";
import { median } from "../statistics/median.ts";
import type { Workspace } from "../store/workspace.ts";
import type { HourSpan } from "./hour-span.ts";
import { readMetricSamples, seriesByMetric } from "./read-host-hours.ts";

/** With fewer snapshots an hour, a job that runs on the hour would stand for the whole of it. */
const LEAST_SNAPSHOTS = 4;
/** Days on which connections moved less are not looked into: a gigabyte. */
const LEAST_BYTES = 1e9;
/** Hours of a day, and of the next, into which a connection may run, that must have samples. */
const LEAST_COVERED = 22;

export function witnessHours(
  workspace: Workspace,
  host: HostSummary,
  span: HourSpan,
  metrics: readonly MetricHours[],
): WitnessHours[] {
  return [...processWitness(workspace, host, span), ...connectionWitnesses(workspace, host, span, metrics)];
}

function processWitness(workspace: Workspace, host: HostSummary, { start, hours }: HourSpan): WitnessHours[] {
  const { logicalCpus } = host;
  if (logicalCpus === undefined || host.processCount === 0) return [];
  const range = { start, end: timestamp(start + hours * HOUR) };
  const { times, cpu } = workspace.processUsage(host.name, range);
  if (times.length === 0) return [];
  const values = new Float32Array(hours).fill(Number.NaN);
  let sums: number[] = [];
  let hour = -1;
  const close = (): void => {
    if (hour >= 0 && hour < hours && sums.length >= LEAST_SNAPSHOTS) values[hour] = median(sums) / logicalCpus;
    sums = [];
  };
  for (let row = 0; row < times.length;) {
    const time = times[row] ?? 0;
    const ofRow = Math.floor((time - start) / HOUR);
    if (ofRow !== hour) close();
    hour = ofRow;
    let sum = 0;
    for (; row < times.length && times[row] === time; row++) {
      const share = cpu[row] ?? Number.NaN;
      if (share === share) sum += share;
    }
    sums.push(sum);
  }
  close();
  return [{ metric: CPU_UTILIZATION, witness: "processes", values }];
}

function connectionWitnesses(
  workspace: Workspace,
  host: HostSummary,
  span: HourSpan,
  metrics: readonly MetricHours[],
): WitnessHours[] {
  if (host.connectionCount === 0) return [];
  const days = workspace.traffic(host.name);
  return ([NETWORK_TRANSMIT, NETWORK_RECEIVE] as const).flatMap((metric) => {
    const counted = metrics.find((candidate) => candidate.metric === metric);
    const busy = days.flatMap((day) => {
      const bytes = metric === NETWORK_TRANSMIT ? day.bytesOut : day.bytesIn;
      return bytes >= LEAST_BYTES ? [{ day: day.day, bytes }] : [];
    });
    if (counted === undefined || busy.length === 0) return [];
    const series = seriesByMetric(workspace.series({ hosts: [host.name], metrics: [metric] })).get(metric) ?? [];
    const values = new Float32Array(span.hours).fill(Number.NaN);
    const reported = new Float32Array(span.hours).fill(Number.NaN);
    for (const { day, bytes } of busy) {
      const from = Math.round((day * DAY - span.start) / HOUR);
      if (from < 0 || coveredHours(counted, from) < LEAST_COVERED) continue;
      const interfaceBytes = bytesOf(workspace, series, day);
      if (interfaceBytes === undefined) continue;
      values.fill(bytes / (DAY / 1e6), from, from + 24);
      reported.fill(interfaceBytes / (DAY / 1e6), from, from + 24);
    }
    return [{ metric, witness: "connections" as const, values, reported }];
  });
}

/** The lesser of the hours with samples of the day and of the next. */
function coveredHours({ count }: MetricHours, from: number): number {
  const covered = (first: number): number => count.subarray(first, first + 24).filter((samples) => samples > 0).length;
  return Math.min(covered(from), covered(from + 24));
}

/** Bytes of the day and the next by the mean rate of each. */
function bytesOf(workspace: Workspace, series: readonly SeriesSummary[], day: number): number | undefined {
  const range = { start: timestamp(day * DAY), end: timestamp((day + 2) * DAY) };
  const values = readMetricSamples(workspace, series, range)?.values.filter((value) => value === value);
  if (values === undefined || values.length === 0) return undefined;
  return (values.reduce((sum, value) => sum + value, 0) / values.length) * ((2 * DAY) / 1e6);
}
