/**
 * Watts that a host's CPU does not account for: power mirrors CPU, and only what it shows beyond that is news.
 *
 * The slope of power over CPU is the ratio of their spreads in the month before the window. A quiet host's noise makes
 * it too steep rather than too flat, so that too much is taken for explained rather than too little.
 */
import { CPU_UTILIZATION } from "../model/metrics.ts";
import type { Frame } from "../model/episode.ts";
import type { HourWindow } from "./hour-window.ts";
import type { SeriesOfHost } from "./host-series.ts";
import { levelIn } from "./window-levels.ts";

const DAYS_BEFORE = 28;

/** 0–1: share of the window's excess power without CPU to go with it; 1 where CPU was not measured. */
export function powerBeyondCpu(all: SeriesOfHost, power: string, window: HourWindow, frame: Frame): number {
  const [cpu, watts] = [all.get(CPU_UTILIZATION), all.get(power)];
  if (cpu === undefined || watts === undefined || frame === "peers") return 1;
  const before = { from: window.from - DAYS_BEFORE * 24, to: window.from };
  const spread = (values: ArrayLike<number>): number =>
    levelIn(values, cpu.grid, before, "all", 0.9) - levelIn(values, cpu.grid, before, "all", 0.1);
  const rise = (values: ArrayLike<number>): number =>
    levelIn(values, cpu.grid, window, "all") - levelIn(values, cpu.grid, before, "all");
  const slope = spread(watts.hours.median) / Math.max(cpu.scale.floor, spread(cpu.hours.median));
  const explained = slope * Math.max(0, rise(cpu.hours.median));
  const share = 1 - explained / rise(watts.hours.median);
  return share === share ? Math.max(0, Math.min(1, share)) : 1;
}
