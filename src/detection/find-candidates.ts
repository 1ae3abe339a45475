/** The windows of a series that a frame finds abnormal, measured and scored. */
import { HOUR } from "../base/time.ts";
import type { Frame } from "../model/episode.ts";
import { POWER, findMetric } from "../model/metrics.ts";
import { median } from "../statistics/median.ts";
import { shiftPoint } from "../statistics/shift-point.ts";
import type { Candidate } from "./candidate.ts";
import { scoreDeviation } from "./deviation-score.ts";
import { growthIn } from "./growth.ts";
import type { HostSeries, SeriesOfHost } from "./host-series.ts";
import type { HourGrid } from "./hour-grid.ts";
import { firstHours, isAtItsHours, type HourWindow } from "./hour-window.ts";
import { measureShape } from "./measure-shape.ts";
import type { DetectionParameters, Policing } from "./parameters.ts";
import { splitAtSteps } from "./split-at-steps.ts";
import { standingWindows } from "./standing-windows.ts";
import { policyBreaches } from "./policy-breaches.ts";
import { powerBeyondCpu } from "./power-beyond-cpu.ts";
import { levelIn } from "./window-levels.ts";

/**
 * Hours around a window's start in which its onset is looked for, and hours after it that show the new level. A small
 * step is told from noise in a number of hours that grows with the square of how small it is, and shows over a week.
 */
const ONSET_REACH = 48;
const FARTHEST_ONSET = 120;
const PLAIN_LEVEL = 3;
/** A part of the week is as normal below this many robust standard deviations. */
const NORMAL = 1;
const LEVEL_HOURS = 72;
const WEEK_HOURS = 168;
/** An onset is a step to at most this many robust standard deviations: beyond, its size says nothing about its place. */
const GREATEST_STEP = 6;
/** Share of the new level that is taken for the step: a load with pauses is below its level for hours. */
const PAUSING = 0.6;
/** A pause belongs to the incident while it is short against both sides: at most this share of the shorter. */
const PAUSE_SHARE = 0.34;
/** Days around a daily window's start in which its onset is looked for. */
const DAILY_REACH = 4 * 24;
/** Share of a daily window that a lasting one covers to take its place. */
const COVERED = 0.5;
/** Robust standard deviations that what comes back stands above normal. */
const DAILY_STEP = 3;
/** A window that ends within this many hours of the data's end may just be pausing. */
const END_SLACK = 48;

export function findCandidates(series: HostSeries, all: SeriesOfHost, parameters: DetectionParameters): Candidate[] {
  const windows = mergePauses(series.ownWindows, parameters.mergeGap)
    .map((window) => placeOnset(series.own.z, series.grid, window))
    .flatMap((window) => splitAtSteps(series, window));
  const daily = series.dailyWindows
    .filter((window) => !windows.some((lasting) => covers(lasting, window)))
    .map((window) => placeDailyOnset(series, window));
  const bursts = burstsOf(series).filter((burst) => !windows.some((window) => holds(window, burst)));
  const own = [...windows, ...daily, ...bursts].map((window) => measured(series, all, "own-season", window));
  return [...own, ...peerCandidates(series, all, windows)];
}

/** Bytes are moved in hours; what a processor does in a few is nobody's concern. */
function burstsOf({ hours, bursts }: HostSeries): readonly HourWindow[] {
  const group = findMetric(hours.metric)?.group;
  return group === "disk" || group === "network" ? bursts : [];
}

/** Whether a window says of the same hours what a burst would. */
function holds(window: HourWindow, burst: HourWindow): boolean {
  const common = Math.min(window.to, burst.to) - Math.max(window.from, burst.from);
  return common >= COVERED * Math.max(window.to - window.from, burst.to - burst.from);
}

/** Windows in which a policy is broken that holds for the host's class. */
export function findBreaches(
  series: HostSeries,
  all: SeriesOfHost,
  { policies, samplesOf }: Policing,
  { mergeGap }: DetectionParameters,
): Candidate[] {
  const { host, hours } = series;
  const holding = policies.filter(
    ({ metric, className }) => metric === hours.metric && holdsFor(className, host.className),
  );
  const samples = holding.length === 0 ? undefined : samplesOf(host.host, hours.metric);
  if (samples === undefined) return [];
  return holding.flatMap((policy) =>
    policyBreaches(samples, policy, host.calendar, mergeGap * HOUR).flatMap(({ range, stretches, above, isOpen }) => {
      const from = Math.max(0, Math.floor((range.start - host.start) / HOUR));
      const to = Math.min(host.hours, Math.ceil((range.end - host.start) / HOUR));
      if (to <= from) return [];
      const candidate = measured(series, all, "policy", { from, to, isOpen });
      const numbers = {
        ...candidate.numbers,
        policyAbove: policy.above,
        policyMinutes: policy.minutes,
        policyHours: above / HOUR,
        policyStretches: stretches,
      };
      return [{ ...candidate, times: range, numbers }];
    }),
  );
}

function holdsFor(meant: string | undefined, className: string | undefined): boolean {
  return meant === undefined || meant === className;
}

/** Only utilisations are compared with peers: how many bytes a host moves is its job, not its class's. */
function peerCandidates(series: HostSeries, all: SeriesOfHost, ownWindows: readonly HourWindow[]): Candidate[] {
  const group = findMetric(series.hours.metric)?.group;
  if (series.peers === undefined || (group !== "cpu" && group !== "gpu")) return [];
  // What stands out from the host's own past is the other frame's; this one judges what the past itself is.
  const z = Float64Array.from(series.peers.z);
  for (const { from, to } of ownWindows) z.fill(Number.NaN, from, to);
  if (series.acceptedFrom !== undefined) z.fill(Number.NaN, series.acceptedFrom);
  const windows = standingWindows(z, series.grid)
    .map((window) => (startsWithData(series, window) ? window : placeOnset(z, series.grid, window)))
    .map((window) => placeEnd(z, window));
  return windows.map((window) => measured(series, all, "peers", window));
}

function measured(series: HostSeries, all: SeriesOfHost, frame: Frame, window: HourWindow): Candidate {
  const growth = growthIn(series, all, window, frame === "peers");
  const result = measureShape(series, frame, window, growth);
  const { metric } = series.hours;
  const powerShare = metric === POWER ? powerBeyondCpu(all, metric, window, frame) : 1;
  const { score, numbers } = scoreDeviation(metric, frame, result, growth, powerShare, window);
  return { series, frame, window, shape: result.shape, score, numbers };
}

function mergePauses(windows: readonly HourWindow[], longest: number): HourWindow[] {
  const merged: HourWindow[] = [];
  for (const window of windows) {
    const last = merged.at(-1);
    const shorter = last === undefined ? 0 : Math.min(last.to - last.from, window.to - window.from);
    if (last !== undefined && window.from - last.to <= Math.min(longest, PAUSE_SHARE * shorter)) {
      merged[merged.length - 1] = { from: last.from, to: window.to, isOpen: window.isOpen };
    } else merged.push(window);
  }
  return merged;
}

/** The window with its start moved to where the residuals step. */
function placeOnset(all: Float64Array, grid: HourGrid, window: HourWindow): HourWindow {
  const z = whereItShows(all, grid, window);
  const first = median(z.subarray(window.from, Math.min(window.to, window.from + LEVEL_HOURS)));
  const isPlain = first >= PLAIN_LEVEL;
  const level = isPlain ? first : median(z.subarray(window.from, Math.min(window.to, window.from + WEEK_HOURS)));
  if (!(level > 0)) return window;
  const reach = Math.min(FARTHEST_ONSET, ONSET_REACH * Math.max(1, (PLAIN_LEVEL / level) ** 2));
  const from = Math.max(0, Math.floor(window.from - reach));
  const to = Math.min(window.to, Math.ceil(window.from + reach));
  let place = shiftPoint(z, from, to, 0, PAUSING * Math.min(GREATEST_STEP, level));
  while (place < window.to && Number.isNaN(z[place])) place++;
  return place < window.to ? { ...window, from: place } : window;
}

/** The same for the end of a window of whole days, the last of which are judged by the week around them. */
function placeEnd(z: Float64Array, window: HourWindow): HourWindow {
  const level = median(z.subarray(window.from, window.to));
  if (window.isOpen || !(level > 0)) return window;
  const from = Math.max(window.from + 1, window.to - FARTHEST_ONSET);
  const to = Math.min(z.length, window.to + FARTHEST_ONSET);
  return { ...window, to: shiftPoint(z, from, to, PAUSING * Math.min(GREATEST_STEP, level), 0) };
}

/** Residuals without the part of the week in which the window is as normal: there is no onset to be seen there. */
function whereItShows(z: Float64Array, grid: HourGrid, window: HourWindow): Float64Array {
  const shown = firstHours(window, WEEK_HOURS);
  const business = levelIn(z, grid, shown, "business");
  const offPeak = levelIn(z, grid, shown, "off-peak");
  const hidden = offPeak >= PLAIN_LEVEL && business < NORMAL ? 1 : business >= PLAIN_LEVEL && offPeak < NORMAL ? 0 : 2;
  return hidden === 2 ? z : z.map((value, hour) => (grid.business[hour] === hidden ? Number.NaN : value));
}

/** Whether a lasting window holds so much of what comes back that nothing is left to be told of it. */
function covers(lasting: HourWindow, daily: HourWindow): boolean {
  const common = Math.min(lasting.to, daily.to) - Math.max(lasting.from, daily.from);
  return common >= COVERED * (daily.to - daily.from);
}

/** The same for what comes back: only its own hours are looked at, and the first of a day is its beginning. */
function placeDailyOnset({ own, grid }: HostSeries, window: HourWindow): HourWindow {
  const z = own.z.map((value, hour) => (isAtItsHours(window, grid, hour) ? value : Number.NaN));
  const from = Math.max(0, window.from - DAILY_REACH);
  let place = shiftPoint(z, from, Math.min(window.to, window.from + DAILY_REACH), 0, DAILY_STEP);
  while (place < window.to && Number.isNaN(z[place])) place++;
  return place < window.to ? { ...window, from: place } : window;
}

/** Whether the window lasts at the end of the host's data. */
export function lastsAtEnd(series: HostSeries, window: HourWindow): boolean {
  let last = series.hours.count.length - 1;
  while (last > 0 && (series.hours.count[last] ?? 0) === 0) last--;
  return window.isOpen && last - window.to < END_SLACK;
}

/** Whether the window reaches back to the host's first hours with data. */
export function startsWithData(series: HostSeries, window: HourWindow): boolean {
  const first = series.hours.count.findIndex((count) => count > 0);
  return window.from - Math.max(0, first) <= STARTS_WITHIN;
}

/** Among peers, a load that stands out within two days of the first sample was there before it. */
const STARTS_WITHIN = 48;
