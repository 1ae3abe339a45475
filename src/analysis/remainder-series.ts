/** A host's remainders over a range, from the workspace: for a lane of the timeline and for what an episode tells. */
import { DAY, timestamp, type TimeRange } from "../base/time.ts";
import type { UsageRows } from "../correlation/attribution.ts";
import {
  bucketCount,
  carriedByConnections,
  remainderOf,
  usedByProcesses,
  type Buckets,
} from "../correlation/remainder.ts";
import type { MetricSamples } from "../detection/input.ts";
import type { ConnectionRecord } from "../model/events.ts";
import type { HostSummary } from "../model/fleet.ts";
import {
  CPU_REMAINDER,
  CPU_UTILIZATION,
  DISK_READ,
  DISK_REMAINDER,
  DISK_WRITE,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
} from "../model/metrics.ts";
import type { Samples } from "../model/series.ts";
import type { Workspace } from "../store/workspace.ts";
import { readMetricSamples, seriesByMetric } from "./read-host-hours.ts";

export interface RemainderSeries {
  readonly total: Samples;
  /** One value a bucket; NaN where the total or the parts are not known. */
  readonly values: Float64Array;
}

/** How much of the processes' usage is read at once. */
const PIECE = 2 * DAY;
/** More connections than this in one range are not told apart; there is no remainder then. */
const MOST_CONNECTIONS = 200_000;

/** `undefined` where the host's total, or everything that could account for it, is missing. CPU needs the CPUs' number. */
export function remainderSeries(
  workspace: Workspace,
  host: Pick<HostSummary, "name" | "logicalCpus" | "processCount" | "connectionCount">,
  remainder: string,
  buckets: Buckets,
): RemainderSeries | undefined {
  const { range } = buckets;
  const totalOf = (...metrics: readonly string[]): Samples | undefined => total(workspace, host.name, metrics, range);
  if (remainder === CPU_REMAINDER || remainder === DISK_REMAINDER) {
    if (host.processCount === 0) return undefined;
    if (remainder === DISK_REMAINDER) {
      const whole = totalOf(DISK_READ, DISK_WRITE);
      const columns = (rows: UsageRows): Float64Array[] => [rows.readBytes, rows.writeBytes];
      return whole && seriesOf(whole, usedIn(workspace, host.name, columns, buckets), buckets);
    }
    const whole = totalOf(CPU_UTILIZATION);
    const cpus = host.logicalCpus;
    if (whole === undefined || cpus === undefined || cpus <= 0) return undefined;
    const used = usedIn(workspace, host.name, (rows) => [rows.cpu], buckets);
    return seriesOf(
      whole,
      used.map((ratio) => ratio / cpus),
      buckets,
    );
  }
  const whole = host.connectionCount === 0 ? undefined : totalOf(NETWORK_RECEIVE, NETWORK_TRANSMIT);
  const connections = whole === undefined ? undefined : connectionsIn(workspace, host.name, range);
  if (whole === undefined || connections === undefined) return undefined;
  return seriesOf(whole, carriedByConnections(connections, buckets), buckets);
}

/** Read piece by piece: months of every process do not fit into memory. */
function usedIn(
  workspace: Workspace,
  host: string,
  columns: (rows: UsageRows) => Float64Array[],
  buckets: Buckets,
): Float64Array {
  const { range, width } = buckets;
  const used = new Float64Array(bucketCount(buckets)).fill(Number.NaN);
  const step = Math.max(1, Math.floor(PIECE / width));
  for (let first = 0; first < used.length; first += step) {
    const start = timestamp(range.start + first * width);
    const piece = { start, end: timestamp(Math.min(range.end, start + step * width)) };
    const rows = workspace.processUsage(host, piece);
    if (rows.times.length > 0) used.set(usedByProcesses(rows, columns(rows), { range: piece, width }), first);
  }
  return used;
}

function seriesOf(whole: Samples, parts: Float64Array, buckets: Buckets): RemainderSeries | undefined {
  const values = remainderOf(whole, parts, buckets);
  return values.every(Number.isNaN) ? undefined : { total: whole, values };
}

/** Metrics added up at the instants of the first of them that is there. */
function total(workspace: Workspace, host: string, metrics: readonly string[], range: TimeRange): Samples | undefined {
  const byMetric = seriesByMetric(workspace.series({ hosts: [host], metrics }));
  const found = metrics
    .map((metric) => readMetricSamples(workspace, byMetric.get(metric) ?? [], range))
    .filter((samples): samples is MetricSamples => samples !== undefined && samples.times.length > 0);
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const maps = others.map(
    ({ times, values }) => new Map(Array.from(times, (time, index) => [time, values[index] ?? 0])),
  );
  return {
    times: first.times,
    values: first.values.map((value, index) => {
      const time = first.times[index] ?? Number.NaN;
      return maps.reduce((sum, map) => sum + (map.get(time) ?? 0), value);
    }),
  };
}

function connectionsIn(workspace: Workspace, host: string, range: TimeRange): ConnectionRecord[] | undefined {
  const found: ConnectionRecord[] = [];
  let after: string | undefined;
  do {
    const page = workspace.connections({
      hosts: [host],
      range,
      limit: 10_000,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.rows);
    after = page.next;
    if (found.length > MOST_CONNECTIONS) return undefined;
  } while (after !== undefined);
  return found;
}
