/**
 * Windows events as JSON: Sysmon, Security, System and Defender logs, in whatever shape the collector gave them.
 *
 * Kept are starts and ends of processes, connections, and the few events about protection, devices, logons and logs that
 * an investigator asks for. What a command line was meant to switch off is for the analysis to say. All other ids are
 * skipped and counted by kind.
 */
import type { Timestamp } from "../../base/time.ts";
import type { FileText, Importer, ImportSink, SourceFacts } from "../importer.ts";
import { asObject, jsonRecords, parseJson } from "../reading/json-records.ts";
import { askedNames, filteredConnection, sysmonConnection } from "./windows/connection-events.ts";
import { readControl } from "./windows/control-events.ts";
import { eventClock, type EventClock } from "./windows/event-clock.ts";
import { baseName, recogniseEvent, type WindowsEvent } from "./windows/event.ts";
import { securityEnd, securityStart, sysmonMention, sysmonStart } from "./windows/process-events.ts";

/** Process starts from which a host's clock is learned before anything is read. */
const STARTS_TO_LEARN_FROM = 2_000;
/** Records that are looked at for them. */
const RECORDS_TO_LEARN_FROM = 200_000;

/** What the shapes look like: all patterns of one of the lists are there. Each by itself, so that no text takes long. */
const MARKS: readonly (readonly RegExp[])[] = [
  [/"winlog"\s*:\s*\{/],
  [/"Event"\s*:\s*\{/, /"System"\s*:\s*\{/, /"EventID"\s*:/],
  [/"EventID"\s*:\s*"?\d/, /"(?:SourceName|Provider|Channel)"\s*:\s*"/],
  [/"SyslogMessage"\s*:\s*"(?:<|\\u003c)Event(?:>|\\u003e|\s)/i],
];

export const windowsEvents: Importer = {
  id: "windows-events",
  describes: "Windows events as JSON: Sysmon, Security, System, Defender (evtx_dump, winlogbeat, NXLog, Sentinel)",
  example: [
    '{"EventID":1,"SourceName":"Microsoft-Windows-Sysmon","Channel":"Microsoft-Windows-Sysmon/Operational",',
    '"Hostname":"SRV-01","TimeCreated":"2026-11-24T10:00:00.123Z","UtcTime":"2026-11-24 10:00:00.120",',
    '"ProcessId":"4711","Image":"C:\\\\Windows\\\\System32\\\\svchost.exe"}',
  ].join(""),

  sniff({ text }): number {
    return /^\s*[[{]/.test(text) && MARKS.some((marks) => marks.every((mark) => mark.test(text))) ? 0.95 : 0;
  },

  async read(text, facts, sink, signal): Promise<void> {
    const clock = eventClock(facts.zone, (note) => sink.note(note));
    await learnClock(text, clock, signal);
    const store = eventStore(clock, facts, sink);
    for await (const records of jsonRecords(text, sink)) {
      signal.throwIfAborted();
      for (const record of records) store(record.text, record.line);
    }
  },
};

async function learnClock(text: FileText, clock: EventClock, signal: AbortSignal): Promise<void> {
  let starts = 0;
  let looked = 0;
  for await (const records of jsonRecords(text, { reject: () => undefined })) {
    signal.throwIfAborted();
    for (const record of records) {
      looked++;
      if (!record.text.includes("UtcTime") || !record.text.includes("ParentImage")) continue;
      const event = eventIn(record.text);
      if (event?.id !== 1) continue;
      clock.learn(event);
      starts++;
    }
    if (starts >= STARTS_TO_LEARN_FROM || looked >= RECORDS_TO_LEARN_FROM) return;
  }
}

function eventIn(text: string): WindowsEvent | undefined {
  const record = asObject(parseJson(text));
  return record === undefined ? undefined : recogniseEvent(record);
}

function eventStore(clock: EventClock, facts: SourceFacts, sink: ImportSink): (text: string, line: number) => void {
  const names = askedNames();

  return (raw, line) => {
    const record = asObject(parseJson(raw));
    if (record === undefined) {
      sink.reject(line, "The record is no JSON object.", raw);
      return;
    }
    const event = recogniseEvent(record);
    if (event === undefined) {
      sink.reject(line, "The record is not a Windows event of a form that is known.", raw);
      return;
    }
    const written = event.host ?? facts.host;
    if (written === undefined) {
      sink.reject(line, "The event names no host and nobody stated one.", raw);
      return;
    }
    const problem = keep(event, sink.hostName(written), line);
    if (problem !== undefined) sink.reject(line, problem, raw);
  };

  /** Stores or skips one event; a reason where it must be rejected. */
  function keep(event: WindowsEvent, host: string, line: number): string | undefined {
    const kind = kindOf(event);
    if (kind === "dns-query") {
      names.learn(event, host);
      sink.skip("Sysmon 22 (the names are used for connections)");
      return undefined;
    }
    const control = kind === undefined ? readControl(event) : undefined;
    if (kind === undefined && (control === undefined || "skip" in control)) {
      sink.skip(control?.skip ?? `${shortChannel(event)} ${String(event.id)}`);
      return undefined;
    }
    const time = clock.timeOf(event);
    if (typeof time === "string") return time;
    if (control !== undefined && !("skip" in control)) {
      sink.control({ host, time, ...control }, line);
    } else {
      const problem = kind === "connection" ? connection(event, host, time, line) : process(event, host, time, line);
      if (problem !== undefined) return problem;
    }
    sink.stored();
    return undefined;
  }

  function process(event: WindowsEvent, host: string, time: Timestamp, line: number): string | undefined {
    const record = processIn(event, host, time);
    if (typeof record === "string") return record;
    sink.process(record, time, line);
    return undefined;
  }

  function connection(event: WindowsEvent, host: string, time: Timestamp, line: number): string | undefined {
    const isSysmon = event.id === 3;
    const record = (isSysmon ? sysmonConnection : filteredConnection)(event, host, time, names);
    if (typeof record === "string") return record;
    sink.connection(record, line);
    // The connection itself has no place for the program's path, which says where the program was run from.
    const mention = isSysmon ? sysmonMention(event, host) : undefined;
    if (mention !== undefined && typeof mention !== "string") sink.process(mention, time, line);
    return undefined;
  }
}

type Kind = "process" | "connection" | "dns-query";

function kindOf({ id, provider, channel }: WindowsEvent): Kind | undefined {
  if (/sysmon/i.test(provider) || /sysmon/i.test(channel)) {
    if (id === 1 || id === 5) return "process";
    if (id === 22) return "dns-query";
    return id === 3 ? "connection" : undefined;
  }
  if (channel !== "Security" && !/Security-Auditing/i.test(provider)) return undefined;
  if (id === 4688 || id === 4689) return "process";
  return id === 5156 ? "connection" : undefined;
}

function processIn(event: WindowsEvent, host: string, time: Timestamp): ReturnType<typeof sysmonStart> {
  switch (event.id) {
    case 1:
      return sysmonStart(event, host, time);
    case 5:
      return sysmonMention(event, host, time);
    case 4688:
      return securityStart(event, host, time);
    default:
      return securityEnd(event, host, time);
  }
}

/** `Sysmon` for `Microsoft-Windows-Sysmon/Operational`. */
function shortChannel({ channel, provider }: WindowsEvent): string {
  const name = channel === "" ? provider : channel;
  return (baseName(name.replace(/\/(?:Operational|Admin)$/i, "")) ?? name)
    .replace(/^Microsoft-Windows-/, "")
    .slice(0, 60);
}
