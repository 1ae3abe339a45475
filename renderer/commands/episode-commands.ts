/** From episode to episode: in time on a timeline, else by priority. */
import { HOUR, timestamp, type TimeRange } from "../../src/base/time.ts";
import type { Episode } from "../../src/model/episode.ts";
import { openEditor, useEditors } from "../state/editors.ts";
import { askEngine } from "../state/engine.ts";
import { notify } from "../state/notifications.ts";
import { inspect } from "../state/selection.ts";
import { activeTimeline, type ShownTimeline } from "../state/shown-timelines.ts";
import { setViewport, useViewports } from "../state/viewports.ts";
import type { Command } from "./command.ts";
import { isWorkspaceOpen } from "./workspace-commands.ts";

/** Opens the episode before or after the open one, by priority. */
async function stepByPriority(step: 1 | -1): Promise<void> {
  const episodes = await askEngine("episode.list", {});
  if (episodes.length === 0) {
    notify("note", "There is no episode yet. Run the analysis first.");
    return;
  }
  const { active } = useEditors.getState();
  const at = active?.view === "episode" ? episodes.findIndex((one) => one.id === active.subject) : -1;
  const next: Episode | undefined = episodes.at(at === -1 ? (step === 1 ? 0 : -1) : (at + step) % episodes.length);
  if (next !== undefined) openEditor("episode", next.id);
}

/** The episode that was gone to last, as long as nobody moved away from it. */
let shown: { readonly viewport: TimeRange; readonly start: number } | undefined;

/** Shows the host's next episode in time, or the one before: from the one gone to last, else from what is shown. */
async function stepInTime(timeline: ShownTimeline & { readonly host: string }, step: 1 | -1): Promise<void> {
  const { host, range, limits } = timeline;
  const isThere = shown !== undefined && useViewports.getState()[host] === shown.viewport;
  const from = isThere && shown !== undefined ? shown.start : step === 1 ? range.start - 1 : range.end;
  const episodes = (await askEngine("episode.list", {}))
    .filter((episode) => episode.host === host)
    .sort((a, b) => a.start - b.start);
  const next = step === 1 ? episodes.find(({ start }) => start > from) : episodes.findLast(({ start }) => start < from);
  if (next === undefined) {
    notify("note", `There is no ${step === 1 ? "later" : "earlier"} episode on ${host}.`);
    return;
  }
  const end = next.end ?? limits.end;
  const margin = Math.max(HOUR, (end - next.start) / 4);
  shown = {
    viewport: { start: timestamp(next.start - margin), end: timestamp(end + margin) },
    start: next.start,
  };
  setViewport(host, shown.viewport);
  inspect({ kind: "episode", id: next.id });
}

function stepEpisode(step: 1 | -1): Promise<void> {
  const timeline = activeTimeline();
  return timeline === undefined ? stepByPriority(step) : stepInTime(timeline, step);
}

export const episodeCommands: readonly Command[] = [
  {
    id: "episode.next",
    title: "Next Episode",
    category: "View",
    keys: "]",
    icon: "arrow-down",
    isEnabled: isWorkspaceOpen,
    run: () => stepEpisode(1),
  },
  {
    id: "episode.previous",
    title: "Previous Episode",
    category: "View",
    keys: "[",
    icon: "arrow-up",
    isEnabled: isWorkspaceOpen,
    run: () => stepEpisode(-1),
  },
];
