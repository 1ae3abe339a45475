/** Plimsoll's own tidy tables: metrics, process samples, control events and justifications. */
import { MINUTE, toIso, type Timestamp } from "../../base/time.ts";
import type { Zone } from "../../base/zone.ts";
import { sampleTime, type Period } from "../period.ts";
import type { Claim, Control } from "../plan.ts";
import { columns, type Field, type Recording } from "../recording.ts";
import type { ProcessSample } from "../top-processes.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { csvRow } from "./csv.ts";

const RATIOS: readonly Field[] = ["cpu", "memory", "gpu"];

/** One row a sample, with the fields that are asked for; an empty cell where the collector did not run. */
export async function writeTidyMetrics(
  writer: ByteWriter,
  recording: Recording,
  period: Period,
  fields: readonly Field[],
): Promise<void> {
  const chosen = columns.filter(({ field }) => fields.includes(field));
  writer.text(csvRow(["timestamp", ...chosen.map(({ metric }) => metric)]));
  const series = chosen.map(({ field }) => ({ values: recording[field], decimals: RATIOS.includes(field) ? 6 : 2 }));
  for (let index = 0; index < period.count; index += 1) {
    writer.text(toIso(sampleTime(period, index)));
    for (const { values, decimals } of series) {
      writer.byte(44);
      if (recording.present[index] === 1) writer.fixed(values[index] ?? 0, decimals);
    }
    writer.byte(10);
    await writer.flush();
  }
}

const PROCESS_HEADER = [
  "timestamp",
  "process.pid",
  "process.name",
  "process.executable",
  "process.command_line",
  "process.parent.pid",
  "user.name",
  "process.cpu.utilization",
];

export async function writeTidyProcesses(writer: ByteWriter, samples: Iterable<ProcessSample>): Promise<void> {
  writer.text(csvRow(PROCESS_HEADER));
  const known = new Map<ProcessSample["top"][number]["run"], string>();
  for (const { time, top } of samples) {
    const at = toIso(time);
    for (const { run, cpus } of top) {
      let identity = known.get(run);
      if (identity === undefined) {
        const { name, executable, commandLine } = run.program;
        identity = csvRow([String(run.pid), name, executable, commandLine, String(run.parent.pid), run.user]).trimEnd();
        known.set(run, identity);
      }
      writer.text(`${at},${identity},`);
      writer.fixed(cpus, 4);
      writer.byte(10);
    }
    await writer.flush();
  }
}

export const CONTROL_HEADER = csvRow(["timestamp", "host.name", "event.action", "user.name", "message"]);

export function controlRow({ time, host, action, user, message }: Control): string {
  return csvRow([toIso(time), host.name, action, user, message]);
}

const CLAIM_HEADER = [
  "id",
  "kind",
  "title",
  "host.name",
  "start",
  "end",
  "recurrence",
  "state",
  "created",
  "metrics",
  "expected",
  "process",
];

/** Times with the offset of the zone in which recurrences are meant. Claims that share an id name all their hosts. */
export function claimsTable(claims: readonly Claim[], zone: Zone): string {
  const byId = new Map<string, Claim[]>();
  for (const claim of claims) byId.set(claim.id, [...(byId.get(claim.id) ?? []), claim]);
  const rows = [...byId.values()].flatMap((group) => {
    const [claim] = group;
    if (claim === undefined) return [];
    return [
      [
        claim.id,
        claim.kind,
        claim.title,
        group.map(({ host }) => host.name).join(";"),
        localIso(claim.start, zone),
        localIso(claim.end, zone),
        claim.recurrence,
        claim.state,
        localIso(claim.created, zone),
        claim.metrics.join(";"),
        claim.expected,
        claim.process,
      ],
    ];
  });
  return [CLAIM_HEADER, ...rows].map(csvRow).join("");
}

function localIso(time: Timestamp, zone: Zone): string {
  const offset = zone.offsetAt(time);
  const minutes = Math.abs(offset) / MINUTE;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const clock = toIso((time + offset) as Timestamp).slice(0, 19);
  return `${clock}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
