/** Episodes as the command line lists them, highest priority first. */
import { toIso } from "../base/time.ts";
import type { Episode } from "../model/episode.ts";
import { table } from "./output.ts";

const MOST_LISTED = 30;

export function episodeTable(episodes: readonly Episode[]): string {
  return table(
    ["priority", "alarm", "host", "start", "profile", "justification", "episode"],
    episodes
      .slice(0, MOST_LISTED)
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
