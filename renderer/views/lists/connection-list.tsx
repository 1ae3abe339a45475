import { useCallback, useMemo } from "react";
import { SECOND } from "../../../src/base/time.ts";
import type { StoredConnection } from "../../../src/model/events.ts";
import { DataList, type ListColumn } from "../../components/data-list.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatBytes } from "../../format/bytes.ts";
import { formatDuration } from "../../format/duration.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { inspect } from "../../state/selection.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { suspectConnections, suspicionOfConnection } from "./suspects.ts";
import { useListQuery, useSelectionQuery } from "./use-list-query.ts";

const keyOf = (row: StoredConnection): string => String(row.id);
const bytes = (value: number | undefined): string => (value === undefined ? "" : formatBytes(value));
const destinationOf = (row: StoredConnection): string => row.destinationDomain ?? row.destinationIp ?? "";

export function ConnectionList() {
  const zone = useDisplayZone();
  const { query, onEnd, onFilter } = useListQuery();
  const selected = useSelectionQuery();
  const { value, error, isLoading } = useSteadyEngine("connection.list", query);
  const episodes = useEngine("episode.list", {}).value;
  const suspects = useMemo(() => suspectConnections(episodes ?? []), [episodes]);

  const columns = useMemo(
    (): readonly ListColumn<StoredConnection>[] => [
      {
        id: "suspicion",
        title: "Stands out",
        width: 200,
        text: (row) => suspicionOfConnection(suspects, row)?.reasons.join("; ") ?? "",
        order: (row) => suspicionOfConnection(suspects, row)?.suspicion,
        cell: (row) => <span className="alarm">{suspicionOfConnection(suspects, row)?.reasons.join("; ")}</span>,
      },
      { id: "host", title: "Host", width: 100, text: (row) => row.host },
      {
        id: "start",
        title: `Start (${zone.name})`,
        width: 140,
        text: (row) => formatTime(row.start, zone),
        order: (row) => row.start,
      },
      {
        id: "duration",
        title: "Duration",
        width: 100,
        isNumber: true,
        text: (row) => (row.durationSeconds === undefined ? "" : formatDuration(row.durationSeconds * SECOND)),
        order: (row) => row.durationSeconds,
      },
      { id: "destination", title: "Destination", width: 200, grows: true, text: destinationOf },
      { id: "address", title: "Address", width: 130, text: (row) => row.destinationIp ?? "" },
      {
        id: "port",
        title: "Port",
        width: 70,
        isNumber: true,
        text: (row) => String(row.destinationPort ?? ""),
        order: (row) => row.destinationPort,
      },
      { id: "transport", title: "Transport", width: 80, text: (row) => row.application ?? row.transport ?? "" },
      {
        id: "out",
        title: "Bytes out",
        width: 90,
        isNumber: true,
        text: (row) => bytes(row.bytesOut),
        order: (row) => row.bytesOut,
      },
      {
        id: "in",
        title: "Bytes in",
        width: 90,
        isNumber: true,
        text: (row) => bytes(row.bytesIn),
        order: (row) => row.bytesIn,
      },
      { id: "process", title: "Process", width: 140, text: (row) => row.processName ?? "" },
      {
        id: "pid",
        title: "PID",
        width: 70,
        isNumber: true,
        text: (row) => String(row.pid ?? ""),
        order: (row) => row.pid,
      },
    ],
    [zone, suspects],
  );
  const onSelect = useCallback(
    (rows: readonly StoredConnection[]) => {
      const [first] = rows;
      if (first === undefined) return;
      const name = `${destinationOf(first)}:${String(first.destinationPort ?? "?")}`;
      inspect({ kind: "row", title: name, fields: columns.map((column) => [column.title, column.text(first)]) });
      const title = rows.length === 1 ? `Connection of ${first.host} to ${name}` : `${String(rows.length)} connections`;
      offerForPinning({ kind: "connections", title, query: selected, ids: rows.map((row) => row.id) });
    },
    [columns, selected],
  );

  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Connections"
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
      empty={<NothingSelected what="connections" sources="Zeek conn.log, Sysmon, netstat, NetFlow" />}
    />
  );
}
