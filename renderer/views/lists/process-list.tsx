import { useCallback, useMemo } from "react";
import type { StoredProcess } from "../../../src/model/events.ts";
import { DataList, type ListColumn } from "../../components/data-list.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { inspect } from "../../state/selection.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { suspectProcesses, suspicionOfProcess } from "./suspects.ts";
import { useListQuery, useSelectionQuery } from "./use-list-query.ts";

const keyOf = (row: StoredProcess): string => String(row.id);

export function ProcessList() {
  const zone = useDisplayZone();
  const { query, onEnd, onFilter } = useListQuery();
  const selected = useSelectionQuery();
  const { value, error, isLoading } = useSteadyEngine("process.list", query);
  const episodes = useEngine("episode.list", {}).value;
  const suspects = useMemo(() => suspectProcesses(episodes ?? []), [episodes]);

  const columns = useMemo(
    (): readonly ListColumn<StoredProcess>[] => [
      {
        id: "suspicion",
        title: "Stands out",
        width: 200,
        text: (row) => suspicionOfProcess(suspects, row)?.reasons.join("; ") ?? "",
        order: (row) => suspicionOfProcess(suspects, row)?.suspicion,
        cell: (row) => <span className="alarm">{suspicionOfProcess(suspects, row)?.reasons.join("; ")}</span>,
      },
      { id: "host", title: "Host", width: 100, text: (row) => row.host },
      { id: "name", title: "Process", width: 150, text: (row) => row.name },
      { id: "pid", title: "PID", width: 70, isNumber: true, text: (row) => String(row.pid), order: (row) => row.pid },
      { id: "executable", title: "Executable", width: 240, grows: true, text: (row) => row.executable ?? "" },
      { id: "command", title: "Command line", width: 240, grows: true, text: (row) => row.commandLine ?? "" },
      { id: "parent", title: "Parent", width: 120, text: (row) => row.parentName ?? "" },
      { id: "user", title: "User", width: 110, text: (row) => row.user ?? "" },
      {
        id: "first",
        title: `First seen (${zone.name})`,
        width: 150,
        text: (row) => formatTime(row.first, zone),
        order: (row) => row.first,
      },
      {
        id: "last",
        title: "Last seen",
        width: 130,
        text: (row) => formatTime(row.last, zone),
        order: (row) => row.last,
      },
      {
        id: "samples",
        title: "Samples",
        width: 80,
        isNumber: true,
        text: (row) => formatNumber(row.sampleCount),
        order: (row) => row.sampleCount,
      },
    ],
    [zone, suspects],
  );
  const onSelect = useCallback(
    (rows: readonly StoredProcess[]) => {
      const [first] = rows;
      if (first === undefined) return;
      inspect({ kind: "row", title: first.name, fields: columns.map((column) => [column.title, column.text(first)]) });
      const title =
        rows.length === 1
          ? `Process ${first.name} (${String(first.pid)}) on ${first.host}`
          : `${String(rows.length)} processes`;
      offerForPinning({ kind: "processes", title, query: selected, ids: rows.map((row) => row.id) });
    },
    [columns, selected],
  );

  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Processes"
      rows={value?.rows ?? []}
      {...(value === undefined ? {} : { total: value.total })}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "suspicion", descending: true }}
      isLoading={isLoading}
      onEnd={onEnd}
      onFilter={onFilter}
      onSelect={onSelect}
      onOpen={(row, keep) => {
        if (keep) openEditor("timeline", row.host);
      }}
      empty={
        <NothingSelected what="processes" sources="Sysmon, Get-Process snapshots, pidstat, osquery, Perfmon Process" />
      }
    />
  );
}
