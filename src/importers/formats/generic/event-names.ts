/** Columns of tables of processes, connections and control events, by the names that tools give them. */
import type { ColumnMapping } from "../../mapping.ts";
import { CONNECTION_COLUMNS, CONTROL_COLUMNS, PROCESS_COLUMNS } from "../tidy/event-rows.ts";
import { isPercent, wordsOf } from "./name-rules.ts";

export interface EventColumns {
  readonly kind: "processes" | "connections" | "controls";
  readonly columns: ColumnMapping["columns"];
  readonly decisions: readonly string[];
}

/** Words of a name, blanks left out, to the field that they mean. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "process.pid": ["pid", "processid", "processpid"],
  "process.name": ["process", "processname", "imagename", "procname", "program"],
  "process.executable": ["executable", "exe", "image", "path", "processpath", "exepath"],
  "process.command_line": ["commandline", "cmdline", "command", "args", "processcommandline"],
  "process.parent.pid": ["ppid", "parentpid", "parentprocessid", "parentid"],
  "process.parent.name": ["parent", "parentname", "parentprocess", "parentprocessname"],
  "user.name": ["user", "username", "account", "accountname"],
  "process.cpu.utilization": ["cpu", "cpu%", "%cpu", "cpuusage", "pcpu", "cpupercent", "cpupct"],
  "process.memory.usage": ["rss", "workingset", "memorybytes", "rssbytes"],
  "network.transport": ["transport", "protocol", "proto"],
  "source.ip": ["sourceip", "srcip", "saddr", "localip", "localaddress", "src", "sourceaddress"],
  "source.port": ["sourceport", "srcport", "sport", "localport"],
  "source.bytes": ["sourcebytes", "bytesout", "bytessent", "origbytes", "sentbytes"],
  "destination.ip": [
    "destinationip",
    "dstip",
    "destip",
    "daddr",
    "remoteip",
    "remoteaddress",
    "dst",
    "destinationaddress",
  ],
  "destination.port": ["destinationport", "dstport", "destport", "dport", "remoteport"],
  "destination.domain": ["destinationdomain", "remoteurl", "remotehost", "desthost", "domain", "queryname"],
  "destination.bytes": ["destinationbytes", "bytesin", "bytesreceived", "respbytes", "receivedbytes"],
  "event.duration": ["duration", "durationseconds", "durations"],
  "event.action": ["eventaction"],
  message: ["message", "details", "description", "text"],
};

const CANONICAL = new Set([...PROCESS_COLUMNS, ...CONNECTION_COLUMNS, ...CONTROL_COLUMNS]);

function fieldOf(name: string): string | undefined {
  const lower = name.trim().toLowerCase();
  if (CANONICAL.has(lower)) return lower;
  const word = wordsOf(name).replaceAll(" ", "");
  return Object.keys(FIELDS).find((field) => FIELDS[field]?.includes(word) === true);
}

/**
 * `undefined` where the names are not those of a table of events. A log of something else has pids, actions and
 * addresses too: so processes must come with their usage, connections with their transport, port or bytes, and control
 * events under our own name.
 */
export function guessEventColumns(names: readonly string[]): EventColumns | undefined {
  const fields = new Map<string, string>();
  for (const name of names) {
    const field = fieldOf(name);
    if (field !== undefined && !fields.has(field)) fields.set(field, name);
  }
  const has = (field: string): boolean => fields.has(field);
  const hasUsage = has("process.cpu.utilization") || has("process.memory.usage");
  const isTraffic = has("source.port") || has("network.transport") || has("source.bytes");
  const kind =
    has("destination.ip") && has("destination.port") && isTraffic
      ? "connections"
      : has("process.pid") && (has("process.name") || has("process.executable")) && hasUsage
        ? "processes"
        : fields.get("event.action")?.toLowerCase() === "event.action"
          ? "controls"
          : undefined;
  if (kind === undefined) return undefined;
  const kept = { processes: PROCESS_COLUMNS, connections: CONNECTION_COLUMNS, controls: CONTROL_COLUMNS }[kind];
  const columns: ColumnMapping["columns"][number][] = [];
  const decisions = [`The columns are those of a table of ${kind}.`];
  for (const [field, name] of fields) {
    if (!kept.includes(field)) continue;
    const isShare = field === "process.cpu.utilization" && (isPercent(name) || /^%?p?cpu%?$/i.test(name.trim()));
    if (isShare) decisions.push(`Column "${name}" is taken as percent of one CPU.`);
    columns.push({ column: name, as: field, ...(isShare ? { scale: 0.01 } : {}) });
  }
  return { kind, columns, decisions };
}
