/** What was written on the timelines, as a list: of the selected host and span. */
import { useCallback, useMemo } from "react";
import { overlap } from "../../../src/base/time.ts";
import type { Annotation } from "../../../src/model/annotation.ts";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatTime } from "../../format/time.ts";
import { workOn } from "../../state/annotating.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { attempt } from "../../state/notifications.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { inspect } from "../../state/selection.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { useSelectionQuery } from "./use-list-query.ts";

const keyOf = (row: Annotation): string => String(row.id);

export function AnnotationList() {
  const zone = useDisplayZone();
  const selected = useSelectionQuery();
  const { rows, error, isLoading } = useSelectedAnnotations();
  const columns = useMemo(
    (): readonly ListColumn<Annotation>[] => [
      {
        id: "start",
        title: `From (${zone.name})`,
        width: 150,
        text: (row) => formatTime(row.start, zone),
        order: (row) => row.start,
      },
      {
        id: "end",
        title: "To",
        width: 150,
        text: (row) => (row.end === undefined ? "" : formatTime(row.end, zone)),
        order: (row) => row.end ?? row.start,
      },
      { id: "host", title: "Host", width: 110, text: (row) => row.host },
      { id: "text", title: "Note", width: 300, grows: true, text: (row) => row.text },
    ],
    [zone],
  );
  const onSelect = useCallback(
    (chosen: readonly Annotation[]) => {
      const [first] = chosen;
      if (first === undefined) return;
      inspect({ kind: "row", title: first.text, fields: columns.map((column) => [column.title, column.text(first)]) });
      const title = chosen.length === 1 ? `Note: ${first.text.slice(0, 80)}` : `${String(chosen.length)} notes`;
      offerForPinning({ kind: "annotations", title, query: selected, ids: chosen.map((row) => row.id) });
    },
    [columns, selected],
  );
  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Notes"
      rows={rows ?? []}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "start", descending: false }}
      isLoading={isLoading}
      onSelect={onSelect}
      onOpen={(row, keep) => {
        if (keep) attempt(() => workOn(row, zone));
      }}
      empty={<Empty text="Nothing is written on a timeline here. Point at one and press A." />}
    />
  );
}

export function useAnnotationCount(): number | undefined {
  return useSelectedAnnotations().rows?.length;
}

function useSelectedAnnotations() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const { hosts, range } = useSelectionQuery();
  const answer = useSteadyEngine(
    "annotation.list",
    isOpen ? (hosts === undefined ? {} : { hosts: [...hosts] }) : undefined,
  );
  const { value } = answer;
  const rows = useMemo(
    () =>
      range === undefined
        ? value
        : value?.filter(({ start, end }) =>
            end === undefined ? start >= range.start && start < range.end : overlap({ start, end }, range) > 0,
          ),
    [value, range],
  );
  return { ...answer, rows };
}
