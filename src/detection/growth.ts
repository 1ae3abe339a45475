/**
 * Whether disk and network grew along with the CPU: work that serves somebody moves bytes, mining hardly does.
 *
 * Growth is the logarithm of a window's level over the level that the frame holds for normal, taken apart for business
 * time and the rest and then averaged. "Before" is the host's own month before the window; among peers it is their level
 * at the same hours.
 */
import { DISK_READ, DISK_WRITE, NETWORK_RECEIVE, NETWORK_TRANSMIT, findMetric } from "../model/metrics.ts";
import { daysBefore, type HourWindow } from "./hour-window.ts";
import type { HostSeries, SeriesOfHost } from "./host-series.ts";
import { levelIn, type Part } from "./window-levels.ts";

export interface Growth {
  /** Of the metric that the window is about. */
  readonly leading: number;
  /** The more grown of reading and writing, and of receiving and sending; NaN without data. */
  readonly disk: number;
  readonly network: number;
  readonly receive: number;
}

/** Days before a window that say what was normal. */
const DAYS_BEFORE = 28;
/** Utilisation below which a ratio of levels means nothing. */
const UTILISATION_FLOOR = 0.02;

const parts: readonly Part[] = ["business", "off-peak"];

export function growthIn(main: HostSeries, all: SeriesOfHost, window: HourWindow, isAmongPeers: boolean): Growth {
  const of = (metric: string): number => {
    const series = all.get(metric);
    return series === undefined ? Number.NaN : growthOf(series, window, isAmongPeers);
  };
  return {
    leading: growthOf(main, window, isAmongPeers),
    disk: larger(of(DISK_READ), of(DISK_WRITE)),
    network: larger(of(NETWORK_RECEIVE), of(NETWORK_TRANSMIT)),
    receive: of(NETWORK_RECEIVE),
  };
}

function growthOf(series: HostSeries, window: HourWindow, isAmongPeers: boolean): number {
  const { grid, hours, peers, scale } = series;
  const floor = scale.isLogarithmic ? (findMetric(hours.metric)?.noiseFloor ?? 1) : UTILISATION_FLOOR;
  const before = daysBefore(window, DAYS_BEFORE);
  let sum = 0;
  let known = 0;
  for (const part of parts) {
    const normal = isAmongPeers
      ? levelIn(peers?.expected ?? [], grid, window, part)
      : levelIn(hours.median, grid, before, part);
    const growth = Math.log((levelIn(hours.median, grid, window, part) + floor) / (normal + floor));
    if (growth !== growth) continue;
    sum += growth;
    known++;
  }
  return known === 0 ? Number.NaN : sum / known;
}

function larger(a: number, b: number): number {
  if (a !== a) return b;
  return b !== b ? a : Math.max(a, b);
}
