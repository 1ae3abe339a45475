/**
 * Windows events as Winlogbeat 8 ships them, one JSON document a line: Sysmon process creation (1), connection (3) and
 * termination (5), and whatever other channels a host forwards. The rendered message is left out, as shippers are
 * usually told to.
 */
import { MILLISECOND, SECOND, toIso, type Timestamp } from "../../base/time.ts";
import { seededRandom } from "../../statistics/random.ts";
import { fullName, type DemoHost } from "../fleet.ts";
import type { Flow, ProcessRun, WindowsEvent } from "../plan.ts";

export interface EventDocument {
  readonly time: Timestamp;
  /** One line of JSON without its end. */
  readonly text: string;
}

const SYSMON = { channel: "Microsoft-Windows-Sysmon/Operational", provider: "Microsoft-Windows-Sysmon" };

export function processCreated(host: DemoHost, run: ProcessRun): EventDocument {
  const { program, parent } = run;
  const elevated = program.account === "system";
  return sysmonEvent(host, run.start, 1, "Process Create (rule: ProcessCreate)", {
    RuleName: "-",
    UtcTime: utcTime(run.start),
    ProcessGuid: processGuid(host, run.pid, run.start),
    ProcessId: String(run.pid),
    Image: program.executable,
    Description: program.description ?? "-",
    Company: program.company ?? "-",
    OriginalFileName: program.originalFileName ?? program.name,
    CommandLine: program.commandLine,
    User: run.user,
    LogonId: elevated ? "0x3e7" : "0x5f21c4",
    TerminalSessionId: program.account === "owner" ? "1" : "0",
    IntegrityLevel: elevated ? "System" : "Medium",
    Hashes: `SHA256=${fileHash(program.executable, program.originalFileName ?? program.name)}`,
    ParentProcessGuid: processGuid(host, parent.pid, parent.start),
    ParentProcessId: String(parent.pid),
    ParentImage: parent.executable,
    ParentCommandLine: parent.commandLine,
  });
}

export function processTerminated(host: DemoHost, run: ProcessRun): EventDocument {
  return sysmonEvent(host, run.end, 5, "Process terminated (rule: ProcessTerminate)", {
    RuleName: "-",
    UtcTime: utcTime(run.end),
    ProcessGuid: processGuid(host, run.pid, run.start),
    ProcessId: String(run.pid),
    Image: run.program.executable,
    User: run.user,
  });
}

export function networkConnection(flow: Flow, run: ProcessRun): EventDocument {
  return sysmonEvent(flow.host, flow.start, 3, "Network connection detected (rule: NetworkConnect)", {
    RuleName: "-",
    UtcTime: utcTime(flow.start),
    ProcessGuid: processGuid(flow.host, run.pid, run.start),
    ProcessId: String(run.pid),
    Image: run.program.executable,
    User: run.user,
    Protocol: flow.transport,
    Initiated: "true",
    SourceIsIpv6: "false",
    SourceIp: flow.host.ip,
    SourceHostname: fullName(flow.host),
    SourcePort: String(flow.sourcePort),
    SourcePortName: "-",
    DestinationIsIpv6: "false",
    DestinationIp: flow.destinationIp,
    DestinationHostname: "-",
    DestinationPort: String(flow.destinationPort),
    DestinationPortName: flow.destinationPort === 443 ? "https" : "-",
  });
}

export function windowsEvent(event: WindowsEvent): EventDocument {
  return document(event.host, event.time, event, event.fields);
}

function sysmonEvent(
  host: DemoHost,
  time: Timestamp,
  eventId: number,
  action: string,
  fields: Readonly<Record<string, string>>,
): EventDocument {
  return document(host, time, { ...SYSMON, eventId, action }, fields);
}

function document(
  host: DemoHost,
  time: Timestamp,
  kind: { channel: string; provider: string; eventId: number; action?: string },
  fields: Readonly<Record<string, string>>,
): EventDocument {
  const text = JSON.stringify({
    "@timestamp": toIso(milliseconds(time)),
    ecs: { version: "8.0.0" },
    agent: { type: "winlogbeat", version: "8.17.0" },
    event: { code: String(kind.eventId), kind: "event", provider: kind.provider, action: kind.action },
    host: { name: fullName(host) },
    log: { level: "information" },
    winlog: {
      channel: kind.channel,
      provider_name: kind.provider,
      event_id: String(kind.eventId),
      computer_name: fullName(host),
      event_data: fields,
    },
  });
  return { time, text };
}

/** Sysmon's own clock text, to the millisecond. */
function utcTime(time: Timestamp): string {
  return new Date(Math.floor(time / MILLISECOND)).toISOString().replace("T", " ").slice(0, 23);
}

function milliseconds(time: Timestamp): Timestamp {
  return (Math.floor(time / MILLISECOND) * MILLISECOND) as Timestamp;
}

const machineIds = new Map<string, string>();

/** As Sysmon builds it: machine, start second (low word first), token, and a number of its own. */
function processGuid(host: DemoHost, pid: number, start: Timestamp): string {
  let machine = machineIds.get(host.name);
  if (machine === undefined) {
    machine = hexadecimal(seededRandom(`machine/${host.name}`).integer(0, 0xffffffff), 8);
    machineIds.set(host.name, machine);
  }
  const seconds = hexadecimal(Math.floor(start / SECOND), 8);
  return `{${machine}-${seconds.slice(4)}-${seconds.slice(0, 4)}-${hexadecimal(pid & 0xffff, 4)}-00000000${hexadecimal(pid % 97, 4)}}`;
}

const fileHashes = new Map<string, string>();

/** The same file has the same hash wherever it runs; it is not the hash of any real file. */
function fileHash(executable: string, originalFileName: string): string {
  const key = `${executable.toLowerCase()}|${originalFileName}`;
  let hash = fileHashes.get(key);
  if (hash === undefined) {
    const random = seededRandom(`file/${key}`);
    hash = Array.from({ length: 8 }, () => hexadecimal(random.integer(0, 0xffffffff), 8))
      .join("")
      .toUpperCase();
    fileHashes.set(key, hash);
  }
  return hash;
}

function hexadecimal(value: number, width: number): string {
  return value.toString(16).padStart(width, "0");
}
