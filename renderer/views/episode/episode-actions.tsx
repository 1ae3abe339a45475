import type { TimeRange } from "../../../src/base/time.ts";
import type { Finding } from "../../../src/model/case.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { Icon } from "../../components/icon.tsx";
import { episodeTitle } from "../../format/words.ts";
import { acceptShift } from "../../state/decisions.ts";
import { openEditor } from "../../state/editors.ts";
import { askEngine } from "../../state/engine.ts";
import { attempt, notify } from "../../state/notifications.ts";
import { addEpisodeToCase, chooseCase } from "../../state/pinning.ts";
import { askText } from "../../state/quick-input.ts";
import { selectHost, selectRange } from "../../state/selection.ts";
import { setViewport } from "../../state/viewports.ts";
import { refreshWorkspace } from "../../state/workspace.ts";

type Judgement = Exclude<Finding["judgement"], "open">;

const judgements: readonly { readonly id: Judgement; readonly title: string; readonly icon: string }[] = [
  { id: "finding", title: "Finding", icon: "flame" },
  { id: "explained", title: "Explained", icon: "pass" },
  { id: "not-relevant", title: "Not relevant", icon: "circle-slash" },
];

/** What can be done about an episode. */
export function EpisodeActions({
  episode,
  span,
  around,
}: {
  readonly episode: Episode;
  readonly span: TimeRange;
  readonly around: TimeRange;
}) {
  const title = `${episodeTitle(episode)} on ${episode.host}`;
  return (
    <div className="actions">
      <button
        type="button"
        className="button primary"
        onClick={() => {
          selectHost(episode.host);
          setViewport(episode.host, around);
          openEditor("timeline", episode.host);
        }}
      >
        <Icon name="pulse" /> Open timeline
      </button>
      <button
        type="button"
        className="button secondary"
        title="Narrow all lists to this host and span"
        onClick={() => {
          selectHost(episode.host);
          selectRange(span);
        }}
      >
        <Icon name="arrow-both" /> Select its span
      </button>
      <button
        type="button"
        className="button secondary"
        onClick={() => attempt(() => addEpisodeToCase(episode.id, title))}
      >
        <Icon name="briefcase" /> Add to case
      </button>
      <span className="actions-label muted">Mark as</span>
      {judgements.map(({ id, title: name, icon }) => (
        <button
          key={id}
          type="button"
          className="button secondary"
          onClick={() => attempt(() => judge(episode, title, id, name))}
        >
          <Icon name={icon} /> {name}
        </button>
      ))}
      {episode.end === undefined ? (
        <button
          type="button"
          className="button secondary"
          title="Accept it: the load line of this host learns anew from its onset on. Settings take it back."
          onClick={() => attempt(() => acceptShift(episode.id, episode.host))}
        >
          <Icon name="check-all" /> New normal…
        </button>
      ) : null}
    </div>
  );
}

async function judge(episode: Episode, title: string, judgement: Judgement, name: string): Promise<void> {
  const target = await chooseCase(`Judge "${title}" in`);
  if (target === undefined) return;
  const reason = await askText({ title: `${name}: ${title}`, hint: "Your reason; it stands in the report" });
  if (reason === undefined) return;
  if (!target.findings.some((finding) => finding.episodeId === episode.id)) {
    await askEngine("case.addEpisode", { caseId: target.id, episodeId: episode.id });
  }
  await askEngine("case.judge", { caseId: target.id, episodeId: episode.id, judgement, reason: reason.trim() });
  await refreshWorkspace();
  notify("note", `Marked as ${name.toLowerCase()} in ${target.title}.`, {
    actions: [{ title: "Open case", run: () => openEditor("case", target.id, { keep: true }) }],
  });
}
