/** Lives of processes: who started them, as whom, and that no process survives a restart of its host. */
import { MINUTE, SECOND, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import type { Random } from "../statistics/random.ts";
import type { DemoHost } from "./fleet.ts";
import { SVCHOST } from "./machines/programs.ts";
import type { ParentProcess, ProcessRun } from "./plan.ts";
import type { Program } from "./program.ts";

/** Long enough after the data to count as "still running" in every bundle. */
const FOREVER = timestamp(Date.UTC(2100, 0, 1) * 1000);

/** Spans between restarts, from long before the first sample to long after the last. */
export function uptimes(restarts: readonly Timestamp[], before: Timestamp): TimeRange[] {
  const starts = [before, ...restarts];
  return starts.map((start, index) => ({ start, end: restarts[index] ?? FOREVER }));
}

export function userOf(program: Program, host: DemoHost): string {
  if (host.machine.os === "linux") return program.account === "owner" ? host.owner : "root";
  if (program.account === "owner") return host.account;
  return program.account === "system" ? "NT AUTHORITY\\SYSTEM" : "TIDEWATER\\svc-app";
}

/** Windows numbers processes in fours; the bands keep long-lived, planned and short-lived ones apart. */
export function pidIn(band: "resident" | "planned" | "short", host: DemoHost, random: Random): number {
  const [low, high] = { resident: [150, 2_400], planned: [2_500, 7_900], short: [8_000, 16_000] }[band] as [
    number,
    number,
  ];
  const number = random.integer(low, high);
  return host.machine.os === "windows" ? number * 4 : number;
}

/** The system's own starter of services, alive since the host was started. */
export function serviceStarter(host: DemoHost, booted: Timestamp): ParentProcess {
  return host.machine.os === "linux"
    ? { pid: 1, name: "systemd", executable: "/usr/lib/systemd/systemd", commandLine: "/sbin/init", start: booted }
    : {
        pid: 820,
        name: "services.exe",
        executable: "C:\\Windows\\System32\\services.exe",
        commandLine: "C:\\Windows\\system32\\services.exe",
        start: timestamp(booted + 4 * SECOND),
      };
}

/** A process that Windows itself starts, so many seconds after the machine. */
function systemProcess(name: string, pid: number, afterSeconds: number) {
  return (_host: DemoHost, booted: Timestamp): ParentProcess => ({
    pid,
    name,
    executable: `C:\\Windows\\System32\\${name}`,
    commandLine: name,
    start: timestamp(booted + afterSeconds * SECOND),
  });
}

const sessionStarter = systemProcess("wininit.exe", 684, 3);
const desktopStarter = systemProcess("userinit.exe", 6180, 39);

/** Who starts a program, unless it is planned otherwise: its owner's desktop, or the system in its own way. */
export function starter(program: Program, host: DemoHost, booted: Timestamp): ParentProcess {
  switch (program.startedBy) {
    case "wininit":
      return sessionStarter(host, booted);
    case "userinit":
      return desktopStarter(host, booted);
    case "svchost":
      return scheduler(host, booted);
    default:
      return program.account === "owner" ? desktop(host, booted) : serviceStarter(host, booted);
  }
}

/** The task scheduler, which starts what has been scheduled. */
export function scheduler(host: DemoHost, booted: Timestamp): ParentProcess {
  if (host.machine.os === "linux") return serviceStarter(host, booted);
  return {
    pid: 1480,
    name: SVCHOST.name,
    executable: SVCHOST.executable,
    commandLine: SVCHOST.commandLine,
    start: timestamp(booted + 9 * SECOND),
  };
}

/** The owner's desktop, for what people start by hand. */
export function desktop(host: DemoHost, booted: Timestamp): ParentProcess {
  if (host.machine.os === "linux") return serviceStarter(host, booted);
  return {
    pid: 6212,
    name: "explorer.exe",
    executable: "C:\\Windows\\explorer.exe",
    commandLine: "C:\\Windows\\Explorer.EXE",
    start: timestamp(booted + 40 * SECOND),
  };
}

export interface RunOptions {
  readonly host: DemoHost;
  readonly program: Program;
  readonly range: TimeRange;
  readonly restarts: readonly Timestamp[];
  readonly random: Random;
  readonly parent?: (host: DemoHost, booted: Timestamp) => ParentProcess;
  readonly band?: "resident" | "planned";
}

/** The runs of a program over a span: a new one, some minutes after it, for each restart of the host within. */
export function runsOver({ host, program, range, restarts, random, parent, band }: RunOptions): ProcessRun[] {
  const runs: ProcessRun[] = [];
  const boundaries = uptimes(restarts, timestamp(range.start - 40 * 24 * 60 * MINUTE));
  for (const [index, uptime] of boundaries.entries()) {
    const restarted = index > 0 && uptime.start > range.start;
    const begin = restarted ? timestamp(uptime.start + random.between(3, 9) * MINUTE) : range.start;
    const end = uptime.end < range.end ? uptime.end : range.end;
    if (uptime.end <= begin || end <= begin) continue;
    const booted = uptime.start < begin ? uptime.start : timestamp(begin - MINUTE);
    runs.push({
      program,
      pid: program.fixedPid ?? pidIn(band ?? "planned", host, random),
      parent: parent === undefined ? starter(program, host, booted) : (restarted ? scheduler : parent)(host, booted),
      user: userOf(program, host),
      start: begin,
      end,
    });
  }
  return runs;
}

/** The run that was alive at an instant. */
export function runAt(runs: readonly ProcessRun[], name: string, time: Timestamp): ProcessRun | undefined {
  return runs.find((run) => run.program.name === name && time >= run.start && time < run.end);
}
