import { useState } from "react";
import type { Case, Exhibit } from "../../../src/model/case.ts";
import { IconButton } from "../../components/icon-button.tsx";
import { RecordTable } from "../../components/record-table.tsx";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { askEngine } from "../../state/engine.ts";
import { attempt } from "../../state/notifications.ts";
import { offerUndo } from "../../state/undo.ts";
import { refreshWorkspace } from "../../state/workspace.ts";
import { exhibitRows } from "./exhibit-rows.ts";

/** Rows of an exhibit that are shown; the report has all of them. */
const SHOWN_ROWS = 50;

export function CaseExhibits({ value }: { readonly value: Case }) {
  const zone = useDisplayZone();
  const [open, setOpen] = useState<string>();
  const opened = value.exhibits.find((one) => one.id === open);
  return (
    <section>
      <h2>Exhibits</h2>
      {value.exhibits.length === 0 ? (
        <p className="muted">
          Nothing is pinned yet. Select rows of a list, or a span of a timeline, and press <kbd>P</kbd>.
        </p>
      ) : (
        <RecordTable
          caption="Exhibits"
          rows={value.exhibits}
          keyOf={(row) => row.id}
          columns={[
            {
              title: "Exhibit",
              look: "long",
              cell: (row) => (
                <button
                  type="button"
                  className="button link"
                  aria-expanded={open === row.id}
                  onClick={() => setOpen(open === row.id ? undefined : row.id)}
                >
                  {row.title}
                </button>
              ),
            },
            { title: "Kind", cell: (row) => row.kind },
            { title: "Rows", look: "number", cell: (row) => formatNumber(exhibitRows(row.content).total) },
            { title: `Frozen (${zone.name})`, cell: (row) => formatTime(row.createdAt, zone) },
            { title: "SHA-256", cell: (row) => <span title={row.sha256}>{row.sha256.slice(0, 12)}…</span> },
            {
              title: "",
              cell: (row) => (
                <IconButton
                  icon="trash"
                  title={`Take out: ${row.title}`}
                  onClick={() => attempt(() => unpin(value.id, row))}
                />
              ),
            },
          ]}
        />
      )}
      {opened === undefined ? null : <ExhibitContent exhibit={opened} />}
    </section>
  );
}

function ExhibitContent({ exhibit }: { readonly exhibit: Exhibit }) {
  const { fields, rows, total } = exhibitRows(exhibit.content, SHOWN_ROWS);
  return (
    <div className="exhibit">
      <h3>{exhibit.title}</h3>
      <p className="muted data">Query: {exhibit.query}</p>
      <RecordTable
        caption={exhibit.title}
        rows={rows.map((cells, index) => ({ cells, index }))}
        keyOf={(row) => String(row.index)}
        columns={fields.map((title, at) => ({
          title,
          look: "long" as const,
          cell: (row: { readonly cells: readonly string[] }) => row.cells[at] ?? "",
        }))}
      />
      {total > rows.length ? (
        <p className="muted">{formatNumber(total - rows.length)} more rows are in the report.</p>
      ) : null}
    </div>
  );
}

async function unpin(caseId: string, exhibit: Exhibit): Promise<void> {
  await askEngine("case.unpin", { caseId, exhibitId: exhibit.id });
  await refreshWorkspace();
  offerUndo(`Took "${exhibit.title}" out of the case; the custody log keeps that it was there.`, {
    title: `"${exhibit.title}" taken out of the case`,
    async undo() {
      await askEngine("case.restoreExhibit", { caseId, exhibit });
      await refreshWorkspace();
    },
  });
}
