/** The latest days of every host at a glance: its mean CPU load by day, for a line of a few pixels. */
import { DAY, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import { CPU_UTILIZATION } from "../model/metrics.ts";
import type { Workspace } from "../store/workspace.ts";
import { pauseUnder } from "./pause.ts";

/** As the engine's contract has it. */
export interface DaysOfFleet {
  readonly start: Timestamp;
  /** By host: a ratio 0–1 a day, NaN where a day has no sample. */
  readonly hosts: readonly { readonly host: string; readonly load: Float64Array }[];
}

const DAYS = 30;

/** The 30 days up to the end of the data, whole days of UTC; with a pause between any two series. */
export async function fleetDays(workspace: Workspace): Promise<DaysOfFleet> {
  const pause = pauseUnder(undefined);
  const all = workspace.series({ metrics: [CPU_UTILIZATION] });
  const latest = Math.max(0, ...all.map(({ to }) => to));
  const end = timestamp((Math.floor(latest / DAY) + 1) * DAY);
  const range: TimeRange = { start: timestamp(end - DAYS * DAY), end };
  const hosts = new Map<string, { readonly sum: Float64Array; readonly count: Float64Array }>();
  for (const { host, id } of all) {
    await pause();
    const known = hosts.get(host) ?? { sum: new Float64Array(DAYS), count: new Float64Array(DAYS) };
    const { times, mean, count } = workspace.envelope(id, range, DAYS);
    times.forEach((time, point) => {
      const day = Math.floor((time - range.start) / DAY);
      const samples = count[point] ?? 0;
      const value = mean[point] ?? Number.NaN;
      if (samples === 0 || Number.isNaN(value) || day < 0 || day >= DAYS) return;
      known.sum[day] = (known.sum[day] ?? 0) + value * samples;
      known.count[day] = (known.count[day] ?? 0) + samples;
    });
    hosts.set(host, known);
  }
  return {
    start: range.start,
    hosts: Array.from(hosts, ([host, { sum, count }]) => ({
      host,
      load: sum.map((value, day) => (count[day] === 0 ? Number.NaN : value / (count[day] ?? 1))),
    })),
  };
}
