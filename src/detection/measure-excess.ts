/** What an episode consumed beyond normal, over all metrics of the host. */
import type { Excess, Frame } from "../model/episode.ts";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../model/metrics.ts";
import { KINDS } from "./hour-grid.ts";
import type { HostSeries, SeriesOfHost } from "./host-series.ts";
import { isAtItsHours, type HourWindow } from "./hour-window.ts";
import { createWindowBank, pushInto, quantileOf } from "../statistics/window-bank.ts";

/** Days before an episode that say what each kind of hour consumed. */
const DAYS_BEFORE = 56;
const KIND_HOURS = DAYS_BEFORE;

type Field = keyof Excess;
const fields: readonly (readonly [Field, string, (host: HostSeries["host"]) => number])[] = [
  ["cpuHours", CPU_UTILIZATION, (host) => host.logicalCpus ?? 1],
  ["gpuHours", GPU_UTILIZATION, () => 1],
  ["diskReadBytes", DISK_READ, () => 3600],
  ["diskWriteBytes", DISK_WRITE, () => 3600],
  ["networkReceiveBytes", NETWORK_RECEIVE, () => 3600],
  ["networkTransmitBytes", NETWORK_TRANSMIT, () => 3600],
  ["energyWattHours", POWER, () => 1],
];

/**
 * Sums over the window's hours with data. Normal is the host's own season for a metric that led to the episode and its
 * weeks before the window for the others, whose season goes on learning; among peers it is theirs. A metric that
 * consumed less than normal has an excess of 0.
 */
export function measureExcess(all: SeriesOfHost, window: HourWindow, frame: Frame, leading: string): Excess {
  const excess: Partial<Record<Field, number>> = {};
  for (const [field, metric, perHour] of fields) {
    const series = all.get(metric);
    if (series === undefined) continue;
    const total = totalBeyond(series, window, expectedIn(series, window, frame, metric === leading));
    if (total === total) excess[field] = Math.max(0, total * perHour(series.host));
  }
  return excess;
}

function expectedIn(
  series: HostSeries,
  window: HourWindow,
  frame: Frame,
  isLeading: boolean,
): (hour: number) => number {
  if (frame === "peers") return (hour) => series.peers?.expected[hour] ?? Number.NaN;
  if (isLeading) return (hour) => series.own.expected[hour] ?? Number.NaN;
  return usualBefore(series, window.from);
}

/** What each kind of hour showed in the weeks before an hour: what was normal, though the season goes on learning. */
export function usualBefore(series: HostSeries, from: number): (hour: number) => number {
  const kinds = createWindowBank(KINDS, KIND_HOURS);
  for (let hour = Math.max(0, from - DAYS_BEFORE * 24); hour < from; hour++) {
    const value = series.hours.median[hour] ?? Number.NaN;
    if (value === value) pushInto(kinds, series.grid.kind[hour] ?? 0, value);
  }
  return (hour) => quantileOf(kinds, series.grid.kind[hour] ?? 0, 0.5);
}

/** Sum of observed less expected; NaN where no hour has both. */
function totalBeyond({ hours, grid }: HostSeries, window: HourWindow, expected: (hour: number) => number): number {
  let total = 0;
  let covered = 0;
  for (let hour = window.from; hour < window.to; hour++) {
    const beyond = (hours.median[hour] ?? Number.NaN) - expected(hour);
    if (beyond !== beyond || !isAtItsHours(window, grid, hour)) continue;
    total += beyond;
    covered++;
  }
  return covered === 0 ? Number.NaN : total;
}
