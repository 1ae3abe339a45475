import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { formatShort } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { justificationTitles, episodeTitle } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor, useEditors } from "../../state/editors.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";

/** More than this are found through the list, which filters and sorts. */
const SHOWN = 100;

/** The episodes that are put before a person, by priority; all of them are in the list. */
export function EpisodesSide() {
  const zone = useDisplayZone();
  const summary = useWorkspace((workspace) => workspace.summary);
  const active = useEditors((editors) => editors.active);
  const episodes = useSteadyEngine("episode.list", summary === undefined ? undefined : {}).value ?? [];
  const alarms = episodes.filter((episode) => episode.alarm);
  if (alarms.length === 0) {
    return (
      <Empty
        text={summary?.analysedAt === undefined ? "Nothing has been analysed yet." : "No episode is put before you."}
      >
        <CommandButton id={summary === undefined ? "workspace.open" : "analysis.run"} />
      </Empty>
    );
  }
  return (
    <ul className="side-list" aria-label="Episodes put before you">
      {alarms.slice(0, SHOWN).map((episode) => (
        <li key={episode.id}>
          <button
            type="button"
            className={`side-item tall${active?.view === "episode" && active.subject === episode.id ? " current" : ""}`}
            onClick={() => openEditor("episode", episode.id)}
            onDoubleClick={() => openEditor("episode", episode.id, { keep: true })}
          >
            <span className="line">
              <strong className="name">{episode.host}</strong>
              <span className="tree-count">{formatShort(episode.priority.score)}</span>
            </span>
            <span className="line">
              <span className="name">{episodeTitle(episode)}</span>
              <span className={`tag ${episode.justification.state}`}>
                {justificationTitles[episode.justification.state]}
              </span>
            </span>
            <span className="line muted data">{formatTime(episode.start, zone)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
