import type { Case, Finding } from "../../../src/model/case.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { RecordTable } from "../../components/record-table.tsx";
import { formatShort } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { episodeTitle, excessParts, judgementTitles, justificationTitles } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { useEngine } from "../../state/queries.ts";

export function CaseFindings({ value }: { readonly value: Case }) {
  const zone = useDisplayZone();
  const episodes = useEngine("episode.list", {}).value ?? [];
  const found = (finding: Finding): Episode | undefined => episodes.find((one) => one.id === finding.episodeId);
  return (
    <section>
      <h2>Findings</h2>
      {value.findings.length === 0 ? (
        <div className="muted">
          <p>No episode has been added yet. Open one and choose “Add to case”.</p>
          <CommandButton id="view.episodes" />
        </div>
      ) : (
        <RecordTable
          caption="Findings"
          rows={value.findings}
          keyOf={(row) => row.episodeId}
          columns={[
            {
              title: "Episode",
              cell: (row) => {
                const episode = found(row);
                return (
                  <button type="button" className="button link" onClick={() => openEditor("episode", row.episodeId)}>
                    {episode === undefined ? row.episodeId : `${episode.host}: ${episodeTitle(episode)}`}
                  </button>
                );
              },
            },
            {
              title: "Judgement",
              cell: (row) => <span className={`tag ${row.judgement}`}>{judgementTitles[row.judgement]}</span>,
            },
            { title: "Reason", look: "prose", cell: (row) => row.reason },
            {
              title: `Start (${zone.name})`,
              cell: (row) => wordsOf(found(row), (episode) => formatTime(episode.start, zone)),
            },
            {
              title: "Justification",
              cell: (row) => wordsOf(found(row), (episode) => justificationTitles[episode.justification.state]),
            },
            {
              title: "Beyond normal",
              look: "prose",
              cell: (row) => wordsOf(found(row), (episode) => excessParts(episode.excess).join(", ")),
            },
            {
              title: "Priority",
              look: "number",
              cell: (row) => wordsOf(found(row), (episode) => formatShort(episode.priority.score)),
            },
          ]}
        />
      )}
    </section>
  );
}

function wordsOf(episode: Episode | undefined, words: (episode: Episode) => string): string {
  return episode === undefined ? "" : words(episode);
}
