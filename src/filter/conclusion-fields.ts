/** What can be asked of episodes, claims and problems of the evidence: there are never so many that they are not looked at one by one. */
import { SECOND } from "../base/time.ts";
import { dataProblemKinds, type DataProblem } from "../model/data-problem.ts";
import type { Episode } from "../model/episode.ts";
import type { StoredJustification } from "../model/justification.ts";
import type { FilterField } from "./field.ts";

export const episodeFields: readonly FilterField<Episode>[] = [
  { name: "episode.id", title: "Id", kind: "text", valueOf: (row) => row.id },
  { name: "host.name", title: "Host", kind: "text", repeats: true, valueOf: (row) => row.host },
  { name: "episode.priority", title: "Priority", kind: "number", valueOf: (row) => row.priority.score },
  { name: "episode.profile", title: "Looks like", kind: "text", repeats: true, valueOf: (row) => row.profile },
  {
    name: "episode.justification",
    title: "Justification",
    kind: "text",
    choices: ["unexplained", "contradicted", "partly", "explained"],
    repeats: true,
    valueOf: (row) => row.justification.state,
  },
  {
    name: "episode.alarm",
    title: "Put before you",
    kind: "text",
    choices: ["yes", "no"],
    repeats: true,
    valueOf: (row) => (row.alarm ? "yes" : "no"),
  },
  { name: "episode.start", title: "Start", kind: "time", valueOf: (row) => row.start },
  { name: "episode.end", title: "End", kind: "time", valueOf: (row) => row.end },
  {
    name: "episode.duration",
    title: "Duration, where it has ended",
    kind: "duration",
    valueOf: (row) => (row.end === undefined ? undefined : (row.end - row.start) / SECOND),
  },
  { name: "episode.metric", title: "Metric", kind: "text", repeats: true, valueOf: (row) => row.metrics },
  { name: "episode.confidence", title: "Confidence (0–1)", kind: "number", valueOf: (row) => row.confidence },
  { name: "excess.cpu_hours", title: "CPU-hours beyond normal", kind: "number", valueOf: (row) => row.excess.cpuHours },
  { name: "claim.id", title: "Claim", kind: "text", valueOf: (row) => row.justification.refs.map(({ id }) => id) },
  {
    name: "process.name",
    title: "Process",
    kind: "text",
    repeats: true,
    valueOf: (row) => row.processes.map(({ name }) => name),
  },
  {
    name: "user.name",
    title: "User",
    kind: "text",
    repeats: true,
    valueOf: (row) => row.processes.map(({ user }) => user),
  },
  {
    name: "destination.address",
    title: "Destination",
    kind: "text",
    repeats: true,
    valueOf: (row) => row.connections.flatMap(({ destination, domain }) => [destination, domain]),
  },
  {
    name: "destination.port",
    title: "Port",
    kind: "number",
    repeats: true,
    valueOf: (row) => row.connections.map(({ port }) => port),
  },
];

export const claimFields: readonly FilterField<StoredJustification>[] = [
  { name: "claim.id", title: "Reference", kind: "text", valueOf: (row) => row.id },
  {
    name: "claim.kind",
    title: "Kind",
    kind: "text",
    choices: ["change", "task", "maintenance", "workload"],
    repeats: true,
    valueOf: (row) => row.kind,
  },
  { name: "claim.title", title: "Title", kind: "text", repeats: true, valueOf: (row) => row.title },
  { name: "host.name", title: "Host", kind: "text", repeats: true, valueOf: (row) => row.hosts },
  {
    name: "claim.approval",
    title: "Approval",
    kind: "text",
    choices: ["approved", "unapproved", "cancelled"],
    repeats: true,
    valueOf: (row) => row.approval,
  },
  { name: "claim.state", title: "State in the tool's words", kind: "text", repeats: true, valueOf: (row) => row.state },
  { name: "claim.start", title: "Start", kind: "time", valueOf: (row) => row.start },
  { name: "claim.end", title: "End", kind: "time", valueOf: (row) => row.end },
  { name: "claim.created", title: "Created", kind: "time", valueOf: (row) => row.created },
  { name: "claim.recurrence", title: "Recurs", kind: "text", repeats: true, valueOf: (row) => row.recurrence },
  { name: "claim.metric", title: "Metric", kind: "text", repeats: true, valueOf: (row) => row.metrics },
  { name: "process.name", title: "Process", kind: "text", repeats: true, valueOf: (row) => row.process },
];

export const problemFields: readonly FilterField<DataProblem>[] = [
  {
    name: "problem.kind",
    title: "Kind",
    kind: "text",
    choices: dataProblemKinds,
    repeats: true,
    valueOf: (row) => row.kind,
  },
  { name: "host.name", title: "Host", kind: "text", repeats: true, valueOf: (row) => row.host },
  { name: "problem.metric", title: "Metric", kind: "text", repeats: true, valueOf: (row) => row.metrics },
  {
    name: "source.path",
    title: "Source",
    kind: "text",
    repeats: true,
    valueOf: (row) => row.sources.map(({ path }) => path),
  },
  { name: "problem.start", title: "Start", kind: "time", valueOf: (row) => row.range?.start },
  { name: "problem.end", title: "End", kind: "time", valueOf: (row) => row.range?.end },
  {
    name: "problem.duration",
    title: "Duration",
    kind: "duration",
    valueOf: (row) => (row.range === undefined ? undefined : (row.range.end - row.range.start) / SECOND),
  },
  { name: "problem.text", title: "What is doubtful", kind: "text", valueOf: (row) => row.text },
  { name: "problem.next", title: "Cause and next step", kind: "text", valueOf: (row) => row.next },
];
