/**
 * Why an episode was flagged, in words an outsider can follow and check: every number in them is stored with the
 * episode or its load line, or is the median of samples that anyone can read.
 */
import { UserError } from "../base/errors.ts";
import type { Episode, StoryPart } from "../model/episode.ts";
import type { Workspace } from "../store/workspace.ts";
import { baselineSentences } from "./baseline-sentences.ts";
import { openQuestions, wouldClear } from "./open-questions.ts";
import { storyOf } from "./story.ts";

/** As the engine's contract has it. */
export interface EpisodeExplanation {
  readonly episode: Episode;
  readonly sentence: string;
  readonly story: readonly StoryPart[];
  readonly baseline: readonly string[];
  readonly wouldClear: readonly string[];
  readonly unknown: readonly string[];
}

/** An episode of the last analysis, or one that a case kept; a `UserError` where there is none of that id. */
export function explainEpisode(workspace: Workspace, id: string): EpisodeExplanation {
  const episode = workspace.episode(id) ?? workspace.keptEpisode(id);
  if (episode === undefined) {
    throw new UserError("not-found", `There is no episode ${id}.`, {
      where: id,
      next: "List the episodes with `analyze`; an id changes when the onset does.",
    });
  }
  const host = workspace.host(episode.host);
  const classTitle = workspace.classes().find(({ name }) => name === host?.className)?.title ?? host?.className;
  const story = storyOf(episode, host, classTitle);
  return {
    episode,
    sentence: story.map(({ text }) => text).join(" "),
    story,
    baseline: baselineSentences(workspace, episode, host),
    wouldClear: wouldClear(episode),
    unknown: openQuestions(episode, host),
  };
}
