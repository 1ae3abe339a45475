/**
 * Puts together what pidstat says about a process at one time: its CPU, memory and I/O come in tables of their own.
 */
import { HOUR, type Timestamp } from "../../../base/time.ts";
import type { ProcessRecord, ProcessUsage } from "../../../model/events.ts";
import type { ImportSink } from "../../importer.ts";

export interface TaskReading {
  readonly pid: number;
  /** As printed: a name, or a command line where pidstat was asked for those. */
  readonly command: string;
  readonly user: string | undefined;
  readonly line: number;
  readonly cpu?: number | undefined;
  readonly memory?: number | undefined;
  readonly readBytes?: number | undefined;
  readonly writeBytes?: number | undefined;
}

export interface TaskUsage {
  /** Adds readings of one time; those of a time that is over are handed on. */
  add(host: string, time: Timestamp, reading: TaskReading): void;
  flush(): void;
}

type Pending = TaskReading & { readonly host: string };

/** A process that was away for longer is asked about again, since pids are used again. */
const AWAY = HOUR;

export function taskUsage(sink: Pick<ImportSink, "process" | "processUsage">, hasCommandLines: boolean): TaskUsage {
  let pending = new Map<string, Pending>();
  let pendingTime: Timestamp | undefined;
  const known = new Map<string, { id: number; seen: Timestamp }>();
  return { add, flush };

  function add(host: string, time: Timestamp, reading: TaskReading): void {
    if (time !== pendingTime) flush();
    pendingTime = time;
    const key = `${host} ${String(reading.pid)} ${reading.command}`;
    const before = pending.get(key);
    pending.set(key, before === undefined ? { host, ...reading } : { ...before, ...definedOf(reading) });
  }

  function flush(): void {
    if (pendingTime === undefined) return;
    for (const [key, task] of pending) {
      const id = identify(key, task, pendingTime);
      const { cpu, memory, readBytes, writeBytes } = task;
      const usage: ProcessUsage = { time: pendingTime, cpu, memory, readBytes, writeBytes };
      if ([cpu, memory, readBytes, writeBytes].some((value) => value !== undefined)) sink.processUsage(id, usage);
    }
    pending = new Map();
    pendingTime = undefined;
  }

  function identify(key: string, task: Pending, time: Timestamp): number {
    const before = known.get(key);
    if (before !== undefined && Math.abs(time - before.seen) <= AWAY) {
      before.seen = time;
      return before.id;
    }
    const id = sink.process(recordOf(task, hasCommandLines), time, task.line);
    known.set(key, { id, seen: time });
    return id;
  }
}

function definedOf(reading: TaskReading): Partial<TaskReading> {
  return Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));
}

function recordOf({ host, pid, command, user }: Pending, hasCommandLines: boolean): ProcessRecord {
  const program = hasCommandLines ? (/^\S+/.exec(command)?.[0] ?? command) : command;
  return {
    host,
    pid,
    entityId: undefined,
    name: hasCommandLines ? program.slice(program.lastIndexOf("/") + 1) || program : command,
    executable: hasCommandLines && program.startsWith("/") ? program : undefined,
    commandLine: hasCommandLines ? command : undefined,
    parentPid: undefined,
    parentName: undefined,
    parentExecutable: undefined,
    user,
    start: undefined,
    end: undefined,
    hash: undefined,
    originalFileName: undefined,
    signed: undefined,
    container: undefined,
  };
}
