import { useMemo } from "react";
import type { StoredProcess } from "../../../src/model/events.ts";
import type { Suspected } from "../../../src/model/suspicion.ts";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import type { RecordColumn } from "./list-definition.ts";
import { standsOut } from "./standing-out.tsx";

export type ProcessRow = Suspected<StoredProcess>;

export function useProcessColumns(): readonly RecordColumn<ProcessRow>[] {
  const zone = useDisplayZone();
  return useMemo(
    () => [
      standsOut<ProcessRow>(),
      { id: "host", title: "Host", width: 100, field: "host.name", text: (row) => row.host },
      { id: "name", title: "Process", width: 150, field: "process.name", text: (row) => row.name },
      { id: "pid", title: "PID", width: 70, isNumber: true, field: "process.pid", text: (row) => String(row.pid) },
      {
        id: "executable",
        title: "Executable",
        width: 240,
        grows: true,
        field: "process.executable",
        text: (row) => row.executable ?? "",
      },
      {
        id: "command",
        title: "Command line",
        width: 240,
        grows: true,
        field: "process.command_line",
        text: (row) => row.commandLine ?? "",
      },
      { id: "parent", title: "Parent", width: 120, field: "process.parent.name", text: (row) => row.parentName ?? "" },
      { id: "user", title: "User", width: 150, field: "user.name", text: (row) => row.user ?? "" },
      {
        id: "first",
        title: `First seen (${zone.name})`,
        width: 150,
        field: "event.start",
        text: (row) => formatTime(row.first, zone),
      },
      { id: "last", title: "Last seen", width: 130, field: "event.end", text: (row) => formatTime(row.last, zone) },
      {
        id: "samples",
        title: "Samples",
        width: 80,
        isNumber: true,
        field: "event.count",
        text: (row) => formatNumber(row.sampleCount),
      },
      {
        id: "signed",
        title: "Signed",
        width: 70,
        isExtra: true,
        field: "process.code_signature.trusted",
        text: ({ signed }) => (signed === undefined ? "" : signed ? "yes" : "no"),
      },
      { id: "hash", title: "Hash", width: 200, isExtra: true, field: "process.hash", text: (row) => row.hash ?? "" },
      {
        id: "original",
        title: "Original name",
        width: 130,
        isExtra: true,
        field: "process.pe.original_file_name",
        text: (row) => row.originalFileName ?? "",
      },
      {
        id: "container",
        title: "Container",
        width: 130,
        isExtra: true,
        field: "container.id",
        text: (row) => row.container ?? "",
      },
    ],
    [zone],
  );
}
