/**
 * A host gone silent while its class reports: no samples of any metric in hours in which it usually has some.
 *
 * A laptop at night is silent and so it was before; a fleet whose export ends on one day is silent together. What is
 * left is a machine that was off, an agent that died, or one that somebody stopped: listed, and an alarm only with
 * what was found beside it.
 */
import { KINDS, type HourGrid } from "../hour-grid.ts";
import type { HostHours } from "../input.ts";
import { stretches, type Sign } from "./sign.ts";

/** Share of a kind of hour in which a host usually reports, and of its class that does report then. */
const USUALLY = 0.8;
const CLASS_REPORTS = 0.6;
const LEAST_PEERS = 3;
/** Hours in which samples were to be expected. */
const LEAST_EXPECTED = 24;
/** Two weeks of silence have this strength. */
const STRONGEST = 0.9;
const TWO_WEEKS = 336;

export interface Reporting {
  readonly host: HostHours;
  readonly grid: HourGrid;
  /** 1 for each hour with samples of any metric. */
  readonly reports: Uint8Array;
}

export function reportingOf(host: HostHours, grid: HourGrid): Reporting {
  const reports = new Uint8Array(host.hours);
  for (const { count } of host.metrics) {
    for (let hour = 0; hour < count.length; hour++) if ((count[hour] ?? 0) > 0) reports[hour] = 1;
  }
  return { host, grid, reports };
}

/** `others` are the rest of the host's class. */
export function findSilence({ host, grid, reports }: Reporting, others: readonly Reporting[]): Sign[] {
  const first = reports.indexOf(1);
  if (others.length < LEAST_PEERS || first < 0) return [];
  const usual = usualReports(reports, grid, first);
  const classShare = (hour: number): number =>
    others.reduce((sum, other) => sum + (other.reports[hour] ?? 0), 0) / others.length;
  const isMissing = (hour: number): boolean | undefined => {
    if (hour < first) return false;
    if (reports[hour] === 1) return false;
    const isExpected = (usual[grid.kind[hour] ?? 0] ?? 0) >= USUALLY && classShare(hour) >= CLASS_REPORTS;
    return isExpected ? true : undefined;
  };
  return stretches(host.hours, isMissing, { least: LEAST_EXPECTED, pause: 0 }).map(({ count, ...window }) => {
    const from = firstSilent(reports, window.from);
    const metric = host.metrics[0]?.metric ?? "";
    const reporting = others.filter((other) => other.reports.subarray(from, window.to).includes(1)).length;
    return {
      kind: "missing-data",
      frames: ["peers"],
      host,
      grid,
      window: { ...window, from, isOpen: reports.lastIndexOf(1) < from },
      metrics: [metric, ...host.metrics.slice(1).map((one) => one.metric)],
      level: Number.NaN,
      normalLevel: Number.NaN,
      deviation: Number.NaN,
      peerCount: others.length,
      strength: STRONGEST * Math.min(1, Math.sqrt(count / TWO_WEEKS)),
      persistence: 1,
      numbers: { expectedHours: count, peersReporting: reporting },
    };
  });
}

/** Share of the hours of each kind, from the first sample to the last, that have samples. */
function usualReports(reports: Uint8Array, grid: HourGrid, first: number): Float64Array {
  const seen = new Float64Array(KINDS);
  const all = new Float64Array(KINDS);
  for (let hour = first; hour <= reports.lastIndexOf(1); hour++) {
    const kind = grid.kind[hour] ?? 0;
    all[kind] = (all[kind] ?? 0) + 1;
    seen[kind] = (seen[kind] ?? 0) + (reports[hour] ?? 0);
  }
  return seen.map((count, kind) => count / Math.max(1, all[kind] ?? 0));
}

/** Silence begins after the last sample, not at the first hour in which one was expected. */
function firstSilent(reports: Uint8Array, hour: number): number {
  let from = hour;
  while (from > 0 && reports[from - 1] !== 1) from--;
  return from;
}
