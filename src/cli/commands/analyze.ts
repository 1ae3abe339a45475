import { presentEpisode } from "../../analysis/present-episode.ts";
import type { Episode } from "../../model/episode.ts";
import { toIso, type TimeRange, type Timestamp } from "../../base/time.ts";
import { textOption, timeOption, type Command, type Options } from "../command.ts";
import { table } from "../output.ts";

export const analyze: Command = {
  name: "analyze",
  describes: "learn baselines, find episodes, correlate, rank",
  needsWorkspace: true,
  options: [
    ["--host <H>", "this host's episodes only (its class is still learned)"],
    ["--from <T>", "start of the range"],
    ["--to <T>", "end of the range"],
  ],
  async run(_args, options, context) {
    await context.openWorkspace(options);
    const host = textOption(options, "host");
    const range = rangeOf(options);
    const run = await context.engine.call(
      "analysis.run",
      { ...(host === undefined ? {} : { hosts: [host] }), ...(range === undefined ? {} : { range }) },
      context.long,
    );
    const episodes = await context.engine.call("episode.list", {});
    const hosts = await context.engine.call("host.list", {});
    return {
      json: { episodes: episodes.map(presentEpisode), hosts: hosts.length, elapsedMs: run.elapsedMs },
      text: `${run.episodes} episodes, ${run.alarms} alarms on ${hosts.length} hosts.\n${list(episodes)}`,
    };
  },
};

function rangeOf(options: Options): TimeRange | undefined {
  const from = timeOption(options, "from");
  const to = timeOption(options, "to");
  if (from === undefined && to === undefined) return undefined;
  return { start: from ?? (0 as Timestamp), end: to ?? (Number.MAX_SAFE_INTEGER as Timestamp) };
}

function list(episodes: readonly Episode[]): string {
  return table(
    ["priority", "alarm", "host", "start", "profile", "justification", "episode"],
    episodes
      .slice(0, 30)
      .map((episode) => [
        episode.priority.score.toFixed(1),
        episode.alarm ? "yes" : "",
        episode.host,
        toIso(episode.start),
        episode.profile,
        episode.justification.state,
        episode.id,
      ]),
  );
}
