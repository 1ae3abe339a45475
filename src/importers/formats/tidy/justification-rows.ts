/**
 * Rows of the tidy table of justifications. A claim that is read too generously explains away what nobody allowed: so
 * whatever narrows it (metrics, bounds, recurrence) and cannot be read rejects the row instead of being left out.
 */
import type { Timestamp } from "../../../base/time.ts";
import { canonicalMetricId } from "../../../model/metrics.ts";
import type { ApprovalState, ExpectedLoad, JustificationKind } from "../../../model/justification.ts";
import type { ImportSink, SourceFacts } from "../../importer.ts";
import { textOrMissing } from "../../reading/missing.ts";
import type { TimeReading } from "../../reading/times.ts";
import type { RowReader } from "./event-rows.ts";

export const JUSTIFICATION_COLUMNS = [
  "id",
  "kind",
  "title",
  "host.name",
  "start",
  "end",
  "recurrence",
  "state",
  "created",
  "metrics",
  "expected",
  "process",
];

const KINDS: readonly JustificationKind[] = ["change", "task", "maintenance", "workload"];
const RECURRENCE = /^(?:RRULE:)?(FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(?:;[A-Z]+=[A-Z0-9,+-]+)*)$/i;

/** A row's fault: its message becomes the reason of the reject. */
class RowFault extends Error {}

export function justificationRows(
  column: (name: string) => number,
  readTime: (text: string) => TimeReading,
  facts: SourceFacts,
  sink: ImportSink,
): RowReader {
  const positions = Object.fromEntries(JUSTIFICATION_COLUMNS.map((name) => [name, column(name)]));
  const cell = (cells: readonly string[], name: string): string | undefined =>
    textOrMissing(cells[positions[name] ?? -1]);

  const time = (cells: readonly string[], name: string): Timestamp | undefined => {
    const text = cell(cells, name);
    if (text === undefined) return undefined;
    const reading = readTime(text);
    if (typeof reading === "string") throw new RowFault(`${name}: ${reading}`);
    return reading;
  };

  const store = (cells: readonly string[], line: number): undefined => {
    const id = cell(cells, "id");
    if (id === undefined) throw new RowFault("The row has no id.");
    const kind = KINDS.find((candidate) => candidate === cell(cells, "kind")?.toLowerCase());
    if (kind === undefined) throw new RowFault(`The kind must be one of ${KINDS.join(", ")}.`);
    const start = time(cells, "start");
    const end = time(cells, "end");
    if (start !== undefined && end !== undefined && end < start) throw new RowFault("It ends before it starts.");
    const hosts = list(cell(cells, "host.name")).map(sink.hostName);
    const state = cell(cells, "state");
    sink.justification(
      {
        id,
        kind,
        title: cell(cells, "title") ?? id,
        hosts: hosts.length === 0 && facts.host !== undefined ? [facts.host] : hosts,
        start,
        end,
        recurrence: recurrenceOf(cell(cells, "recurrence")),
        timeZone: facts.zone?.name,
        approval: approvalOf(state, kind, sink.note),
        state: state ?? "",
        created: time(cells, "created"),
        metrics: list(cell(cells, "metrics")).map(metricOf),
        expected: list(cell(cells, "expected")).map(expectedOf),
        process: cell(cells, "process"),
      },
      line,
    );
    return undefined;
  };

  return {
    read(cells, line) {
      try {
        return store(cells, line);
      } catch (error) {
        if (error instanceof RowFault) return error.message;
        throw error;
      }
    },
  };
}

function list(text: string | undefined): string[] {
  return (text ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function recurrenceOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const rule = RECURRENCE.exec(text)?.[1];
  if (rule === undefined) throw new RowFault("The recurrence is no RRULE such as FREQ=WEEKLY;BYDAY=SU.");
  return rule.toUpperCase();
}

function metricOf(text: string): string {
  const metric = canonicalMetricId(text);
  if (metric === undefined) throw new RowFault(`"${text}" is no metric of the registry.`);
  return metric;
}

function expectedOf(text: string): ExpectedLoad {
  const match = /^(.+?)\s*(<=|>=)\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(text);
  if (match === null) throw new RowFault(`"${text}" is no expectation such as system.cpu.utilization<=0.9.`);
  const [, metric = "", comparison, value] = match;
  return { metric: metricOf(metric), comparison: comparison === ">=" ? ">=" : "<=", value: Number(value) };
}

const APPROVED =
  /^(approved|authori[sz]ed|scheduled|implement(ing|ed|ation)?|in[ _-]progress|review|closed?|complete[d]?|done|active|enabled|ready|running|confirmed)$/i;
const UNAPPROVED =
  /^(new|draft|requested|pending|assess|authori[sz]e|submitted|open|unapproved|not[ _-]approved|rejected|denied|expired)$/i;
const CANCELLED = /^(cancell?ed|withdrawn|disabled|aborted)$/i;

/** What a state word means. Tasks and maintenance windows that give none are in force; a word nobody knows is no approval. */
function approvalOf(state: string | undefined, kind: JustificationKind, note: (text: string) => void): ApprovalState {
  if (state === undefined) {
    if (kind === "task" || kind === "maintenance") return "approved";
    note(`A ${kind} without a state was taken as not approved.`);
    return "unapproved";
  }
  if (APPROVED.test(state)) return "approved";
  if (CANCELLED.test(state)) return "cancelled";
  if (!UNAPPROVED.test(state)) note(`The state "${state.slice(0, 60)}" is not known: it was taken as not approved.`);
  return "unapproved";
}
