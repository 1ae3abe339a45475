/** Which kind of deviation a window of load is, by its shape: what is most telling comes first. */
import type { EpisodeKind, Frame, Shape } from "../model/episode.ts";
import { findMetric } from "../model/metrics.ts";
import type { HourWindow } from "./hour-window.ts";
import type { HostSeries } from "./host-series.ts";
import { isInverted } from "./measure-shape.ts";
import { levelIn } from "./window-levels.ts";

/** A drift takes at least so many hours. */
const DRIFT_HOURS = 14 * 24;
/** Its first fifth lies at most this share of its last fifth above normal: a step is at its level from the start. */
const DRIFT_RISE = 0.5;
const PART = 5;
/** A plateau's hours lie this close around their level, and stay above normal. */
const FLAT = 0.9;
const PERSISTENT = 0.9;
const PLATEAU_HOURS = 24;

export function kindOfLoad(
  series: HostSeries,
  window: HourWindow,
  shape: Shape,
  frames: readonly Frame[],
): EpisodeKind {
  if (frames.every((frame) => frame === "policy")) return "policy-breach";
  if (frames.includes("own-season") && isDrift(series, window)) return "slow-drift";
  const group = findMetric(shape.metric)?.group;
  const isUtilisation = group === "cpu" || group === "gpu";
  if (isUtilisation && (shape.invertedRhythm || turnsDays(series, window))) return "rhythm-change";
  const isPlateau =
    (shape.flatness ?? 0) >= FLAT && shape.persistence >= PERSISTENT && window.to - window.from >= PLATEAU_HOURS;
  return isUtilisation && isPlateau ? "flat-plateau" : "level-shift";
}

/** What is seen in the same hours of each day only has no other hours to be inverted against: the days as a whole have. */
function turnsDays(series: HostSeries, { from, to, daily }: HourWindow): boolean {
  if (daily === undefined) return false;
  const { own, grid, hours } = series;
  const days = { from, to };
  const levels = (["business", "off-peak"] as const).map((part) => levelIn(hours.median, grid, days, part));
  return levels.every((level) => level === level) && isInverted(series, own, days, levels[0], levels[1]);
}

function isDrift({ own, grid, hours }: HostSeries, { from, to }: HourWindow): boolean {
  if (to - from < DRIFT_HOURS) return false;
  const part = Math.floor((to - from) / PART);
  const above = hours.median.map((value, hour) => value - (own.expected[hour] ?? Number.NaN));
  const first = levelIn(above, grid, { from, to: from + part }, "all");
  const last = levelIn(above, grid, { from: to - part, to }, "all");
  return last > 0 && first <= DRIFT_RISE * last;
}
