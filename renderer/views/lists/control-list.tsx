import { useMemo } from "react";
import { controlFields } from "../../../src/filter/event-fields.ts";
import type { StoredControl } from "../../../src/model/events.ts";
import { formatSeconds } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { askEngine } from "../../state/engine.ts";
import { EventList } from "./event-list.tsx";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { openOnTimeline } from "./open-on-timeline.ts";
import type { ReadPage } from "./use-pages.ts";

const readControls: ReadPage<StoredControl> = (query) => askEngine("control.list", query);

const controlList: ListDefinition<StoredControl> = {
  kind: "controls",
  title: "Control events",
  fields: controlFields,
  firstOrder: { column: "time", descending: true },
  keyOf: (row) => String(row.id),
  nameOf: (row) => `${row.action} on ${row.host}`,
  exhibit: { kind: "controls", choose: (rows) => ({ ids: rows.map(({ id }) => id) }) },
  spanOf: ({ time }) => ({ start: time, end: time }),
  open: ({ host, time }, keep) => openOnTimeline(host, { start: time, end: time }, keep),
};

export function ControlList() {
  const zone = useDisplayZone();
  const columns = useMemo(
    (): readonly RecordColumn<StoredControl>[] => [
      {
        id: "time",
        title: `Time (${zone.name})`,
        width: 150,
        field: "@timestamp",
        text: (row) => formatSeconds(row.time, zone),
      },
      { id: "host", title: "Host", width: 90, field: "host.name", text: (row) => row.host },
      { id: "action", title: "Action", width: 150, field: "event.action", text: (row) => row.action },
      { id: "user", title: "User", width: 150, field: "user.name", text: (row) => row.user ?? "" },
      { id: "message", title: "Message", width: 300, grows: true, field: "message", text: (row) => row.message },
    ],
    [zone],
  );
  return (
    <EventList
      read={readControls}
      list={controlList}
      columns={columns}
      empty={<NothingSelected what="control events" sources="Windows Security and Defender logs, Sysmon, auth.log" />}
    />
  );
}
