import { useMemo } from "react";
import { SECOND, timestamp, type TimeRange } from "../../../src/base/time.ts";
import { connectionFields } from "../../../src/filter/event-fields.ts";
import type { StoredConnection } from "../../../src/model/events.ts";
import type { Suspected } from "../../../src/model/suspicion.ts";
import { formatBytes } from "../../format/bytes.ts";
import { formatDuration } from "../../format/duration.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { askEngine } from "../../state/engine.ts";
import { EventList } from "./event-list.tsx";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { openOnTimeline } from "./open-on-timeline.ts";
import { STANDS_OUT, standsOut } from "./standing-out.tsx";
import type { ReadPage } from "./use-pages.ts";

type Row = Suspected<StoredConnection>;

const bytes = (value: number | undefined): string => (value === undefined ? "" : formatBytes(value));
const nameOf = (row: Row): string =>
  `Connection of ${row.host} to ${row.destinationDomain ?? row.destinationIp ?? "?"}:${String(row.destinationPort ?? "?")}`;
const spanOf = ({ start, durationSeconds = 0 }: Row): TimeRange => ({
  start,
  end: timestamp(start + durationSeconds * SECOND),
});

const readConnections: ReadPage<Row> = (query) => askEngine("connection.list", query);

const connectionList: ListDefinition<Row> = {
  kind: "connections",
  title: "Connections",
  fields: connectionFields,
  firstOrder: { column: STANDS_OUT, descending: true },
  keyOf: (row) => String(row.id),
  nameOf,
  exhibit: { kind: "connections", choose: (rows) => ({ ids: rows.map(({ id }) => id) }) },
  spanOf,
  open: (row, keep) => openOnTimeline(row.host, spanOf(row), keep),
};

export function ConnectionList() {
  const zone = useDisplayZone();
  const columns = useMemo(
    (): readonly RecordColumn<Row>[] => [
      standsOut<Row>(),
      { id: "host", title: "Host", width: 100, field: "host.name", text: (row) => row.host },
      {
        id: "start",
        title: `Start (${zone.name})`,
        width: 140,
        field: "event.start",
        text: (row) => formatTime(row.start, zone),
      },
      {
        id: "duration",
        title: "Duration",
        width: 100,
        isNumber: true,
        field: "event.duration",
        text: (row) => (row.durationSeconds === undefined ? "" : formatDuration(row.durationSeconds * SECOND)),
      },
      {
        id: "domain",
        title: "Domain",
        width: 180,
        grows: true,
        field: "destination.domain",
        text: (row) => row.destinationDomain ?? "",
      },
      { id: "address", title: "Address", width: 130, field: "destination.ip", text: (row) => row.destinationIp ?? "" },
      {
        id: "port",
        title: "Port",
        width: 70,
        isNumber: true,
        field: "destination.port",
        text: (row) => String(row.destinationPort ?? ""),
      },
      {
        id: "transport",
        title: "Transport",
        width: 80,
        field: "network.transport",
        text: (row) => row.transport ?? "",
      },
      { id: "protocol", title: "Protocol", width: 80, field: "network.protocol", text: (row) => row.application ?? "" },
      {
        id: "out",
        title: "Bytes out",
        width: 90,
        isNumber: true,
        field: "host.network.egress.bytes",
        text: (row) => bytes(row.bytesOut),
      },
      {
        id: "in",
        title: "Bytes in",
        width: 90,
        isNumber: true,
        field: "host.network.ingress.bytes",
        text: (row) => bytes(row.bytesIn),
      },
      { id: "process", title: "Process", width: 140, field: "process.name", text: (row) => row.processName ?? "" },
      {
        id: "pid",
        title: "PID",
        width: 70,
        isNumber: true,
        field: "process.pid",
        text: (row) => String(row.pid ?? ""),
      },
      {
        id: "direction",
        title: "Direction",
        width: 90,
        isExtra: true,
        field: "network.direction",
        text: (row) => row.direction ?? "",
      },
      {
        id: "source",
        title: "Source",
        width: 130,
        isExtra: true,
        field: "source.ip",
        text: (row) => row.sourceIp ?? "",
      },
      {
        id: "state",
        title: "State",
        width: 80,
        isExtra: true,
        field: "connection.state",
        text: (row) => row.state ?? "",
      },
    ],
    [zone],
  );
  return (
    <EventList
      read={readConnections}
      list={connectionList}
      columns={columns}
      empty={<NothingSelected what="connections" sources="Zeek conn.log, Sysmon, netstat, NetFlow" />}
    />
  );
}
