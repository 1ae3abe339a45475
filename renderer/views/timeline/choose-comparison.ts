/** Which other time of the same host is laid over it. */
import { HOUR, type TimeRange } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { formatTime } from "../../format/time.ts";
import { askEngine } from "../../state/engine.ts";
import { askText, choose } from "../../state/quick-input.ts";
import { changeTimeline, WEEK, weeksEarlier, type Comparison } from "../../state/timelines.ts";
import { readTime } from "./read-range.ts";

export async function chooseComparison(host: string, range: TimeRange, zone: Zone): Promise<void> {
  const episodes = (await askEngine("episode.list", {})).filter((episode) => episode.host === host);
  const episode = episodes.find(({ start, end = range.end }) => start < range.end && end > range.start);
  const clear = episode === undefined ? undefined : beforeEpisode(episode, range);
  const what = await choose(`Compare ${host} with itself`, [
    { id: "1", label: "The week before", detail: "hour of the week over hour of the week", icon: "history" },
    { id: "4", label: "Four weeks before", detail: "hour of the week over hour of the week", icon: "history" },
    ...(clear === undefined || episode === undefined
      ? []
      : [
          {
            id: "clear",
            label: "Before the episode",
            detail: `whole weeks back, before ${formatTime(episode.start, zone)}`,
            icon: "warning",
          },
        ]),
    { id: "week", label: "Another week…", detail: "by hour of the week", icon: "calendar" },
    { id: "start", label: "Another period…", detail: "from its first minute on", icon: "calendar" },
    { id: "none", label: "Nothing", icon: "close" },
  ]);
  if (what === undefined) return;
  const comparison = what === "clear" ? clear : await comparisonOf(what, range, zone);
  if (comparison !== undefined || what === "none") changeTimeline(host, { comparison });
}

async function comparisonOf(what: string, range: TimeRange, zone: Zone): Promise<Comparison | undefined> {
  if (what === "1" || what === "4") return weeksEarlier(Number(what));
  if (what === "none") return undefined;
  const text = await askText({
    title: `The other period begins at (${zone.name})`,
    hint: "2026-03-02 00:00",
    check: (typed) => (readTime(typed, zone) === undefined ? "Write a time, such as 2026-03-02 00:00." : undefined),
  });
  const start = text === undefined ? undefined : readTime(text, zone);
  if (start === undefined) return undefined;
  const earlier = range.start + zone.offsetAt(range.start) - (start + zone.offsetAt(start));
  return what === "week" ? byWeeks(earlier) : { earlier, label: `from ${formatTime(start, zone)}` };
}

/** The nearest number of whole weeks, and at least one either way. */
function byWeeks(earlier: number): Comparison {
  const weeks = Math.round(earlier / WEEK) || (earlier < 0 ? -1 : 1);
  if (weeks > 0) return weeksEarlier(weeks);
  return { earlier: weeks * WEEK, label: weeks === -1 ? "1 week later" : `${String(-weeks)} weeks later` };
}

/** As many whole weeks back as it takes for what is shown of the episode to fall before it began. */
export function beforeEpisode(episode: Pick<Episode, "start" | "end">, range: TimeRange): Comparison {
  const end = Math.min(episode.end ?? range.end, range.end);
  return weeksEarlier(Math.max(1, Math.ceil((end - episode.start - HOUR) / WEEK)));
}
