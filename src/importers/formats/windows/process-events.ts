/** Starts and ends of processes: Sysmon 1 and 5, Security 4688 and 4689. */
import type { Timestamp } from "../../../base/time.ts";
import type { ProcessRecord } from "../../../model/events.ts";
import { entityIdOf } from "./event-clock.ts";
import { account, baseName, text, type WindowsEvent } from "./event.ts";

/** What an event says about a process, and nothing else known. */
export function processOf(host: string, known: Partial<ProcessRecord> & { readonly pid: number }): ProcessRecord {
  return {
    host,
    pid: known.pid,
    entityId: known.entityId,
    name: known.name ?? baseName(known.executable) ?? "",
    executable: known.executable,
    commandLine: known.commandLine,
    parentPid: known.parentPid,
    parentName: known.parentName ?? baseName(known.parentExecutable),
    parentExecutable: known.parentExecutable,
    user: known.user,
    start: known.start,
    end: known.end,
    hash: known.hash,
    originalFileName: known.originalFileName,
    signed: known.signed,
    container: known.container,
  };
}

/** Sysmon 1; a reason where it names no process. */
export function sysmonStart(event: WindowsEvent, host: string, time: Timestamp): ProcessRecord | string {
  const pid = pidOf(text(event, "ProcessId"));
  if (pid === undefined) return "The event has no ProcessId.";
  return processOf(host, {
    pid,
    entityId: entityIdOf(text(event, "ProcessGuid")),
    executable: text(event, "Image"),
    commandLine: text(event, "CommandLine"),
    parentPid: pidOf(text(event, "ParentProcessId")),
    parentExecutable: text(event, "ParentImage"),
    user: text(event, "User"),
    start: time,
    hash: hashOf(text(event, "Hashes", "Hash")),
    originalFileName: text(event, "OriginalFileName"),
  });
}

/** A process as other Sysmon events mention it. */
export function sysmonMention(event: WindowsEvent, host: string, end?: Timestamp): ProcessRecord | string {
  const pid = pidOf(text(event, "ProcessId"));
  if (pid === undefined) return "The event has no ProcessId.";
  return processOf(host, {
    pid,
    entityId: entityIdOf(text(event, "ProcessGuid")),
    executable: text(event, "Image"),
    user: text(event, "User"),
    end,
  });
}

export function securityStart(event: WindowsEvent, host: string, time: Timestamp): ProcessRecord | string {
  const pid = pidOf(text(event, "NewProcessId"));
  if (pid === undefined) return "The event has no NewProcessId.";
  return processOf(host, {
    pid,
    executable: text(event, "NewProcessName"),
    commandLine: text(event, "CommandLine"),
    parentPid: pidOf(text(event, "ProcessId")),
    parentExecutable: text(event, "ParentProcessName"),
    user:
      account(event, "TargetDomainName", "TargetUserName") ?? account(event, "SubjectDomainName", "SubjectUserName"),
    start: time,
  });
}

const PROCESS_ID_IN_MESSAGE = /(?:Process ID|ID du processus)\s*:\s*(0x[0-9a-f]+|\d+)/i;

export function securityEnd(event: WindowsEvent, host: string, time: Timestamp): ProcessRecord | string {
  const pid = pidOf(text(event, "ProcessId") ?? PROCESS_ID_IN_MESSAGE.exec(event.message)?.[1]);
  if (pid === undefined) return "The event has no ProcessId.";
  return processOf(host, {
    pid,
    executable: text(event, "ProcessName"),
    user: account(event, "SubjectDomainName", "SubjectUserName"),
    end: time,
  });
}

/** The pid of a 5156, which one dialect overwrites with that of the logger. */
export function pidOfFiltering(event: WindowsEvent): number | undefined {
  const inMessage = PROCESS_ID_IN_MESSAGE.exec(event.message)?.[1];
  return pidOf(event.hasForeignProcessId ? inMessage : text(event, "ProcessID", "ProcessId"));
}

/** Pids are decimal (Sysmon) or hexadecimal (Security). */
export function pidOf(written: string | undefined): number | undefined {
  if (written === undefined || !/^(?:0x[0-9a-f]{1,16}|\d{1,10})$/i.test(written)) return undefined;
  const pid = Number(written);
  return Number.isSafeInteger(pid) ? pid : undefined;
}

const HASHES = ["SHA256", "SHA1", "MD5"];

/** The strongest of `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`, in lower case. */
export function hashOf(written: string | undefined): string | undefined {
  for (const name of HASHES) {
    const hash = new RegExp(`(?:^|,)\\s*${name}=([0-9a-f]+)`, "i").exec(written ?? "")?.[1];
    if (hash !== undefined && !/^0+$/.test(hash)) return hash.toLowerCase();
  }
  return undefined;
}
