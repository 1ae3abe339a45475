/** What the samples say of an episode, by plain sums over its hours. */
import { DAY, HOUR, timestamp } from "../../../src/base/time.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { POWER } from "../../../src/model/metrics.ts";
import { dataEnd } from "../planted-fleet.ts";
import { isBusiness, middle, sum, type Recomputed } from "../recompute.ts";
import { caseOf, CPUS } from "./planted-kinds.ts";

/** Robust standard deviations of CPU are at least this (metric registry, noise floor). */
const CPU_NOISE = 0.01;

/** Hours of an episode that have samples of its leading metric, with what was seen and what was to be expected. */
export interface HourOfEpisode {
  readonly hour: number;
  readonly seen: number;
  readonly normal: number;
  readonly others: number;
}

export function hoursOf(
  again: Recomputed,
  { host, start, end, shape, startsBeforeData, kind }: Episode,
  metric = shape.metric,
): HourOfEpisode[] {
  // What was forbidden may have been usual all along.
  const before = kind === "policy-breach" ? dataEnd : start;
  return [...again.hours(host, metric)]
    .filter(([hour]) => hour + HOUR > start && hour < (end ?? dataEnd))
    .map(([hour, seen]) => {
      const others = again.others(host, metric, hour);
      return { hour, seen, others, normal: startsBeforeData ? others : again.usual(host, metric, before, hour) };
    });
}

export const mid = (rows: readonly HourOfEpisode[], pick: (row: HourOfEpisode) => number): number =>
  middle(rows.map(pick));
export const excessOf = (rows: readonly HourOfEpisode[]): number => sum(rows.map(({ seen, normal }) => seen - normal));
export const business = (rows: readonly HourOfEpisode[], wanted: boolean): HourOfEpisode[] =>
  rows.filter(({ hour }) => isBusiness(hour) === wanted);
export const unitOf = ({ shape }: Episode): number => (shape.metric === POWER ? 2.5 : CPU_NOISE);

export const daysOf = ({ start, end }: Episode): number => ((end ?? dataEnd) - start) / DAY;

/** What the planted program used over what the host did beyond normal; the service is there on every host, always. */
export function carriedShare(again: Recomputed, episode: Episode): number {
  const { host, startsBeforeData } = episode;
  const load = caseOf(episode)?.load ?? (() => 0);
  const rows = hoursOf(again, episode);
  const named = caseOf(episode)?.process === undefined ? 0 : sum(rows.map(({ hour }) => load(timestamp(hour))));
  const service = startsBeforeData && host !== "" ? (0.1 / CPUS) * rows.length : 0;
  return Math.min(1, (named + service) / excessOf(rows));
}

/** The middle half of the hours of a part of the week around their level, relative to it; the worse part. */
export function spreadOf(rows: readonly HourOfEpisode[]): number {
  const parts = [true, false].map((wanted) => business(rows, wanted).map(({ seen }) => seen));
  return Math.max(
    ...parts.map((values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
      return (at(0.75) - at(0.25)) / middle(values);
    }),
  );
}

/** Whether the samples step at a time: six before it on one side of the middle between the levels, six after on the other. */
export function stepsAt(again: Recomputed, episode: Episode, time: number): boolean {
  const all = again.samples(episode.host, episode.shape.metric);
  const before = all.filter(([at]) => at < time).slice(-6);
  const after = all.filter(([at]) => at >= time).slice(0, 6);
  const half = (episode.shape.level + episode.shape.normalLevel) / 2;
  const isAbove = (values: typeof all): boolean => middle(values.map(([, value]) => value)) > half;
  return isAbove(before) !== isAbove(after);
}
