import type { Priority, ProfileReading } from "../../../src/model/episode.ts";
import { RecordTable } from "../../components/record-table.tsx";
import { formatShare, formatShort } from "../../format/number.ts";
import { profileTitle } from "../../format/words.ts";

/** How the priority comes about, term by term, and which profiles were weighed. */
export function EpisodePriority({
  priority,
  readings,
}: {
  readonly priority: Priority;
  readonly readings: readonly ProfileReading[];
}) {
  return (
    <div className="columns">
      <section>
        <h2>Priority {formatShort(priority.score)}</h2>
        <RecordTable
          caption="Terms of the priority"
          rows={priority.terms}
          keyOf={(row) => row.name}
          columns={[
            { title: "Term", cell: (row) => row.name },
            { title: "Value", look: "number", cell: (row) => formatShort(row.value) },
            { title: "Why", look: "prose", cell: (row) => row.why },
          ]}
        />
      </section>
      <section>
        <h2>What it looks like</h2>
        <RecordTable
          caption="Activity profiles"
          rows={readings.slice(0, 8)}
          keyOf={(row) => row.profile}
          columns={[
            { title: "Profile", cell: (row) => profileTitle(row.profile) },
            { title: "Score", look: "number", cell: (row) => formatShare(row.score) },
            {
              title: "Mostly because",
              look: "prose",
              cell: (row) => row.reasons.for[0]?.text ?? row.reasons.against[0]?.text ?? "",
            },
          ]}
        />
      </section>
    </div>
  );
}
