/** Change requests as a ServiceNow list export: all cells quoted, display values, dates in the exporting user's zone. */
import { HOUR, timestamp, toIso, type Timestamp } from "../../base/time.ts";
import type { Zone } from "../../base/zone.ts";
import type { Ticket } from "../plan.ts";
import { quotedCell } from "./csv.ts";

const HEADER = [
  "number",
  "type",
  "short_description",
  "description",
  "cmdb_ci",
  "state",
  "approval",
  "opened_at",
  "start_date",
  "end_date",
  "work_start",
  "work_end",
  "requested_by",
  "assignment_group",
  "u_expected_process",
  "u_expected_load",
];

export function serviceNowCsv(tickets: readonly Ticket[], zone: Zone): string {
  const at = (time: Timestamp): string => {
    const clock = toIso((time + zone.offsetAt(time)) as Timestamp);
    return `${clock.slice(0, 10)} ${clock.slice(11, 19)}`;
  };
  const rows = tickets.map((ticket) => {
    const done = ticket.state === "Closed";
    return [
      ticket.number,
      ticket.type,
      ticket.title,
      ticket.description,
      ticket.host.name,
      ticket.state,
      ticket.approval,
      at(ticket.opened),
      at(ticket.start),
      at(ticket.end),
      done ? at(ticket.start) : "",
      done ? at(timestamp(ticket.end - HOUR / 2)) : "",
      ticket.requestedBy,
      "Server operations",
      ticket.expectedProcess,
      ticket.expectedLoad,
    ];
  });
  return [HEADER, ...rows].map((row) => `${row.map(quotedCell).join(",")}\r\n`).join("");
}
