import { useCallback, useMemo } from "react";
import type { StoredControl } from "../../../src/model/events.ts";
import { DataList, type ListColumn } from "../../components/data-list.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatSeconds } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { inspect } from "../../state/selection.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { useListQuery, useSelectionQuery } from "./use-list-query.ts";

const keyOf = (row: StoredControl): string => String(row.id);

export function ControlList() {
  const zone = useDisplayZone();
  const { query, onEnd, onFilter } = useListQuery();
  const selected = useSelectionQuery();
  const { value, error, isLoading } = useSteadyEngine("control.list", query);
  const columns = useMemo(
    (): readonly ListColumn<StoredControl>[] => [
      {
        id: "time",
        title: `Time (${zone.name})`,
        width: 160,
        text: (row) => formatSeconds(row.time, zone),
        order: (row) => row.time,
      },
      { id: "host", title: "Host", width: 110, text: (row) => row.host },
      { id: "action", title: "Action", width: 170, text: (row) => row.action },
      { id: "user", title: "User", width: 120, text: (row) => row.user ?? "" },
      { id: "message", title: "Message", width: 300, grows: true, text: (row) => row.message },
    ],
    [zone],
  );
  const onSelect = useCallback(
    (rows: readonly StoredControl[]) => {
      const [first] = rows;
      if (first === undefined) return;
      inspect({
        kind: "row",
        title: first.action,
        fields: columns.map((column) => [column.title, column.text(first)]),
      });
      const title = rows.length === 1 ? `${first.action} on ${first.host}` : `${String(rows.length)} control events`;
      offerForPinning({ kind: "controls", title, query: selected, ids: rows.map((row) => row.id) });
    },
    [columns, selected],
  );
  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Control events"
      rows={value?.rows ?? []}
      {...(value === undefined ? {} : { total: value.total })}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "time", descending: true }}
      isLoading={isLoading}
      onEnd={onEnd}
      onFilter={onFilter}
      onSelect={onSelect}
      onOpen={(row, keep) => {
        if (keep) openEditor("timeline", row.host);
      }}
      empty={<NothingSelected what="control events" sources="Windows Security and Defender logs, Sysmon, auth.log" />}
    />
  );
}
