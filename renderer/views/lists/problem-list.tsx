import { useMemo } from "react";
import { problemFields } from "../../../src/filter/conclusion-fields.ts";
import type { DataProblem } from "../../../src/model/data-problem.ts";
import { Empty } from "../../components/empty.tsx";
import { formatDuration } from "../../format/duration.ts";
import { formatTime } from "../../format/time.ts";
import { problemTitles } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { openOnTimeline } from "./open-on-timeline.ts";
import { RecordList } from "./record-list.tsx";
import { useListQuery } from "./use-list-query.ts";
import { wholeAnswer } from "./use-pages.ts";

const problemList: ListDefinition<DataProblem> = {
  kind: "problems",
  title: "Problems",
  fields: problemFields,
  firstOrder: { column: "host", descending: false },
  keyOf: (row) => row.id,
  nameOf: (row) => [problemTitles[row.kind], ...(row.host ?? [])].join(" "),
  spanOf: (row) => row.range,
  open: openProblem,
};

/** What is doubtful about the evidence, each with its cause and what to do about it. */
export function ProblemList() {
  const zone = useDisplayZone();
  const query = useListQuery("problems");
  const problems = useSteadyEngine("problem.list", query);
  const columns = useMemo(
    (): readonly RecordColumn<DataProblem>[] => [
      { id: "kind", title: "Kind", width: 80, field: "problem.kind", text: (row) => problemTitles[row.kind] },
      { id: "host", title: "Host", width: 90, field: "host.name", text: (row) => row.host ?? "" },
      {
        id: "start",
        title: `Start (${zone.name})`,
        width: 140,
        field: "problem.start",
        text: (row) => (row.range === undefined ? "" : formatTime(row.range.start, zone)),
        order: (row) => row.range?.start,
      },
      {
        id: "duration",
        title: "Duration",
        width: 90,
        isNumber: true,
        field: "problem.duration",
        text: (row) => (row.range === undefined ? "" : formatDuration(row.range.end - row.range.start)),
        order: (row) => (row.range === undefined ? undefined : row.range.end - row.range.start),
      },
      {
        id: "text",
        title: "What is doubtful",
        width: 300,
        grows: true,
        field: "problem.text",
        text: (row) => row.text,
      },
      {
        id: "next",
        title: "Cause and next step",
        width: 240,
        grows: true,
        field: "problem.next",
        text: (row) => row.next,
      },
      {
        id: "sources",
        title: "Sources",
        width: 200,
        isExtra: true,
        field: "source.path",
        text: (row) => row.sources.map(({ path }) => path).join(", "),
      },
    ],
    [zone],
  );
  return (
    <RecordList
      list={problemList}
      columns={columns}
      pages={wholeAnswer(problems)}
      query={query}
      isOrderedByEngine={false}
      empty={
        <Empty text="Nothing about the evidence in this selection is doubtful: no gap of three hours or more, clocks that agree, values that their units allow, and no record that was not understood." />
      }
    />
  );
}

/** A problem of sources opens the one that came later, any other the timeline where it shows. */
function openProblem({ host, range, sources: [source] }: DataProblem, keep: boolean): void {
  if (source !== undefined) openEditor("source", String(source.id), { keep });
  else if (host !== undefined && range !== undefined) openOnTimeline(host, range, keep);
}
