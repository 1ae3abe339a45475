/**
 * Every process of a Linux machine, read straight from /proc. Reading is synchronous on purpose: a few hundred small
 * files that the kernel makes on the spot cost a third of what they would as promises.
 */
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { SECOND, timestamp } from "../../base/time.ts";
import type { ProcessReading } from "../machine-reading.ts";
import { rate } from "./counters.ts";

/** USER_HZ, in which the kernel states times of processes: 100 on every architecture in use. */
const TICKS = 100;
const PAGE = 4096;

/** What stays the same for as long as a process lives, and its counters at the last reading. */
interface Known {
  readonly startTicks: number;
  record: ProcessReading["record"];
  /** The name changes when a process runs another program. */
  comm: string;
  ticks: number;
  readBytes: number | undefined;
  writeBytes: number | undefined;
}

const NOTHING_YET = { ticks: 0, readBytes: 0, writeBytes: 0 };

export interface ProcessReader {
  read(bootSeconds: number | undefined, elapsedSeconds: number | undefined): ProcessReading[];
}

export function processReader(root = "/proc"): ProcessReader {
  let known: Map<number, Known> | undefined;
  const userNames = readUserNames();

  return {
    read(bootSeconds, elapsedSeconds) {
      const seen = new Map<number, Known>();
      const readings: ProcessReading[] = [];
      for (const entry of readdirSync(root)) {
        const pid = Number(entry);
        if (!Number.isInteger(pid)) continue;
        const stat = parseProcessStat(textOf(`${root}/${entry}/stat`) ?? "");
        if (stat === undefined) continue; // it ended since the listing
        const io = parseIo(textOf(`${root}/${entry}/io`) ?? "");
        const before = known?.get(pid);
        const isSame = before?.startTicks === stat.startTicks && before.comm === stat.comm;
        const record = isSame ? before.record : describe(pid, stat, bootSeconds);
        seen.set(pid, { startTicks: stat.startTicks, record, comm: stat.comm, ticks: stat.ticks, ...io });
        // One that was not there at the last reading began at nothing since then.
        const counters =
          before?.startTicks === stat.startTicks ? before : known === undefined ? undefined : NOTHING_YET;
        const ticks = rate(counters?.ticks, stat.ticks, elapsedSeconds);
        readings.push({
          record,
          cpu: ticks === undefined ? undefined : ticks / TICKS,
          memory: stat.residentPages * PAGE,
          readBytes: io.readBytes === undefined ? undefined : rate(counters?.readBytes, io.readBytes, elapsedSeconds),
          writeBytes:
            io.writeBytes === undefined ? undefined : rate(counters?.writeBytes, io.writeBytes, elapsedSeconds),
        });
      }
      known = seen;
      return readings;
    },
  };

  function describe(pid: number, stat: ProcessStat, bootSeconds: number | undefined): ProcessReading["record"] {
    const folder = `${root}/${String(pid)}`;
    const commandLine = textOf(`${folder}/cmdline`)?.replace(/\0+$/, "").replaceAll("\0", " ");
    const parent = parseProcessStat(textOf(`${root}/${String(stat.parentPid)}/stat`) ?? "");
    const cgroup = textOf(`${folder}/cgroup`) ?? "";
    return {
      pid,
      entityId: undefined,
      name: stat.comm,
      executable: linkOf(`${folder}/exe`),
      commandLine: commandLine === "" ? undefined : commandLine?.slice(0, 32_768),
      parentPid: stat.parentPid,
      parentName: parent?.comm,
      parentExecutable: linkOf(`${root}/${String(stat.parentPid)}/exe`),
      user: ownerOf(folder, userNames),
      start: bootSeconds === undefined ? undefined : timestamp((bootSeconds + stat.startTicks / TICKS) * SECOND),
      end: undefined,
      hash: undefined,
      originalFileName: undefined,
      signed: undefined,
      container: /(?:docker|containerd|libpod|kubepods|crio)\S*?([0-9a-f]{64})/.exec(cgroup)?.[1]?.slice(0, 12),
    };
  }
}

export interface ProcessStat {
  readonly comm: string;
  readonly parentPid: number;
  /** User and system time. */
  readonly ticks: number;
  readonly startTicks: number;
  readonly residentPages: number;
}

/** /proc/PID/stat: the name stands in parentheses and may hold blanks and parentheses itself. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (open < 0 || close < open) return undefined;
  const fields = text.slice(close + 2).split(" ");
  if (fields.length < 22) return undefined;
  return {
    comm: text.slice(open + 1, close),
    parentPid: Number(fields[1]),
    ticks: Number(fields[11]) + Number(fields[12]),
    startTicks: Number(fields[19]),
    residentPages: Number(fields[21]),
  };
}

/** Bytes that reached a disk; absent where only the process's owner may look. */
function parseIo(text: string): { readBytes: number | undefined; writeBytes: number | undefined } {
  const read = /^read_bytes: (\d+)$/m.exec(text)?.[1];
  const write = /^write_bytes: (\d+)$/m.exec(text)?.[1];
  return {
    readBytes: read === undefined ? undefined : Number(read),
    writeBytes: write === undefined ? undefined : Number(write),
  };
}

function readUserNames(): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of (textOf("/etc/passwd") ?? "").split("\n")) {
    const [name, , id] = line.split(":");
    if (name !== undefined && id !== undefined) names.set(Number(id), name);
  }
  return names;
}

function ownerOf(folder: string, names: ReadonlyMap<number, string>): string | undefined {
  try {
    const id = statSync(folder).uid;
    return names.get(id) ?? String(id);
  } catch {
    return undefined;
  }
}

/** Processes come and go while they are read, and some may not be looked at: both are no error. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

export function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
