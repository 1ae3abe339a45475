/**
 * What a column is by its name: the words that tools and people use for the metrics of the registry, and the units that
 * stand beside them. Order matters: the first rule that fits decides.
 */
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../../../model/metrics.ts";

/** What kind of number a metric's column holds, before its unit is known. */
export type Quantity = "share" | "bytes" | "byte-rate" | "operation-rate" | "watts" | "celsius";

export interface NamedMetric {
  readonly metric: string;
  readonly quantity: Quantity;
}

interface Rule extends NamedMetric {
  readonly all: readonly RegExp[];
  readonly none?: RegExp;
}

const CPU = /\b(cpu|processor|prozessor|cpus)\b/;
const MEMORY = /\b(mem|memory|ram|speicher)\b/;
const DISK = /\b(disk|disks|storage|io|hdd|ssd|volume)\b/;
const NETWORK = /\b(net|network|nic|eth\d*|ens\d*|interface|traffic|lan|bandwidth)\b/;
const READ = /\b(read|reads|rd)\b/;
const WRITE = /\b(write|writes|written|wr)\b/;
const RECEIVE = /\b(rx|recv|received?|in|inbound|ingress|download|incoming)\b/;
const TRANSMIT = /\b(tx|sent|send|transmit(ted)?|out|outbound|egress|upload|outgoing)\b/;
const OPERATIONS = /\b(ops|iops|operations|requests|count)\b/;
/** Capacities, the share that is not used, and parts of a load: numbers that are not the load itself. */
const NO_LOAD =
  /\b(cores?|count|number|id|index|capacity|provisioned|mhz|ghz|hertz|total|free|available|avail|limit|size|idle|temp|temperature|wait|iowait|steal|stolen|nice|guest|irq|softirq|interrupts?|cached?|buffer(s|ed)?|slab|reserved|swap|io|time|seconds|ticks|jiffies)\b/;
/** Network columns that do not count bytes. */
const NO_BYTES = /\b(packets?|pkts?|errors?|errs?|drop|dropped|drops|collisions?|frames?)\b/;
/** How nvidia-smi names the time that a GPU's memory is busy, which is no share of the host's memory. */
const GPU_MEMORY_BUSY = /^utilization memory\b/;
const GPU = /\bgpus?\b/;

const RULES: readonly Rule[] = [
  { all: [GPU, /\b(mem|memory|vram)\b/], none: NO_LOAD, metric: "hw.gpu.memory.utilization", quantity: "share" },
  { all: [/\b(temp|temperature)\b/], metric: "hw.temperature", quantity: "celsius" },
  { all: [/\b(power|watts?|leistung)\b/], none: /\bfactor|supply|state\b/, metric: POWER, quantity: "watts" },
  { all: [GPU], none: NO_LOAD, metric: GPU_UTILIZATION, quantity: "share" },
  { all: [CPU, /\b(user|usr)\b/], metric: "system.cpu.user.utilization", quantity: "share" },
  { all: [CPU, /\b(system|sys|kernel|privileged)\b/], metric: "system.cpu.system.utilization", quantity: "share" },
  { all: [CPU], none: NO_LOAD, metric: CPU_UTILIZATION, quantity: "share" },
  {
    all: [/\b(swap|pagefile)\b/, /\b(used|usage|util|utilization|utilisation|pct|percent)\b/],
    metric: "system.paging.utilization",
    quantity: "share",
  },
  {
    all: [MEMORY],
    none: new RegExp(`${NO_LOAD.source}|${GPU_MEMORY_BUSY.source}`),
    metric: MEMORY_UTILIZATION,
    quantity: "share",
  },
  {
    all: [DISK, READ, OPERATIONS],
    metric: "system.disk.operations{disk.io.direction=read}",
    quantity: "operation-rate",
  },
  {
    all: [DISK, WRITE, OPERATIONS],
    metric: "system.disk.operations{disk.io.direction=write}",
    quantity: "operation-rate",
  },
  { all: [DISK, READ], metric: DISK_READ, quantity: "byte-rate" },
  { all: [DISK, WRITE], metric: DISK_WRITE, quantity: "byte-rate" },
  { all: [NETWORK, RECEIVE], none: NO_BYTES, metric: NETWORK_RECEIVE, quantity: "byte-rate" },
  { all: [NETWORK, TRANSMIT], none: NO_BYTES, metric: NETWORK_TRANSMIT, quantity: "byte-rate" },
  { all: [/\b(bytes|octets|kb|mb)\b/, RECEIVE], metric: NETWORK_RECEIVE, quantity: "byte-rate" },
  { all: [/\b(bytes|octets|kb|mb)\b/, TRANSMIT], metric: NETWORK_TRANSMIT, quantity: "byte-rate" },
  {
    all: [DISK, /\b(busy|active|util|utilization|utilisation|load)\b/],
    metric: "system.disk.utilization",
    quantity: "share",
  },
  {
    all: [/\b(filesystem|disk|volume)\b/, /\b(used|usage|full)\b/],
    none: NO_LOAD,
    metric: "system.filesystem.utilization",
    quantity: "share",
  },
];

/** Lower-case words of a name: `cpuUsage_pct`, `CPU usage [%]` and `cpu.usage` read alike. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^a-z0-9%/]+/g, " ")
    .trim();
}

/** The metric that a name stands for; `undefined` where no rule fits. */
export function metricByName(name: string): NamedMetric | undefined {
  const words = wordsOf(name).replace(/[%/]/g, " ");
  const rule = RULES.find(({ all, none }) => all.every((word) => word.test(words)) && none?.test(words) !== true);
  if (rule === undefined) return undefined;
  if (rule.metric === MEMORY_UTILIZATION && byteUnit(name) !== undefined) {
    return { metric: "system.memory.usage", quantity: "bytes" };
  }
  return { metric: rule.metric, quantity: rule.quantity };
}

export interface UnitFactor {
  /** Multiplies a value to give the registry's unit. */
  readonly scale: number;
  readonly words: string;
}

/** What a name says about percent. */
export function isPercent(name: string): boolean {
  return /%|\b(pct|perc|percent|percentage|prozent)\b/.test(wordsOf(name));
}

const BITS = /\b(k|m|g)?(?:bps|bits? ?(?:\/|per) ?s(?:ec|econd)?|bit\/s)\b/;
const BYTES = /\b(k|m|g|t)i?(?:b|bytes?)\b/;
const POWERS: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/** The factor from the byte or bit unit in a name to bytes; `undefined` where it names none. */
export function byteUnit(name: string): UnitFactor | undefined {
  const words = wordsOf(name);
  const bits = BITS.exec(words);
  if (bits !== null) {
    const prefix = bits[1] ?? "";
    return { scale: 1000 ** (POWERS[prefix] ?? 0) / 8, words: `${prefix}bit/s, 8 bits a byte` };
  }
  const multiple = BYTES.exec(words);
  if (multiple !== null) {
    const prefix = multiple[1] ?? "";
    return {
      scale: 1024 ** (POWERS[prefix] ?? 0),
      words: prefix === "k" ? "KB of 1024 bytes" : `${prefix.toUpperCase()}B, each step of 1024`,
    };
  }
  return /\b(b\/s|bytes?|octets)\b/.test(words) ? { scale: 1, words: "bytes" } : undefined;
}

/** Names of columns that hold the time, the surest first. */
export const TIME_NAMES =
  /^(@?timestamp|time ?stamp|date ?time|time|date|datum|zeit|ts|epoch|clock|when|sample ?time|_time|zeitstempel|uhrzeit)\b/;

/** Names of times at which something else happened than the row was taken. */
export const OTHER_TIMES =
  /\b(start|started|end|ended|create|created|creation|modified|changed|birth|boot|install|installed|last|first|expires?|due)\b/;

/** Names of a column of values whose metric only the file's name tells. */
export const VALUE_NAMES = /^(values?|val|usage|metric|reading|avg|average|mean|y)$/;

/** Names of columns that hold the host. */
export const HOST_NAMES =
  /^(host|host ?name|host name|computer|computer ?name|server|server ?name|machine|machine ?name|node|device|device ?name|vm|vm ?name|instance|instance ?id|pc|rechner|system name)$/;
