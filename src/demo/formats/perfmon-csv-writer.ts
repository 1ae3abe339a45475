/**
 * A performance log as Windows' `relog -f CSV` writes it: header with the recorder's zone and bias, every cell quoted,
 * local times in US order, a blank first row for whatever needs two readings, CRLF.
 *
 * The bias is fixed for a file, so a log across a clock change goes on in the zone's winter time.
 */
import { MINUTE, MILLISECOND, DAY } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { sampleTime, type Period } from "../period.ts";
import type { DemoHost } from "../fleet.ts";
import type { Field, Recording } from "../recording.ts";
import type { ByteWriter } from "./byte-writer.ts";

interface Counter {
  readonly field: Field;
  readonly path: (host: DemoHost) => string;
  /** From the registry's unit to the counter's. */
  readonly scale: number;
  readonly decimals: number;
  /** Whether one reading is enough. */
  readonly gauge: boolean;
}

const counters: readonly Counter[] = [
  { field: "cpu", path: () => "Processor(_Total)\\% Processor Time", scale: 100, decimals: 4, gauge: false },
  { field: "memory", path: () => "Memory\\% Committed Bytes In Use", scale: 100, decimals: 4, gauge: true },
  { field: "diskRead", path: () => "PhysicalDisk(_Total)\\Disk Read Bytes/sec", scale: 1, decimals: 2, gauge: false },
  { field: "diskWrite", path: () => "PhysicalDisk(_Total)\\Disk Write Bytes/sec", scale: 1, decimals: 2, gauge: false },
  {
    field: "networkReceive",
    path: ({ machine }) => `Network Interface(${machine.networkAdapter})\\Bytes Received/sec`,
    scale: 1,
    decimals: 2,
    gauge: false,
  },
  {
    field: "networkTransmit",
    path: ({ machine }) => `Network Interface(${machine.networkAdapter})\\Bytes Sent/sec`,
    scale: 1,
    decimals: 2,
    gauge: false,
  },
  {
    field: "gpu",
    path: () => "GPU Engine(pid_1184_luid_0x00000000_0x0000D3A4_phys_0_eng_0_engtype_3D)\\Utilization Percentage",
    scale: 100,
    decimals: 3,
    gauge: false,
  },
  // Windows counts power in milliwatts.
  { field: "power", path: () => "Power Meter(_Total)\\Power", scale: 1_000, decimals: 0, gauge: true },
];

const QUOTE = 34;
const COMMA = 44;

export async function writePerfmonCsv(
  writer: ByteWriter,
  host: DemoHost,
  recording: Recording,
  period: Period,
  random: Random,
): Promise<void> {
  const { windowsZone, biasMinutes } = host.site;
  const header = [
    `(PDH-CSV 4.0) (${windowsZone})(${biasMinutes})`,
    ...counters.map(({ path }) => `\\\\${host.name}\\${path(host)}`),
  ];
  writer.text(`${header.map((cell) => `"${cell}"`).join(",")}\r\n`);

  const columns = counters.map((counter) => ({ ...counter, values: recording[counter.field] }));
  // The collector's phase within the second; each reading comes some milliseconds late.
  const phase = random.integer(5, 960);
  let day = Number.NaN;
  let date = "";
  let isFirst = true;
  for (let index = 0; index < period.count; index += 1) {
    if (recording.present[index] === 0) continue;
    const local = (sampleTime(period, index) - biasMinutes * MINUTE) / MILLISECOND;
    const current = Math.floor(local / (DAY / MILLISECOND));
    if (current !== day) {
      day = current;
      date = usDate(day);
    }
    const second = Math.round((local - day * (DAY / MILLISECOND)) / 1000);
    writer.byte(QUOTE);
    writer.text(date);
    writer.integer(Math.floor(second / 3600), 2);
    writer.byte(58);
    writer.integer(Math.floor(second / 60) % 60, 2);
    writer.byte(58);
    writer.integer(second % 60, 2);
    writer.byte(46);
    writer.integer(phase + Math.floor(30 * random.next()), 3);
    writer.byte(QUOTE);
    for (const { values, scale, decimals, gauge } of columns) {
      writer.byte(COMMA);
      writer.byte(QUOTE);
      if (isFirst && !gauge) writer.byte(32);
      else writer.fixed((values[index] ?? 0) * scale, decimals);
      writer.byte(QUOTE);
    }
    writer.text("\r\n");
    isFirst = false;
    await writer.flush();
  }
}

/** `MM/DD/YYYY ` of a day since 1970. */
function usDate(day: number): string {
  const iso = new Date(day * 86_400_000).toISOString();
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} `;
}
