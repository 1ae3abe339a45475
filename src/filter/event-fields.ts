/** What can be asked of processes, connections, control events and rejected records: the store answers these as SQL. */
import type { StoredConnection, StoredControl, StoredProcess } from "../model/events.ts";
import type { ListedReject } from "../model/source.ts";
import type { FilterField } from "./field.ts";

const yesNo = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? "yes" : "no";

export const processFields: readonly FilterField<StoredProcess>[] = [
  { name: "host.name", title: "Host", kind: "text", repeats: true, valueOf: (row) => row.host },
  { name: "process.name", title: "Process", kind: "text", repeats: true, valueOf: (row) => row.name },
  { name: "process.pid", title: "PID", kind: "number", valueOf: (row) => row.pid },
  { name: "process.executable", title: "Executable", kind: "text", repeats: true, valueOf: (row) => row.executable },
  { name: "process.command_line", title: "Command line", kind: "text", valueOf: (row) => row.commandLine },
  { name: "process.parent.name", title: "Parent", kind: "text", repeats: true, valueOf: (row) => row.parentName },
  { name: "process.parent.pid", title: "PID of the parent", kind: "number", valueOf: (row) => row.parentPid },
  {
    name: "process.parent.executable",
    title: "Executable of the parent",
    kind: "text",
    repeats: true,
    valueOf: (row) => row.parentExecutable,
  },
  { name: "user.name", title: "User", kind: "text", repeats: true, valueOf: (row) => row.user },
  { name: "process.hash", title: "Hash", kind: "text", valueOf: (row) => row.hash },
  {
    name: "process.pe.original_file_name",
    title: "Original file name",
    kind: "text",
    repeats: true,
    valueOf: (row) => row.originalFileName,
  },
  {
    name: "process.code_signature.trusted",
    title: "Signed",
    kind: "text",
    choices: ["yes", "no"],
    repeats: true,
    valueOf: (row) => yesNo(row.signed),
  },
  { name: "container.id", title: "Container", kind: "text", repeats: true, valueOf: (row) => row.container },
  { name: "process.start", title: "Started", kind: "time", valueOf: (row) => row.start },
  { name: "event.start", title: "First seen", kind: "time", valueOf: (row) => row.first },
  { name: "event.end", title: "Last seen", kind: "time", valueOf: (row) => row.last },
  { name: "event.count", title: "Samples", kind: "number", valueOf: (row) => row.sampleCount },
];

export const connectionFields: readonly FilterField<StoredConnection>[] = [
  { name: "host.name", title: "Host", kind: "text", repeats: true, valueOf: (row) => row.host },
  { name: "event.start", title: "Start", kind: "time", valueOf: (row) => row.start },
  { name: "event.duration", title: "Duration", kind: "duration", valueOf: (row) => row.durationSeconds },
  { name: "destination.domain", title: "Domain", kind: "text", repeats: true, valueOf: (row) => row.destinationDomain },
  { name: "destination.ip", title: "Address", kind: "text", repeats: true, valueOf: (row) => row.destinationIp },
  { name: "destination.port", title: "Port", kind: "number", repeats: true, valueOf: (row) => row.destinationPort },
  { name: "source.ip", title: "Source address", kind: "text", repeats: true, valueOf: (row) => row.sourceIp },
  { name: "source.port", title: "Source port", kind: "number", valueOf: (row) => row.sourcePort },
  { name: "network.transport", title: "Transport", kind: "text", repeats: true, valueOf: (row) => row.transport },
  { name: "network.protocol", title: "Protocol", kind: "text", repeats: true, valueOf: (row) => row.application },
  {
    name: "network.direction",
    title: "Direction",
    kind: "text",
    choices: ["outbound", "inbound"],
    repeats: true,
    valueOf: (row) => row.direction,
  },
  { name: "host.network.egress.bytes", title: "Bytes out", kind: "bytes", valueOf: (row) => row.bytesOut },
  { name: "host.network.ingress.bytes", title: "Bytes in", kind: "bytes", valueOf: (row) => row.bytesIn },
  { name: "process.name", title: "Process", kind: "text", repeats: true, valueOf: (row) => row.processName },
  { name: "process.pid", title: "PID", kind: "number", valueOf: (row) => row.pid },
  { name: "connection.state", title: "State", kind: "text", repeats: true, valueOf: (row) => row.state },
];

export const controlFields: readonly FilterField<StoredControl>[] = [
  { name: "@timestamp", title: "Time", kind: "time", valueOf: (row) => row.time },
  { name: "host.name", title: "Host", kind: "text", repeats: true, valueOf: (row) => row.host },
  { name: "event.action", title: "Action", kind: "text", repeats: true, valueOf: (row) => row.action },
  { name: "user.name", title: "User", kind: "text", repeats: true, valueOf: (row) => row.user },
  { name: "message", title: "Message", kind: "text", valueOf: (row) => row.message },
];

export const rejectFields: readonly FilterField<ListedReject>[] = [
  { name: "source.path", title: "Source", kind: "text", repeats: true, valueOf: (row) => row.path },
  { name: "reject.line", title: "Line", kind: "number", valueOf: (row) => row.line },
  { name: "reject.reason", title: "Reason", kind: "text", repeats: true, valueOf: (row) => row.reason },
  { name: "reject.raw", title: "As it stands there", kind: "text", valueOf: (row) => row.raw },
];
