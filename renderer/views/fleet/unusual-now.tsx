import type { Episode } from "../../../src/model/episode.ts";
import { formatShort } from "../../format/number.ts";
import { episodeTitle, justificationTitles } from "../../format/words.ts";
import { openEditor } from "../../state/editors.ts";
import { useEngine } from "../../state/queries.ts";

const SHOWN = 4;

/** What was put before a person and still lasts where the data ends, highest priority first. */
export function UnusualNow() {
  const episodes = useEngine("episode.list", {}).value;
  if (episodes === undefined) return null;
  const lasting = episodes.filter(({ alarm, end }) => alarm && end === undefined);
  return (
    <section className="unusual-now" aria-label="Unusual now">
      <h2>Unusual now</h2>
      {lasting.length === 0 ? (
        <span className="muted">Nothing that was put before you lasts to the end of the data.</span>
      ) : null}
      {lasting.slice(0, SHOWN).map((episode) => (
        <UnusualEpisode key={episode.id} episode={episode} />
      ))}
      {lasting.length > SHOWN ? (
        <button type="button" className="button link" onClick={() => openEditor("episodes")}>
          and {lasting.length - SHOWN} more
        </button>
      ) : null}
    </section>
  );
}

function UnusualEpisode({ episode }: { readonly episode: Episode }) {
  const { id, host, priority, justification } = episode;
  return (
    <button
      type="button"
      className="tag"
      title={`${host}: ${episodeTitle(episode)}, ${justificationTitles[justification.state]}, priority ${formatShort(priority.score)}`}
      onClick={() => openEditor("episode", id)}
      onDoubleClick={() => openEditor("episode", id, { keep: true })}
    >
      <strong>{host}</strong> {episodeTitle(episode)} <span className="data">{formatShort(priority.score)}</span>
    </button>
  );
}
