/** All signs of a fleet, host by host; those that are worth reading, the strongest first of each kind. */
import type { DetectedEpisode } from "../../model/episode.ts";
import type { HourGrid } from "../hour-grid.ts";
import type { SeriesOfHost } from "../host-series.ts";
import type { HostHours } from "../input.ts";
import { findContradictions } from "./contradiction.ts";
import { findDrops } from "./drop.ts";
import { findRhythmChanges } from "./rhythm.ts";
import { signEpisode, type Sign } from "./sign.ts";
import { findSilence, reportingOf } from "./silence.ts";

/** Weaker signs are not listed, and of one kind at most so many a month of data. */
const LEAST_STRENGTH = 0.3;
const MOST_A_MONTH = 1;

/** One list for each host, in order. */
export function findSigns(
  hosts: readonly HostHours[],
  series: readonly SeriesOfHost[],
  gridOf: (host: HostHours) => HourGrid,
): DetectedEpisode[][] {
  const reporting = hosts.map((host) => reportingOf(host, gridOf(host)));
  return hosts.map((host, which) => {
    const all: SeriesOfHost = series[which] ?? new Map();
    const own = reporting[which];
    const others = reporting.filter(
      (other) => other !== own && host.className !== undefined && other.host.className === host.className,
    );
    const kinds: readonly (readonly Sign[])[] = [
      findContradictions(host, gridOf(host), all),
      own === undefined ? [] : findSilence(own, others),
      findDrops(all),
      findRhythmChanges(all),
    ];
    const most = Math.max(1, Math.round((MOST_A_MONTH * host.hours) / 24 / 30));
    return kinds.flatMap((signs) =>
      [...signs]
        .filter(({ strength }) => strength >= LEAST_STRENGTH)
        .sort((a, b) => b.strength - a.strength || a.window.from - b.window.from)
        .slice(0, most)
        .map(signEpisode),
    );
  });
}
