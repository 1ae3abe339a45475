/**
 * A ServiceNow change request as a justification: what it permits, where and when, and whether anybody allowed it.
 *
 * Instances rename states and add fields, so both the numbers and the words are understood. A change that was cancelled
 * or rejected permits nothing; one that is still being assessed permits nothing yet.
 */
import type { Timestamp } from "../../../base/time.ts";
import type { ApprovalState, Justification } from "../../../model/justification.ts";
import type { ImportSink } from "../../importer.ts";
import { textOrMissing } from "../../reading/missing.ts";
import type { TimeReading } from "../../reading/times.ts";

/** A field by its name in the database (`short_description`); `undefined` where it is empty. */
export type ChangeField = (name: string) => string | undefined;

/** Labels of a list export in English, and the fields they stand for. */
export const LABELS: Readonly<Record<string, string>> = {
  number: "number",
  "short description": "short_description",
  state: "state",
  approval: "approval",
  type: "type",
  "planned start date": "start_date",
  "planned start": "start_date",
  "planned end date": "end_date",
  "planned end": "end_date",
  "actual start date": "work_start",
  "actual start": "work_start",
  "actual end date": "work_end",
  "actual end": "work_end",
  "configuration item": "cmdb_ci",
  "affected cis": "affected_cis",
  "affected configuration items": "affected_cis",
  "affected ci": "affected_cis",
  hosts: "u_hosts",
  created: "sys_created_on",
  opened: "opened_at",
  closed: "closed_at",
  "task type": "sys_class_name",
};

export const TIME_FIELDS = [
  "start_date",
  "end_date",
  "work_start",
  "work_end",
  "sys_created_on",
  "opened_at",
  "closed_at",
];

const HOST_FIELDS = [
  "cmdb_ci",
  "cmdb_ci.name",
  "affected_cis",
  "u_affected_cis",
  "u_hosts",
  "u_host",
  "u_servers",
  "u_server",
];

const STATES: Readonly<Record<string, string>> = {
  "-5": "New",
  "-4": "Assess",
  "-3": "Authorize",
  "-2": "Scheduled",
  "-1": "Implement",
  "0": "Review",
  "3": "Closed",
  "4": "Canceled",
};

/** The justification, or the reason why the record is none. */
export function readChange(
  field: ChangeField,
  toTime: (text: string) => TimeReading,
  sink: Pick<ImportSink, "hostName" | "note">,
): Justification | string {
  const id = field("number");
  if (id === undefined) return "The change has no number.";
  const times: Partial<Record<string, Timestamp>> = {};
  for (const name of TIME_FIELDS) {
    const written = textOrMissing(field(name));
    const time = written === undefined ? undefined : toTime(written);
    if (typeof time === "string") return `${name}: ${time}`;
    if (time !== undefined) times[name] = time;
  }
  const hosts = hostsOf(field, sink);
  if (hosts.length === 0) sink.note("A change that names no host explains nothing by itself.");
  const { start, end } = windowOf(times);
  if (start !== undefined && end !== undefined && end < start) {
    return "The change ends before it begins.";
  }
  const state = stateOf(field("state"));
  const approval = field("approval");
  return {
    id,
    kind: "change",
    title: field("short_description") ?? "",
    hosts,
    start,
    end,
    recurrence: undefined,
    timeZone: undefined,
    approval: approvalOf(state, approval, field("type")),
    state: [state, approval === undefined ? undefined : `approval ${approval}`]
      .filter((part) => part !== undefined)
      .join(", "),
    created: times["sys_created_on"] ?? times["opened_at"],
    metrics: [],
    expected: [],
    process: undefined,
  };
}

/** What was planned is what was allowed; what was done stands in where no plan was written down. */
function windowOf(times: Partial<Record<string, Timestamp>>): {
  start: Timestamp | undefined;
  end: Timestamp | undefined;
} {
  const start = times["start_date"];
  const end = times["end_date"];
  if (start !== undefined && end !== undefined) return { start, end };
  return { start: start ?? times["work_start"], end: end ?? times["work_end"] ?? times["closed_at"] };
}

function stateOf(written: string | undefined): string | undefined {
  return written === undefined ? undefined : (STATES[written] ?? written);
}

/**
 * What the approval field says counts; standard changes are approved once for all. Where an export leaves the field
 * out, the state tells: nothing gets past Authorize without approval.
 */
function approvalOf(state: string | undefined, approval: string | undefined, type: string | undefined): ApprovalState {
  if (/cancel|reject|withdrawn/i.test(state ?? "") || /reject|denied|cancel/i.test(approval ?? "")) return "cancelled";
  const isEarly = /^(?:new|draft|pending|assess|authori[sz]e|requested|open)/i.test(state ?? "new");
  if (/^approved$/i.test(approval ?? "")) return "approved";
  if (isEarly) return "unapproved";
  return approval === undefined || /^standard$/i.test(type ?? "") ? "approved" : "unapproved";
}

function hostsOf(field: ChangeField, sink: Pick<ImportSink, "hostName" | "note">): string[] {
  const hosts = new Set<string>();
  for (const name of HOST_FIELDS) {
    for (const written of (field(name) ?? "").split(/[,;\n]/)) {
      const host = textOrMissing(written);
      if (host === undefined) continue;
      if (/^[0-9a-f]{32}$/.test(host)) {
        sink.note("Configuration items are given by their internal id only: export them with display values.");
      } else {
        hosts.add(sink.hostName(host));
      }
    }
  }
  return [...hosts];
}
