/** Telemetry for benchmarks: tidy tables of invented hosts, decimal values on a daily wave, seeded. */
import { createWriteStream, mkdirSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { HOUR, timestamp, toIso } from "../../src/base/time.ts";
import { metrics as registry } from "../../src/model/metrics.ts";
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
import { seededRandom } from "../../src/statistics/random.ts";

const METRICS = [
  CPU_UTILIZATION,
  MEMORY_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  GPU_UTILIZATION,
  POWER,
];
export const SAMPLES_PER_ROW = METRICS.length;
/** 180 days at five minutes. */
export const ROWS_PER_HOST = 51_840;
const STEP = HOUR / 12;
const START = Date.UTC(2026, 0, 5) * 1000;

/** Writes one table a host, `H0001.csv` and on, and returns how many samples they hold. */
export async function writeTelemetry(directory: string, hosts: number, rows = ROWS_PER_HOST): Promise<number> {
  mkdirSync(directory, { recursive: true });
  for (let host = 1; host <= hosts; host++) {
    const name = `H${String(host).padStart(4, "0")}`;
    const random = seededRandom(host);
    const file = createWriteStream(path.join(directory, `${name}.csv`));
    let text = `timestamp,host.name,${METRICS.join(",")}\n`;
    for (let row = 0; row < rows; row++) {
      const wave = 1 + Math.sin((row / 288) * 2 * Math.PI);
      const cells = METRICS.map((metric, index) => cell(metric, wave, index, random.normal()));
      text += `${toIso(timestamp(START + row * STEP))},${name},${cells.join(",")}\n`;
      if (text.length > 1 << 20) {
        if (!file.write(text)) await once(file, "drain");
        text = "";
      }
    }
    file.end(text);
    await once(file, "finish");
  }
  return hosts * rows * METRICS.length;
}

const isRatio = new Map(registry.map((metric) => [metric.id, metric.unit === "1"]));

/** A ratio with four digits, a rate in whole bytes, watts with one digit: as agents print them. */
function cell(metric: string, wave: number, index: number, noise: number): string {
  if (isRatio.get(metric) === true) return Math.min(1, Math.max(0, 0.05 * wave + 0.02 + 0.01 * noise)).toFixed(4);
  if (metric === POWER) return (80 + 30 * wave + 4 * noise).toFixed(1);
  return String(Math.round(20_000 * (index + 1) * wave + Math.abs(3_000 * noise)));
}
