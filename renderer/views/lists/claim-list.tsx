import { useMemo } from "react";
import { claimFields } from "../../../src/filter/conclusion-fields.ts";
import type { ClaimRef, Episode } from "../../../src/model/episode.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { RecordList } from "./record-list.tsx";
import { useListQuery } from "./use-list-query.ts";
import { wholeAnswer } from "./use-pages.ts";

const claimList: ListDefinition<StoredJustification> = {
  kind: "claims",
  title: "Claims",
  fields: claimFields,
  firstOrder: { column: "start", descending: true },
  keyOf: (row) => String(row.rowId),
  nameOf: (row) => `Claim ${row.id}: ${row.title}`,
  exhibit: { kind: "claims", choose: (rows) => ({ ids: rows.map(({ rowId }) => rowId) }) },
  spanOf: ({ start, end }) => (start === undefined || end === undefined ? undefined : { start, end }),
};

export function ClaimList() {
  const zone = useDisplayZone();
  const query = useListQuery("claims");
  const claims = useSteadyEngine("justification.list", query);
  const episodes = useEngine("episode.list", {}).value;
  const verdicts = useMemo(() => verdictsOf(episodes ?? []), [episodes]);
  const columns = useMemo(
    (): readonly RecordColumn<StoredJustification>[] => [
      { id: "id", title: "Reference", width: 110, field: "claim.id", text: (row) => row.id },
      { id: "kind", title: "Kind", width: 100, field: "claim.kind", text: (row) => row.kind },
      { id: "title", title: "Title", width: 240, grows: true, field: "claim.title", text: (row) => row.title },
      { id: "hosts", title: "Hosts", width: 150, field: "host.name", text: (row) => row.hosts.join(", ") },
      { id: "state", title: "State", width: 110, field: "claim.state", text: (row) => row.state },
      {
        id: "start",
        title: `Start (${zone.name})`,
        width: 140,
        field: "claim.start",
        text: (row) => (row.start === undefined ? "" : formatTime(row.start, zone)),
        order: (row) => row.start,
      },
      {
        id: "end",
        title: "End",
        width: 130,
        field: "claim.end",
        text: (row) => (row.end === undefined ? "" : formatTime(row.end, zone)),
        order: (row) => row.end,
      },
      { id: "recurrence", title: "Recurs", width: 140, field: "claim.recurrence", text: (row) => row.recurrence ?? "" },
      { id: "process", title: "Process", width: 120, field: "process.name", text: (row) => row.process ?? "" },
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
  return (
    <RecordList
      list={claimList}
      columns={columns}
      pages={wholeAnswer(claims)}
      query={query}
      isOrderedByEngine={false}
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
