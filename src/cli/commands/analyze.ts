import { presentEpisode } from "../../analysis/present-episode.ts";
import type { TimeRange, Timestamp } from "../../base/time.ts";
import { textOption, timeOption, type Command, type Options } from "../command.ts";
import { episodeTable } from "../episode-table.ts";

export const analyze: Command = {
  name: "analyze",
  describes: "learn baselines, find episodes, correlate, rank",
  needsWorkspace: true,
  options: [
    ["--host <H>", "this host's episodes only (its class is still learned)"],
    ["--from <T>", "start of the range"],
    ["--to <T>", "end of the range"],
    ["--content <DIR>", "a folder of detection content (.json) and Sigma rules (.yml) beside what is built in"],
  ],
  async run(_args, options, context) {
    await context.openWorkspace(options);
    const host = textOption(options, "host");
    const range = rangeOf(options);
    const contentFolder = textOption(options, "content");
    const run = await context.engine.call(
      "analysis.run",
      {
        ...(host === undefined ? {} : { hosts: [host] }),
        ...(range === undefined ? {} : { range }),
        ...(contentFolder === undefined ? {} : { contentFolder }),
      },
      context.long,
    );
    const episodes = await context.engine.call("episode.list", {});
    const hosts = await context.engine.call("host.list", {});
    return {
      json: { episodes: episodes.map(presentEpisode), hosts: hosts.length, elapsedMs: run.elapsedMs },
      text: `${run.episodes} episodes, ${run.alarms} alarms on ${hosts.length} hosts.\n${episodeTable(episodes)}`,
    };
  },
};

function rangeOf(options: Options): TimeRange | undefined {
  const from = timeOption(options, "from");
  const to = timeOption(options, "to");
  if (from === undefined && to === undefined) return undefined;
  return { start: from ?? (0 as Timestamp), end: to ?? (Number.MAX_SAFE_INTEGER as Timestamp) };
}
