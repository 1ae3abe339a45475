/** The terms of a priority: what each says in numbers, and the points that must come of it. */
import { expect } from "vitest";
import { DAY } from "../../../src/base/time.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { CPU_UTILIZATION } from "../../../src/model/metrics.ts";
import { sum, timeIn, type Recomputed } from "../recompute.ts";
import { hoursOf, excessOf, carriedShare } from "./evidence.ts";
import { CPUS } from "./planted-kinds.ts";
import { close, about, P, T, N, type Template } from "./template.ts";

/** What the plan of priorities gives for a reading that fits wholly. */
const OF_PROFILE: Readonly<Record<string, number>> = { "cpu-mining": 20, "gpu-mining": 20, unknown: 4 };
const OF_STATE: Readonly<Record<string, number>> = { unexplained: 10, explained: -30 };
/** Points are given to a tenth, and what they come of may be another estimate of the same normal. */
const POINTS = 0.11;

export const priorityTemplates = (again: Recomputed): readonly Template[] => [
  [
    new RegExp(`It is ${N} times the alarm threshold`),
    ([times = ""], { numbers: { score = Number.NaN, threshold = Number.NaN } }) =>
      close(times, score / threshold, 0.051),
  ],
  [
    new RegExp(`it weighs ${N} times what an alarm needs`),
    ([times = ""], { strength }) => close(times, strength, 0.051),
  ],
  [
    new RegExp(`No sampled process carries ${P} of the excess`),
    ([share = ""], episode) => close(share, 1 - carriedShare(again, episode), 0.015),
  ],
  [new RegExp(`It fits \\S+ to ${P}`), ([fits = ""], { profileScore }) => close(fits, profileScore)],
  [new RegExp(`Approved claims cover ${P} of the excess`), ([cover = ""]) => close(cover, 1)],
  [new RegExp(`is open for ${P} of the time, in one connection`), ([time = ""]) => close(time, 1)],
  [
    /It lasts since (\d{4}-\d\d-\d\d), /,
    ([since = ""], { start }) => expect(timeIn(`${since} 00:00 UTC`)).toBe(start - (start % DAY)),
  ],
  [new RegExp(`${N} days\\.`), ([days = ""], episode) => close(days, daysSeen(again, episode), 0.051)],
  [
    new RegExp(`It used ${N} CPU-hours? more`),
    ([used = ""], episode) => about(used, Math.round(cpuHours(again, episode))),
  ],
  [
    new RegExp(`was first seen on this host at the onset, ${T}`),
    ([first = ""], { start }) => expect(timeIn(first)).toBe(start),
  ],
];

/** The points of each term, from what the samples, the events and the rest of the explanation say. */
export function pointsOf(again: Recomputed, episode: Episode): Readonly<Record<string, number>> {
  const { numbers, confidence, profile, profileScore, justification, processes, connections, controls } = episode;
  const weight = Math.min(3, Math.max(0, numbers["weight"] ?? Number.NaN));
  const carried = processes.map(({ suspicion, share }) => {
    const most = typeof share === "object" ? share[1] : (share ?? 0);
    return suspicion * (0.5 + 0.5 * most);
  });
  const hours = cpuHours(again, episode);
  return {
    strength: (15 * weight * confidence) / 3,
    profile: (OF_PROFILE[profile] ?? Number.NaN) * profileScore,
    justification: OF_STATE[justification.state] ?? Number.NaN,
    // Hosts of the planted class should be quiet.
    expectation: 8,
    process: 20 * Math.max(0, ...carried),
    connection: 15 * Math.max(0, ...connections.map(({ suspicion }) => suspicion)),
    // A logon and a protection that stopped, as the catalogue of controls weighs them.
    controls: controls.length === 0 ? 0 : 5.5,
    duration: (5 * Math.log1p(daysSeen(again, episode))) / Math.log1p(180),
    excess: episode.excess.cpuHours === undefined ? 0 : (5 * Math.log1p(hours)) / Math.log1p(10_000),
  };
}

export function checkPoints(again: Recomputed, episode: Episode): void {
  const { score, terms } = episode.priority;
  for (const [name, points] of Object.entries(pointsOf(again, episode))) {
    const value = terms.find((term) => term.name === name)?.value ?? 0;
    expect(Math.abs(value - points), `${episode.host}: ${name} ${value} for ${points}`).toBeLessThanOrEqual(POINTS);
  }
  expect(score).toBeCloseTo(sum(terms.map(({ value }) => value)), 6);
}

/** To the last sample, where it lasts. */
function daysSeen(again: Recomputed, { host, start, end, shape }: Episode): number {
  const last = again.samples(host, shape.metric).at(-1)?.[0] ?? Number.NaN;
  return ((end ?? last) - start) / DAY;
}

function cpuHours(again: Recomputed, episode: Episode): number {
  return CPUS * excessOf(hoursOf(again, episode, CPU_UTILIZATION));
}
