import { useCallback, useMemo } from "react";
import type { ClaimRef, Episode } from "../../../src/model/episode.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import { DataList, type ListColumn } from "../../components/data-list.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { inspect } from "../../state/selection.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { useSelectionQuery } from "./use-list-query.ts";

const keyOf = (row: StoredJustification): string => String(row.rowId);

export function ClaimList() {
  const zone = useDisplayZone();
  const query = useSelectionQuery();
  const { value, error, isLoading } = useSteadyEngine("justification.list", query);
  const episodes = useEngine("episode.list", {}).value;
  const verdicts = useMemo(() => verdictsOf(episodes ?? []), [episodes]);
  const columns = useMemo(
    (): readonly ListColumn<StoredJustification>[] => [
      { id: "id", title: "Reference", width: 110, text: (row) => row.id },
      { id: "kind", title: "Kind", width: 100, text: (row) => row.kind },
      { id: "title", title: "Title", width: 240, grows: true, text: (row) => row.title },
      { id: "hosts", title: "Hosts", width: 150, text: (row) => row.hosts.join(", ") },
      { id: "state", title: "State", width: 110, text: (row) => row.state },
      {
        id: "start",
        title: `Start (${zone.name})`,
        width: 140,
        text: (row) => (row.start === undefined ? "" : formatTime(row.start, zone)),
        order: (row) => row.start,
      },
      {
        id: "end",
        title: "End",
        width: 130,
        text: (row) => (row.end === undefined ? "" : formatTime(row.end, zone)),
        order: (row) => row.end,
      },
      { id: "recurrence", title: "Recurs", width: 140, text: (row) => row.recurrence ?? "" },
      { id: "process", title: "Process", width: 120, text: (row) => row.process ?? "" },
      {
        id: "verdict",
        title: "Verdict",
        width: 260,
        text: (row) =>
          verdicts
            .get(row.id)
            ?.map((ref) => `${ref.verdict}: ${ref.why}`)
            .join("; ") ?? "",
      },
    ],
    [zone, verdicts],
  );
  const onSelect = useCallback(
    (rows: readonly StoredJustification[]) => {
      const [first] = rows;
      if (first === undefined) return;
      inspect({ kind: "row", title: first.id, fields: columns.map((column) => [column.title, column.text(first)]) });
      const title = rows.length === 1 ? `Claim ${first.id}: ${first.title}` : `${String(rows.length)} claims`;
      offerForPinning({ kind: "claims", title, query, ids: rows.map((row) => row.rowId) });
    },
    [columns, query],
  );
  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Claims"
      rows={value ?? []}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "start", descending: true }}
      isLoading={isLoading}
      onSelect={onSelect}
      empty={
        <NothingSelected
          what="claims"
          sources="change tickets, scheduled tasks, maintenance calendars, lists of approved workloads"
        />
      }
    />
  );
}

function verdictsOf(episodes: readonly Episode[]): ReadonlyMap<string, readonly ClaimRef[]> {
  const found = new Map<string, ClaimRef[]>();
  for (const ref of episodes.flatMap((episode) => episode.justification.refs)) {
    const known = found.get(ref.id) ?? [];
    if (!known.some((one) => one.why === ref.why)) found.set(ref.id, [...known, ref]);
  }
  return found;
}
