/** The kernel's counters of the whole machine, from the text of files under /proc. */
import { countedDisks, countedInterfaces } from "../../importers/reading/linux-devices.ts";

/** Clock ticks, the same unit for all. */
export interface CpuTicks {
  readonly user: number;
  readonly system: number;
  readonly total: number;
}

/**
 * The first line of /proc/stat. Guest time is part of user time already; waiting and time that another machine took
 * are no work of this one.
 */
export function parseCpu(stat: string): CpuTicks | undefined {
  const line = /^cpu +(.*)$/m.exec(stat)?.[1];
  if (line === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = line
    .split(" ")
    .map(Number);
  const total = user + nice + system + idle + wait + irq + soft + steal;
  return { user: user + nice, system: system + irq + soft, total };
}

/** Seconds since 1970 at which the machine started. */
export function parseBootTime(stat: string): number | undefined {
  const seconds = Number(/^btime (\d+)$/m.exec(stat)?.[1]);
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** Bytes by name, from /proc/meminfo. */
export function parseMemory(meminfo: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const [, name = "", kibibytes] of meminfo.matchAll(/^(\w+): +(\d+) kB$/gm)) {
    values.set(name, Number(kibibytes) * 1024);
  }
  return values;
}

export interface DiskCounters {
  readonly readBytes: number;
  readonly writeBytes: number;
  readonly reads: number;
  readonly writes: number;
  readonly busyMilliseconds: number;
}

const SECTOR = 512;

/** Whole disks of /proc/diskstats, by name. */
export function parseDisks(diskstats: string): ReadonlyMap<string, DiskCounters> {
  const disks = new Map<string, DiskCounters>();
  for (const line of diskstats.split("\n")) {
    const fields = line.trim().split(/ +/);
    const name = fields[2];
    if (name === undefined || fields.length < 14) continue;
    disks.set(name, {
      reads: Number(fields[3]),
      readBytes: Number(fields[5]) * SECTOR,
      writes: Number(fields[7]),
      writeBytes: Number(fields[9]) * SECTOR,
      busyMilliseconds: Number(fields[12]),
    });
  }
  const counted = countedDisks([...disks.keys()].filter((name) => !isUnused(disks.get(name))));
  return new Map([...disks].filter(([name]) => counted.has(name)));
}

function isUnused(disk: DiskCounters | undefined): boolean {
  return disk === undefined || (disk.reads === 0 && disk.writes === 0);
}

export interface InterfaceCounters {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** Interfaces of /proc/net/dev that carry the machine's own traffic, by name. */
export function parseInterfaces(dev: string): ReadonlyMap<string, InterfaceCounters> {
  const interfaces = new Map<string, InterfaceCounters>();
  for (const [, name = "", rest = ""] of dev.matchAll(/^ *([^\s:]+): *(.*)$/gm)) {
    const fields = rest.split(/ +/).map(Number);
    interfaces.set(name, { receivedBytes: fields[0] ?? 0, sentBytes: fields[8] ?? 0 });
  }
  const counted = countedInterfaces(interfaces.keys());
  return new Map([...interfaces].filter(([name]) => counted.has(name)));
}

/** Increase a second of a counter; `undefined` where it fell or there is nothing to compare with. */
export function rate(before: number | undefined, after: number, seconds: number | undefined): number | undefined {
  if (before === undefined || seconds === undefined || seconds <= 0 || after < before) return undefined;
  return (after - before) / seconds;
}
