/**
 * A rhythm turned round: nights above days where it was the other way, day after day, with about the same load in sum.
 * More load at night is the frames' to find; this sees what was only moved to where nobody watches.
 */
import { findMetric } from "../../model/metrics.ts";
import type { HourGrid } from "../hour-grid.ts";
import type { HostSeries, SeriesOfHost } from "../host-series.ts";
import { levelIn } from "../window-levels.ts";
import { stretches, type Sign } from "./sign.ts";

/** Business days that it lasts, and days off in between that do not end it. */
const LEAST_DAYS = 5;
const PAUSE_DAYS = 4;
/** Nights are above days by this share of them and this many times the metric's noise. */
const ABOVE = 1.25;
const PLAIN = 4;
/** A tenth of the machine moved to the night for a month has this strength. */
const STRONGEST = 0.8;
const MUCH = 0.1;
const MONTH = 30;

export function findRhythmChanges(all: SeriesOfHost): Sign[] {
  return [...all.values()].flatMap((series) => {
    const group = findMetric(series.hours.metric)?.group;
    return group === "cpu" || group === "gpu" ? changesOf(series) : [];
  });
}

function changesOf(series: HostSeries): Sign[] {
  const { hours, grid, own, host, peerCount, scale } = series;
  const days = Math.floor(grid.hours / 24);
  // What is usual is not asked for where nights are hardly ever above days.
  const above = Array.from({ length: days }, (_, day) => isAbove(series, partsOf(hours.median, grid, day)));
  if (above.filter(Boolean).length < LEAST_DAYS) return [];
  const turned = stretches(days, (day) => isTurned(series, day), { least: LEAST_DAYS, pause: PAUSE_DAYS });
  return turned.map(({ from, to, isOpen, count }) => {
    const window = { from: from * 24, to: to * 24, isOpen };
    const level = levelIn(hours.median, grid, window, "off-peak");
    const normalLevel = levelIn(own.expected, grid, window, "off-peak");
    const moved = (level - normalLevel) / Math.max(scale.floor, MUCH);
    return {
      kind: "rhythm-change",
      frames: ["own-season"],
      host,
      grid,
      window,
      metrics: [hours.metric],
      level,
      normalLevel,
      deviation: levelIn(own.z, grid, window, "off-peak"),
      peerCount,
      strength: STRONGEST * Math.max(0, Math.min(1, moved)) * Math.min(1, (to - from) / MONTH + 0.5),
      persistence: Math.min(1, (count * 7) / (5 * Math.max(1, to - from))),
      numbers: { turnedDays: count },
    };
  });
}

/** `undefined` for a day without both parts. */
function isTurned({ hours, grid, own, scale }: HostSeries, day: number): boolean | undefined {
  const now = partsOf(hours.median, grid, day);
  const usual = partsOf(own.expected, grid, day);
  const all = now.business + now.night + usual.business + usual.night;
  if (all !== all) return undefined;
  const margin = PLAIN * scale.floor;
  return isAbove({ scale }, now) && now.night > usual.night + margin && usual.night <= usual.business;
}

interface Parts {
  readonly business: number;
  readonly night: number;
}

function partsOf(values: ArrayLike<number>, grid: HourGrid, day: number): Parts {
  const window = { from: day * 24, to: (day + 1) * 24 };
  return { business: levelIn(values, grid, window, "business"), night: levelIn(values, grid, window, "off-peak") };
}

function isAbove({ scale }: Pick<HostSeries, "scale">, { business, night }: Parts): boolean {
  return night > ABOVE * business + PLAIN * scale.floor;
}
