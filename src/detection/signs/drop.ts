/**
 * A load that fell away: the same evidence as for a rise, from the other side.
 *
 * It may be a vacation as well as a service that somebody stopped, or a miner that was there before the data and left.
 * So it is listed and never an alarm by itself.
 */
import { findMetric } from "../../model/metrics.ts";
import type { HourWindow } from "../hour-window.ts";
import type { HostSeries, SeriesOfHost } from "../host-series.ts";
import { usualBefore } from "../measure-excess.ts";
import { levelIn } from "../window-levels.ts";
import type { Sign } from "./sign.ts";

/** Hours that a drop lasts, and the share of normal that is left at most. */
const LEAST_HOURS = 72;
const LEFT = 0.4;
/** A day at more than this share of what was usual is the load's return. */
const AWAY = 0.6;
/** Data that end so many hours after the last day below show no return. */
const END_SLACK = 48;
/** What fell away is at least so many times the metric's noise. */
const PLAIN = 5;
/** A drop of a week to nothing has this strength. */
const STRONGEST = 0.8;
const WEEK = 168;
/** Drops of two metrics that begin within a day are one. */
const TOGETHER = 24;

export function findDrops(all: SeriesOfHost): Sign[] {
  const drops = [...all.values()].flatMap((series) => dropsOf(series));
  drops.sort((a, b) => b.strength - a.strength || a.window.from - b.window.from);
  const kept: Sign[] = [];
  for (const drop of drops) {
    const at = kept.findIndex(({ window }) => Math.abs(window.from - drop.window.from) <= TOGETHER);
    const known = kept[at];
    if (known === undefined) kept.push(drop);
    else kept[at] = { ...known, metrics: [...new Set([...known.metrics, ...drop.metrics])] };
  }
  return kept;
}

function dropsOf(series: HostSeries): Sign[] {
  const { hours, grid, host, own, peerCount } = series;
  const floor = findMetric(hours.metric)?.noiseFloor ?? 0;
  const drops: Sign[] = [];
  for (const opened of series.windowsBelow) {
    if (opened.from < (drops.at(-1)?.window.to ?? 0)) continue;
    const expected = usualBefore(series, opened.from);
    const usual = Float64Array.from({ length: grid.hours }, (_, hour) => expected(hour));
    const window = lasting(series, opened, usual);
    const normalLevel = levelIn(usual, grid, window, "all");
    const level = levelIn(hours.median, grid, window, "all");
    const length = window.to - window.from;
    if (!(length >= LEAST_HOURS && normalLevel >= PLAIN * floor && level <= LEFT * normalLevel)) continue;
    const lost = 1 - level / normalLevel;
    drops.push({
      kind: "drop",
      frames: ["own-season"],
      host,
      grid,
      window,
      metrics: [hours.metric],
      level,
      normalLevel,
      deviation: levelIn(own.z, grid, opened, "all"),
      peerCount,
      strength: STRONGEST * lost * Math.min(1, length / WEEK),
      persistence: shareBelow(hours.median, usual, window),
      numbers: { lost },
    });
  }
  return drops;
}

/** The season follows a load that fell, so how long it stays away is measured against what was usual before. */
function lasting({ hours, grid }: HostSeries, { from, to }: HourWindow, usual: Float64Array): HourWindow {
  let end = to;
  let last = to;
  for (; end < grid.hours; end = Math.min(grid.hours, end + 24)) {
    const day = { from: end, to: Math.min(grid.hours, end + 24) };
    const level = levelIn(hours.median, grid, day, "all");
    const normal = levelIn(usual, grid, day, "all");
    if (level > AWAY * normal) return { from, to: last, isOpen: false };
    if (level <= AWAY * normal) last = day.to;
  }
  return { from, to: last, isOpen: grid.hours - last < END_SLACK };
}

/** Share of the hours that lie plainly below what was usual. */
function shareBelow(values: Float32Array, usual: Float64Array, { from, to }: HourWindow): number {
  let known = 0;
  let below = 0;
  for (let hour = from; hour < to; hour++) {
    const share = (values[hour] ?? Number.NaN) / (usual[hour] ?? Number.NaN);
    if (share !== share) continue;
    known++;
    if (share < AWAY) below++;
  }
  return known === 0 ? 0 : below / known;
}
