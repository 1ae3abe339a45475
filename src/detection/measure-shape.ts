/** The features of a window that people and profiles judge by. */
import type { Frame, Shape } from "../model/episode.ts";
import { findMetric } from "../model/metrics.ts";
import type { Growth } from "./growth.ts";
import type { FrameView, HostSeries } from "./host-series.ts";
import { daysBefore, firstHours, hoursIn, isAtItsHours, type HourSpan, type HourWindow } from "./hour-window.ts";
import { floorIn } from "./standing-windows.ts";
import { levelIn } from "./window-levels.ts";

/** An hour is above normal from one robust standard deviation on. */
const ABOVE = 1;
/** Days after and before an onset that make its step. */
const STEP_DAYS = 1;

export interface Measured {
  readonly shape: Shape;
  /** Mean of observed minus expected over the hours with data, in the metric's unit, and apart by part of the week. */
  readonly meanExcess: number;
  readonly meanExcessBusiness: number;
  readonly meanExcessOffPeak: number;
  readonly coveredHours: number;
  /** Hours of the window, with data or without. */
  readonly elapsedHours: number;
  /** Lower quartile of the frame's z: how far even the quiet hours stand above normal. */
  readonly floor: number;
}

export function measureShape(series: HostSeries, frame: Frame, window: HourWindow, growth: Growth): Measured {
  const { grid, hours } = series;
  const view: FrameView = frame === "peers" && series.peers !== undefined ? series.peers : series.own;
  const totals = addUp(series, view, window);
  const level = levelIn(hours.median, grid, window, "all");
  const levelBusiness = known(levelIn(hours.median, grid, window, "business"));
  const levelOffPeak = known(levelIn(hours.median, grid, window, "off-peak"));
  const before = daysBefore(window, STEP_DAYS);
  const after = firstHours(window, STEP_DAYS * 24);
  const cpuGrowth = findMetric(hours.metric)?.group === "cpu" ? growth.leading : Number.NaN;
  const step = levelIn(view.z, grid, after, "all") - levelIn(view.z, grid, before, "all");
  return {
    shape: {
      metric: hours.metric,
      normalLevel: levelIn(view.expected, grid, window, "all"),
      level,
      levelBusiness,
      levelOffPeak,
      deviation: levelIn(view.z, grid, window, "all"),
      peerLevel: series.peers === undefined ? undefined : known(levelIn(series.peers.expected, grid, window, "all")),
      peerCount: series.peerCount,
      offPeakShare: totals.above > 0 ? totals.aboveOffPeak / totals.above : undefined,
      flatness: flatnessIn(series, window),
      onsetStep: known(step),
      throttleRatio:
        levelBusiness === undefined || levelOffPeak === undefined || levelOffPeak <= 0
          ? undefined
          : levelBusiness / levelOffPeak,
      invertedRhythm: isInverted(series, view, window, levelBusiness, levelOffPeak),
      diskPerCpu: perCpu(growth.disk, cpuGrowth),
      networkPerCpu: perCpu(growth.network, cpuGrowth),
      persistence: totals.covered === 0 ? 0 : totals.hoursAbove / totals.covered,
      coverage: totals.covered / hoursIn(window, grid),
    },
    meanExcess: totals.covered === 0 ? 0 : totals.excess / totals.covered,
    meanExcessBusiness: totals.business === 0 ? Number.NaN : totals.excessBusiness / totals.business,
    meanExcessOffPeak:
      totals.covered === totals.business
        ? Number.NaN
        : (totals.excess - totals.excessBusiness) / (totals.covered - totals.business),
    coveredHours: totals.covered,
    elapsedHours: hoursIn(window, grid),
    floor: floorIn(view.z, grid, window),
  };
}

interface Totals {
  covered: number;
  business: number;
  hoursAbove: number;
  excess: number;
  excessBusiness: number;
  /** Sum of what lies above normal, hours below it left out. */
  above: number;
  aboveOffPeak: number;
}

function addUp({ hours, grid }: HostSeries, view: FrameView, window: HourWindow): Totals {
  const totals = { covered: 0, business: 0, hoursAbove: 0, excess: 0, excessBusiness: 0, above: 0, aboveOffPeak: 0 };
  for (let hour = window.from; hour < window.to; hour++) {
    const excess = (hours.median[hour] ?? Number.NaN) - (view.expected[hour] ?? Number.NaN);
    if (excess !== excess || !isAtItsHours(window, grid, hour)) continue;
    const isBusiness = grid.business[hour] === 1;
    totals.covered++;
    totals.excess += excess;
    if (isBusiness) totals.excessBusiness += excess;
    if (isBusiness) totals.business++;
    if ((view.z[hour] ?? 0) > ABOVE) totals.hoursAbove++;
    if (excess <= 0) continue;
    totals.above += excess;
    if (!isBusiness) totals.aboveOffPeak += excess;
  }
  return totals;
}

/** 1 less the spread of the hours around their part's level, relative to it: the worse of the two parts. */
function flatnessIn({ hours, grid }: HostSeries, window: HourWindow): number | undefined {
  let worst: number | undefined;
  for (const part of ["business", "off-peak"] as const) {
    const level = levelIn(hours.median, grid, window, part);
    const spread = levelIn(hours.median, grid, window, part, 0.75) - levelIn(hours.median, grid, window, part, 0.25);
    if (!(level > 0)) continue;
    const flatness = 1 - Math.min(1, spread / level);
    worst = worst === undefined ? flatness : Math.min(worst, flatness);
  }
  return worst;
}

/** Whether nights are above days where they normally are not. */
export function isInverted(
  { grid, scale }: HostSeries,
  view: FrameView,
  window: HourSpan,
  business: number | undefined,
  offPeak: number | undefined,
): boolean {
  if (business === undefined || offPeak === undefined) return false;
  const normalBusiness = levelIn(view.expected, grid, window, "business");
  const normalOffPeak = levelIn(view.expected, grid, window, "off-peak");
  const margin = scale.isLogarithmic ? 0 : 2 * scale.floor;
  return offPeak > business + margin && offPeak > business * 1.1 && normalOffPeak <= normalBusiness;
}

/** Relative growth of a resource over relative growth of CPU: 1 in proportion, 0 not at all. */
function perCpu(growth: number, cpuGrowth: number): number | undefined {
  if (growth !== growth || !(cpuGrowth > 0.05)) return undefined;
  return Math.max(0, Math.expm1(growth) / Math.expm1(cpuGrowth));
}

function known(value: number): number | undefined {
  return value === value ? value : undefined;
}
