import { presentEpisode } from "../../analysis/present-episode.ts";
import { textOption, type Command } from "../command.ts";
import { episodeTable } from "../episode-table.ts";

export const episodes: Command = {
  name: "episodes",
  describes: "list what the last analysis found, highest priority first",
  needsWorkspace: true,
  options: [["--host <H>", "this host's only"]],
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const host = textOption(options, "host")?.toLowerCase();
    const all = await engine.call("episode.list", {});
    const listed = host === undefined ? all : all.filter((episode) => episode.host.toLowerCase() === host);
    return {
      json: { episodes: listed.map(presentEpisode) },
      text: listed.length === 0 ? "No episodes: run `analyze` first, or nothing was found." : episodeTable(listed),
    };
  },
};
