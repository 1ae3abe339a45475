/** Everything that an analysis would use to judge programs and connections, and what of a folder cannot be used. */
import { useMemo } from "react";
import { CommandButton } from "../../components/command-button.tsx";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { plural } from "../../format/words.ts";
import { useEngine } from "../../state/queries.ts";
import { useSettings } from "../../state/settings.ts";
import type { EditorView } from "../view.ts";
import { contentRows, type ContentRow } from "./content-rows.ts";

export const contentView: EditorView = {
  id: "content",
  icon: "library",
  useTitle: () => "Detection Content",
  Body: Content,
};

const columns: readonly ListColumn<ContentRow>[] = [
  { id: "state", title: "State", width: 80, text: (row) => row.state },
  { id: "kind", title: "Kind", width: 130, text: (row) => row.kind },
  { id: "title", title: "Title or sources", width: 300, grows: true, text: (row) => row.title },
  { id: "level", title: "Level", width: 70, text: (row) => row.level },
  { id: "by", title: "Author or origin", width: 130, text: (row) => row.by },
  { id: "licence", title: "Licence", width: 150, text: (row) => row.licence },
  { id: "file", title: "File", width: 240, text: (row) => row.file },
  { id: "id", title: "Id or version", width: 110, text: (row) => row.id },
];
const keyOf = (row: ContentRow): string => row.key;

function Content() {
  const folder = useSettings((settings) => settings.contentFolder);
  const answer = useEngine("content.list", folder === "" ? {} : { folder });
  const rows = useMemo(() => (answer.value === undefined ? [] : contentRows(answer.value)), [answer.value]);
  const problems = answer.value?.problems.length ?? 0;
  return (
    <section className="view" aria-label="Detection content">
      <div className="toolbar" role="toolbar" aria-label="Detection content">
        <CommandButton id="content.chooseFolder" />
        {folder === "" ? (
          <span className="muted">No folder of your own is in use.</span>
        ) : (
          <>
            <span className="data">{folder}</span>
            <CommandButton id="content.forgetFolder" look="secondary" />
          </>
        )}
        <span className="spacer" />
        <span role="status">{problems === 0 ? "" : `${plural(problems, "problem")} in it`}</span>
      </div>
      {answer.error === undefined ? (
        <DataList
          label="Detection content"
          rows={rows}
          columns={columns}
          keyOf={keyOf}
          isLoading={answer.isLoading}
          empty={<Empty text="Loading…" />}
        />
      ) : (
        <Failure error={answer.error} />
      )}
    </section>
  );
}
