/** One month of a Linux host as `sadf -j -- -u -r -d -n DEV` prints it (sysstat 12.6): percentages and KiB a second. */
import { DAY, toIso } from "../../base/time.ts";
import type { DemoHost } from "../fleet.ts";
import { sampleTime, type Period } from "../period.ts";
import type { Recording } from "../recording.ts";
import type { ByteWriter } from "./byte-writer.ts";

const KIB = 1024;
const GIB_IN_KIB = 1024 * 1024;

/** Writes the samples from index `from` up to, not including, `to`. */
export async function writeSadfJson(
  writer: ByteWriter,
  host: DemoHost,
  recording: Recording,
  period: Period,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const opened = toIso(sampleTime(period, from));
  writer.text(`{"sysstat": {
	"hosts": [
		{
			"nodename": "${host.name}",
			"sysname": "Linux",
			"release": "6.1.0-28-cloud-amd64",
			"machine": "x86_64",
			"number-of-cpus": ${host.logicalCpus},
			"file-date": "${opened.slice(0, 10)}",
			"file-utc-time": "${opened.slice(11, 19)}",
			"timezone": "UTC",
			"statistics": [
`);
  let separator = "";
  for (let index = from; index < to; index += 1) {
    if (recording.present[index] === 0) continue;
    writer.text(separator);
    writeStatistics(writer, host, recording, period, index);
    separator = ",\n";
    await writer.flush();
  }
  writer.text(`
			],
			"restarts": [
			]
		}
	]
}}
`);
}

function writeStatistics(
  writer: ByteWriter,
  host: DemoHost,
  recording: Recording,
  period: Period,
  index: number,
): void {
  const time = toIso(sampleTime(period, index));
  const busy = 100 * (recording.cpu[index] ?? 0);
  const system = 0.3 * busy;
  const total = host.memoryGiB * GIB_IN_KIB;
  const used = Math.round(total * (recording.memory[index] ?? 0));
  const cached = Math.round(0.3 * (total - used));
  const number = (before: string, value: number, decimals = 2): void => {
    writer.text(before);
    writer.fixed(value, decimals);
  };
  writer.text(
    `				{\n					"timestamp": {"date": "${time.slice(0, 10)}", "time": "${time.slice(11, 19)}", "utc": 1, "interval": ${period.stepSeconds}},\n`,
  );
  number(`					"cpu-load": [\n						{"cpu": "all", "user": `, busy - system);
  number(`, "nice": 0.00, "system": `, system);
  number(`, "iowait": 0.00, "steal": 0.00, "idle": `, 100 - busy);
  number(`}\n					],\n					"memory": {"memfree": `, total - used - cached, 0);
  number(`, "avail": `, total - used, 0);
  number(`, "memused": `, used, 0);
  number(`, "memused-percent": `, (100 * used) / total);
  number(`, "buffers": 0, "cached": `, cached, 0);
  number(
    `},\n					"disk": [\n						{"disk-device": "nvme0n1", "tps": `,
    ((recording.diskRead[index] ?? 0) + (recording.diskWrite[index] ?? 0)) / 16_384,
  );
  number(`, "rkB": `, (recording.diskRead[index] ?? 0) / KIB);
  number(`, "wkB": `, (recording.diskWrite[index] ?? 0) / KIB);
  number(
    `, "dkB": 0.00}\n					],\n					"network": {\n						"net-dev": [\n							{"iface": "ens5", "rxpck": `,
    (recording.networkReceive[index] ?? 0) / 700,
  );
  number(`, "txpck": `, (recording.networkTransmit[index] ?? 0) / 600);
  number(`, "rxkB": `, (recording.networkReceive[index] ?? 0) / KIB);
  number(`, "txkB": `, (recording.networkTransmit[index] ?? 0) / KIB);
  writer.text(`, "rxcmp": 0.00, "txcmp": 0.00, "rxmcst": 0.00, "ifutil-percent": 0.00}\n						]\n					}\n				}`);
}

/** Spans of sample indices, one for each calendar month (UTC) that the period touches. */
export function monthsOf(period: Period): { month: string; from: number; to: number }[] {
  const months: { month: string; from: number; to: number }[] = [];
  const perDay = DAY / (period.stepSeconds * 1_000_000);
  for (let day = 0; day < period.days; day += 1) {
    const from = Math.ceil(day * perDay);
    const to = Math.min(period.count, Math.ceil((day + 1) * perDay));
    const month = toIso(sampleTime(period, from)).slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.to = to;
    else months.push({ month, from, to });
  }
  return months;
}
