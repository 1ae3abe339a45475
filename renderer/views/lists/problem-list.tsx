import { useEffect, useMemo, useState } from "react";
import type { Reject, SourceRecord } from "../../../src/model/source.ts";
import { DataList, type ListColumn } from "../../components/data-list.tsx";
import { Empty } from "../../components/empty.tsx";
import { openEditor } from "../../state/editors.ts";
import { askEngine } from "../../state/engine.ts";
import { notifyError } from "../../state/notifications.ts";
import { useEngine } from "../../state/queries.ts";
import { formatNumber } from "../../format/number.ts";

interface Problem extends Reject {
  readonly source: SourceRecord;
}

/** Sources whose rejects are shown together; a source of its own shows all of its. */
const MOST_SOURCES = 30;

const columns: readonly ListColumn<Problem>[] = [
  { id: "source", title: "Source", width: 240, text: (row) => row.source.path },
  {
    id: "line",
    title: "Line",
    width: 80,
    isNumber: true,
    text: (row) => formatNumber(row.line),
    order: (row) => row.line,
  },
  { id: "reason", title: "Reason", width: 280, grows: true, text: (row) => row.reason },
  { id: "raw", title: "As it stands there", width: 320, grows: true, text: (row) => row.raw },
];
const keyOf = (row: Problem): string => `${String(row.source.id)} ${String(row.line)} ${row.reason}`;

/** What could not be read, beside the raw text, from the sources that have most of it. */
export function ProblemList() {
  const sources = useEngine("source.list", {}).value;
  const troubled = useMemo(
    () =>
      (sources ?? [])
        .filter((source) => source.rejected > 0)
        .sort((a, b) => b.rejected - a.rejected)
        .slice(0, MOST_SOURCES),
    [sources],
  );
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  useEffect(() => {
    let isGone = false;
    Promise.all(
      troubled.map(async (source) => {
        const page = await askEngine("source.rejects", { sourceId: source.id });
        return page.rows.map((reject) => ({ ...reject, source }));
      }),
    ).then((pages) => {
      if (!isGone) setProblems(pages.flat());
    }, notifyError);
    return () => {
      isGone = true;
    };
  }, [troubled]);

  return (
    <DataList
      label="Problems"
      rows={problems}
      total={troubled.reduce((sum, source) => sum + source.rejected, 0)}
      columns={columns}
      keyOf={keyOf}
      onOpen={(row, keep) => openEditor("source", String(row.source.id), { keep })}
      empty={<Empty text="Every record of every source was understood." />}
    />
  );
}
