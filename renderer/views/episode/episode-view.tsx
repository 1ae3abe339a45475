/** Why was this flagged, and is it innocent? */
import { useMemo } from "react";
import type { Explanation } from "../../../src/api/engine-contract.ts";
import { UserError } from "../../../src/base/errors.ts";
import type { TimeRange, Timestamp } from "../../../src/base/time.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatDuration } from "../../format/duration.ts";
import { formatShare, formatShort } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { episodeTitle, excessParts, justificationTitles, kindTitles } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { spanOf } from "../lists/episode-list.tsx";
import type { EditorView } from "../view.ts";
import { EpisodeActions } from "./episode-actions.tsx";
import { EpisodeCases } from "./episode-cases.tsx";
import { EpisodeEvidence } from "./episode-evidence.tsx";
import { EpisodeFigures } from "./episode-figures.tsx";
import { EpisodeLevels } from "./episode-levels.tsx";
import { EpisodePriority } from "./episode-priority.tsx";
import { EpisodeReasons } from "./episode-reasons.tsx";
import { EpisodeStory } from "./episode-story.tsx";

const PRIORITY_WORDS = "Where it stands in the queue; the terms of the sum are under Priority below";
const CONFIDENCE_WORDS =
  "How sure it is that the deviation is real: its strength, coverage, persistence and the number of peers";

export const episodeView: EditorView = {
  id: "episode",
  icon: "warning",
  useTitle(id) {
    const episode = useEngine("episode.list", {}).value?.find((one) => one.id === id);
    return episode === undefined ? "Episode" : `${episode.host}: ${episodeTitle(episode)}`;
  },
  Body: EpisodeBody,
};

function EpisodeBody({ subject }: { readonly subject: string }) {
  const { value, error } = useSteadyEngine("episode.explain", { id: subject });
  if (error instanceof UserError && error.code === "not-found") {
    return (
      <Empty text="The last analysis does not find this episode any more: its load was accepted, is explained by what was imported since, or begins at another time now. Cases keep what was pinned of it.">
        <CommandButton id="view.episodes" />
      </Empty>
    );
  }
  if (error !== undefined) return <Failure error={error} />;
  if (value === undefined) return <p className="empty">Loading…</p>;
  return <ExplainedEpisode explanation={value} />;
}

function ExplainedEpisode({ explanation }: { readonly explanation: Explanation }) {
  const { episode, story, baseline, wouldClear, unknown } = explanation;
  const zone = useDisplayZone(episode.host);
  const excess = excessParts(episode.excess);
  const limits = useWorkspace((workspace) => workspace.summary?.range);
  const span = useMemo(() => spanOf(episode, limits?.end), [episode, limits]);
  const around = useMemo(() => surroundings(span, limits ?? span), [span, limits]);

  return (
    <article className="document episode" aria-label={`Episode on ${episode.host}`} tabIndex={0}>
      <header>
        <h1>
          {episode.host} <span className="muted">·</span> {episodeTitle(episode)}
        </h1>
        <p className="facts">
          <span className={`tag ${episode.justification.state}`}>
            {justificationTitles[episode.justification.state]}
          </span>
          <span className="data">{kindTitles[episode.kind]}</span>
          {episode.alarm ? <span className="tag unexplained">alarm</span> : null}
          <span className="data" title={PRIORITY_WORDS}>
            priority {formatShort(episode.priority.score)}
          </span>
          <span className="data" title={CONFIDENCE_WORDS}>
            confidence {formatShare(episode.confidence)}
          </span>
        </p>
        <p className="facts">
          <span className="data">
            {episode.startsBeforeData ? "since before " : ""}
            {formatTime(span.start, zone)} – {formatTime(span.end, zone)} {zone.name}
            {episode.end === undefined ? ", still lasting" : ""}
          </span>
          <span className="data">{formatDuration(span.end - span.start)}</span>
        </p>
        {excess.length === 0 ? null : (
          <p className="facts">
            <span className="muted">Beyond normal</span>
            {excess.map((part) => (
              <span key={part} className="data">
                {part}
              </span>
            ))}
          </p>
        )}
        <EpisodeCases episodeId={episode.id} />
        <EpisodeActions episode={episode} span={span} around={around} />
      </header>
      <EpisodeStory story={story} />
      <EpisodeReasons reasons={episode.reasons} />
      <EpisodeFigures episode={episode} around={around} span={span} zone={zone} />
      {episode.metrics.length === 0 ? null : <EpisodeLevels episode={episode} baseline={baseline} />}
      <EpisodeEvidence episode={episode} span={span} zone={zone} />
      <EpisodePriority priority={episode.priority} readings={episode.readings} />
      <div className="columns">
        <Sentences title="What would clear this" sentences={wouldClear} none="Nothing that the data can show." />
        <Sentences title="What is not known" sentences={unknown} none="No gap in the data bears on this." />
      </div>
    </article>
  );
}

function Sentences({
  title,
  sentences,
  none,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly none: string;
}) {
  return (
    <section>
      <h2>{title}</h2>
      {sentences.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** As much before as the episode lasts, and a little after, inside the data. */
function surroundings(span: TimeRange, limits: TimeRange): TimeRange {
  const length = span.end - span.start;
  return {
    start: Math.max(limits.start, span.start - length) as Timestamp,
    end: Math.min(limits.end, span.end + length * 0.25) as Timestamp,
  };
}
