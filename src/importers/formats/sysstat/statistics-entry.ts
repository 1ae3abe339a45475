/** One entry of `sadf -j`: the groups that become metrics, under the names that sysstat has given them over the years. */
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
} from "../../../model/metrics.ts";
import { asObject } from "../../reading/json-records.ts";
import type { TimeReading } from "../../reading/times.ts";
import { countedDisks, countedInterfaces } from "../../reading/linux-devices.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Takes one sample of the entry; whether there was a value. */
export type AddSample = (metric: string, instance: string, value: number | undefined) => boolean;

const KIB = 1024;
const SECTOR = 512;

/** Adds the samples of an entry and returns how many there were. */
export function readStatistics(entry: Fields, add: AddSample): number {
  let count = 0;
  const put: AddSample = (metric, instance, value) => {
    const isThere = add(metric, instance, value);
    if (isThere) count++;
    return isThere;
  };
  readCpu(listOf(entry["cpu-load"] ?? entry["cpu-load-all"]), put);
  readMemory(asObject(entry["memory"]), put);
  const disks = listOf(entry["disk"]);
  if (disks.length > 0) readDisks(disks, put);
  else readTotalIo(asObject(entry["io"]), put);
  readNetwork(listOf(asObject(entry["network"])?.["net-dev"]), put);
  readFileSystems(listOf(entry["filesystems"]), put);
  for (const sensor of listOf(asObject(entry["power-management"])?.["temperature"])) {
    const instance = [sensor["device"], sensor["number"]].filter((part) => part !== undefined).join(" ");
    put("hw.temperature", instance, numberOf(sensor["degC"]));
  }
  return count;
}

/** The CPUs together; single ones only where the file has no "all". Waiting and stolen time is no work of this machine. */
function readCpu(loads: readonly Fields[], add: AddSample): void {
  const whole = loads.filter((load) => load["cpu"] === "all" || load["cpu"] === -1);
  for (const load of whole.length > 0 ? whole : loads) {
    const instance = whole.length > 0 ? "" : String(load["cpu"]);
    const idle = numberOf(load["idle"]);
    if (idle === undefined) continue;
    add(CPU_UTILIZATION, instance, ratio(100, -idle, minus(load["iowait"]), minus(load["steal"])));
    add("system.cpu.user.utilization", instance, ratio(plus(load["user"] ?? load["usr"]), plus(load["nice"])));
    const system = ratio(plus(load["system"] ?? load["sys"]), plus(load["irq"]), plus(load["soft"]));
    add("system.cpu.system.utilization", instance, system);
  }
}

function readMemory(memory: Fields | undefined, add: AddSample): void {
  if (memory === undefined) return;
  add(MEMORY_UTILIZATION, "", percent(memory["memused-percent"]));
  add("system.memory.usage", "", times(memory["memused"], KIB));
  add("system.paging.utilization", "", percent(memory["swpused-percent"]));
}

function readDisks(disks: readonly Fields[], add: AddSample): void {
  const counted = countedDisks(disks.map(nameOfDisk));
  for (const disk of disks) {
    const instance = nameOfDisk(disk);
    if (!counted.has(instance)) continue;
    add(DISK_READ, instance, times(disk["rkB"], KIB) ?? times(disk["rd_sec"], SECTOR));
    add(DISK_WRITE, instance, times(disk["wkB"], KIB) ?? times(disk["wr_sec"], SECTOR));
    add("system.disk.utilization", instance, percent(disk["util-percent"]));
  }
}

function nameOfDisk(disk: Fields): string {
  return textOf(disk["disk-device"] ?? disk["dev"]);
}

/** All devices together, where the file does not list them: `bread` and `bwrtn` are sectors a second. */
function readTotalIo(io: Fields | undefined, add: AddSample): void {
  if (io === undefined) return;
  add(DISK_READ, "", times(asObject(io["io-reads"])?.["bread"], SECTOR));
  add(DISK_WRITE, "", times(asObject(io["io-writes"])?.["bwrtn"], SECTOR));
}

function readNetwork(interfaces: readonly Fields[], add: AddSample): void {
  const counted = countedInterfaces(interfaces.map((entry) => textOf(entry["iface"])));
  for (const entry of interfaces) {
    const instance = textOf(entry["iface"]);
    if (!counted.has(instance)) continue;
    add(NETWORK_RECEIVE, instance, times(entry["rxkB"], KIB));
    add(NETWORK_TRANSMIT, instance, times(entry["txkB"], KIB));
  }
}

function readFileSystems(fileSystems: readonly Fields[], add: AddSample): void {
  for (const fileSystem of fileSystems) {
    const instance = textOf(fileSystem["mountpoint"] ?? fileSystem["filesystem"]);
    add("system.filesystem.utilization", instance, percent(fileSystem["%fsused"] ?? fileSystem["fsused-percent"]));
  }
}

/** Boot and comment entries: `{"boot": {"date": …, "cpu_count": 8}}`, `{"comment": {…, "com": "…"}}`. */
export function unwrap(entry: Fields, key: string): Fields {
  return asObject(entry[key]) ?? entry;
}

/** The instant of a `timestamp`, `boot` or `comment`; a reason where there is none. */
export function timeOf(
  stamp: Fields | undefined,
  read: Readonly<Record<"utc" | "local" | "epoch", (text: string) => TimeReading>>,
): TimeReading {
  if (stamp === undefined) return "The entry has no timestamp.";
  const { date, time, utc, tz } = stamp;
  if (typeof time === "number" || (typeof time === "string" && /^\d{9,}$/.test(time))) {
    return read.epoch(String(time));
  }
  if (typeof date !== "string" || typeof time !== "string") return "The timestamp has no date and time.";
  const isUtc = utc === 1 || utc === "1" || (typeof tz === "string" && /^(utc|gmt)$/i.test(tz));
  return (isUtc ? read.utc : read.local)(`${date} ${time}`);
}

function listOf(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map(asObject).filter((entry) => entry !== undefined);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function plus(value: unknown): number {
  return numberOf(value) ?? 0;
}

function minus(value: unknown): number {
  return -plus(value);
}

function times(value: unknown, factor: number): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : number * factor;
}

function percent(value: unknown): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : ratio(number);
}

/** The sum of percentages as a ratio. They have two decimals, so it is added up in hundredths, where it is exact. */
function ratio(...percentages: readonly number[]): number {
  return percentages.reduce((sum, value) => sum + Math.round(value * 100), 0) / 10_000;
}
