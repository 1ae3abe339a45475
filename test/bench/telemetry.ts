/**
 * Telemetry for benchmarks: invented hosts at five minutes with what agents print, decimal numbers on a weekly rhythm
 * with noise that lasts a while, in the forms that people export. The same host has the same values in every form.
 */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { HOUR, timestamp, toIso } from "../../src/base/time.ts";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../../src/model/metrics.ts";
import { seededRandom, type Random } from "../../src/statistics/random.ts";

interface Metric {
  readonly id: string;
  readonly counter: string;
  /** From the registry's unit to the counter's. */
  readonly counterScale: number;
  readonly level: number;
  readonly digits: number;
  readonly most: number;
}

const MOST_RATE = 1e9;
const metrics: readonly Metric[] = [
  metric(CPU_UTILIZATION, "Processor(_Total)\\% Processor Time", 100, 0.08, 4, 1),
  metric(MEMORY_UTILIZATION, "Memory\\% Committed Bytes In Use", 100, 0.4, 4, 1),
  metric(DISK_READ, "PhysicalDisk(_Total)\\Disk Read Bytes/sec", 1, 60_000, 1, MOST_RATE),
  metric(DISK_WRITE, "PhysicalDisk(_Total)\\Disk Write Bytes/sec", 1, 90_000, 1, MOST_RATE),
  metric(NETWORK_RECEIVE, "Network Interface(Ethernet0)\\Bytes Received/sec", 1, 25_000, 1, MOST_RATE),
  metric(NETWORK_TRANSMIT, "Network Interface(Ethernet0)\\Bytes Sent/sec", 1, 12_000, 1, MOST_RATE),
  metric(
    GPU_UTILIZATION,
    "GPU Engine(pid_1184_luid_0x0_0xD3A4_phys_0_eng_0_engtype_3D)\\Utilization Percentage",
    100,
    0.02,
    4,
    1,
  ),
  metric(POWER, "Power Meter(_Total)\\Power", 1000, 90, 1, 2000),
];
export const METRIC_IDS: readonly string[] = metrics.map(({ id }) => id);
export const SAMPLES_PER_ROW = metrics.length;
/** Five minutes. */
export const STEP = HOUR / 12;
export const ROWS_PER_DAY = 288;
/** 180 days. */
export const ROWS_PER_HOST = 180 * ROWS_PER_DAY;
/** A Monday. */
export const START = Date.UTC(2026, 0, 5) * 1000;

export type Form = "tidy" | "perfmon" | "ndjson";

export interface TelemetryOptions {
  readonly hosts: number;
  /** Number of the first host; 1 unless told. */
  readonly firstHost?: number;
  readonly form?: Form;
  readonly rows?: number;
  /** Row of the 180 days and beyond that is the first one written. */
  readonly firstRow?: number;
}

/** Writes one file a host, `H0001.csv` and on, and returns how many samples they hold. */
export function writeTelemetry(directory: string, options: TelemetryOptions): number {
  const { hosts, firstHost = 1, form = "tidy", rows = ROWS_PER_HOST, firstRow = 0 } = options;
  mkdirSync(directory, { recursive: true });
  for (let host = firstHost; host < firstHost + hosts; host++) {
    const name = hostName(host);
    const file = openSync(path.join(directory, `${name}.${form === "ndjson" ? "ndjson" : "csv"}`), "w");
    const next = values(seededRandom(`${host} ${firstRow}`));
    const { header, row: write } = forms[form];
    let text = header(name);
    for (let row = firstRow; row < firstRow + rows; row++) {
      text += write(START + row * STEP, name, next(row));
      if (text.length > 1 << 20) {
        writeSync(file, text);
        text = "";
      }
    }
    writeSync(file, text);
    closeSync(file);
  }
  return hosts * rows * metrics.length;
}

export function hostName(host: number): string {
  return `H${String(host).padStart(4, "0")}`;
}

/** Business hours, a night, a weekend; noise that decays over an hour, and a burst now and then. */
function values(random: Random): (row: number) => Float64Array {
  const drift = new Float64Array(metrics.length);
  const current = new Float64Array(metrics.length);
  let burst = 0;
  return (row) => {
    const hour = (row / 12) % 24;
    const isWeekend = Math.floor(row / ROWS_PER_DAY) % 7 >= 5;
    const rhythm = 1 + (isWeekend ? 0.2 : 1) * Math.max(0, Math.sin(((hour - 7) / 12) * Math.PI));
    burst = random.next() < 0.004 ? 4 * random.next() : burst * 0.7;
    metrics.forEach(({ level, most }, index) => {
      drift[index] = 0.92 * (drift[index] ?? 0) + 0.08 * random.normal();
      const noisy = level * (rhythm + burst) * (1 + 0.6 * (drift[index] ?? 0) + 0.08 * random.normal());
      current[index] = Math.min(most, Math.max(0, noisy));
    });
    return current;
  };
}

interface Writer {
  readonly header: (host: string) => string;
  readonly row: (time: number, host: string, values: Float64Array) => string;
}

const forms: Readonly<Record<Form, Writer>> = {
  tidy: {
    header: () => `timestamp,host.name,${metrics.map(({ id }) => id).join(",")}\n`,
    row: (time, host, row) =>
      `${toIso(timestamp(time))},${host},${metrics.map(({ digits }, index) => fixed(row, index, digits)).join(",")}\n`,
  },
  perfmon: {
    header: (host) =>
      `"(PDH-CSV 4.0) (UTC)(0)",${metrics.map(({ counter }) => `"\\\\${host}\\${counter}"`).join(",")}\r\n`,
    row: (time, _host, row) => {
      const iso = toIso(timestamp(time));
      const at = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}.000`;
      const cells = metrics.map(({ digits, counterScale }, index) => `"${fixed(row, index, digits, counterScale)}"`);
      return `"${at}",${cells.join(",")}\r\n`;
    },
  },
  ndjson: {
    header: () => "",
    row: (time, host, row) => {
      const cells = metrics.map(({ id, digits }, index) => `"${id}":${fixed(row, index, digits)}`);
      return `{"timestamp":"${toIso(timestamp(time))}","host.name":"${host}",${cells.join(",")}}\n`;
    },
  },
};

function fixed(row: Float64Array, index: number, digits: number, scale = 1): string {
  return ((row[index] ?? 0) * scale).toFixed(digits);
}

function metric(
  id: string,
  counter: string,
  counterScale: number,
  level: number,
  digits: number,
  most: number,
): Metric {
  return { id, counter, counterScale, level, digits, most };
}
