/**
 * A laboratory of servers, each with a case of its own planted: seven weeks at half an hour, the same every time. A case
 * says what a host does beyond its quiet life; the fleet says who owns which host, and everything else is honest.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DAY, HOUR, MINUTE, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { ConnectionRecord, ControlEvent, ProcessRecord } from "../../src/model/events.ts";
import type { Justification } from "../../src/model/justification.ts";
import { CPU_UTILIZATION, DISK_READ, NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { SourceWriter, Workspace } from "../../src/store/workspace.ts";
import { at, plantedClaim, plantedConnection, plantedProcess } from "../correlation/planted.ts";

export const dataStart = at("2026-01-05T00:00:00");
export const dataEnd = at("2026-02-23T00:00:00");
const STEP = 30 * MINUTE;
const CPUS = 8;

export interface PlantedCase {
  readonly host: string;
  readonly department?: string;
  /** What is added to the host's CPU, as a ratio of all of it. */
  readonly load?: (time: Timestamp) => number;
  /** Who carries it; nobody where the rows were removed. */
  readonly process?: Partial<ProcessRecord>;
  readonly connections?: readonly (Partial<ConnectionRecord> & { readonly start: Timestamp })[];
  readonly controls?: readonly Omit<ControlEvent, "host">[];
  readonly claims?: readonly Partial<Justification>[];
  /** Times at which nothing of the host was measured: where it is not zero. */
  readonly silent?: (time: Timestamp) => number;
  /** Further metrics by id: the value at a time. */
  readonly metrics?: Readonly<Record<string, (time: Timestamp) => number>>;
}

export const between =
  (start: Timestamp, end: Timestamp, load: number | ((time: Timestamp) => number)) =>
  (time: Timestamp): number =>
    time < start || time >= end ? 0 : typeof load === "number" ? load : load(time);

export function isOffPeak(time: Timestamp): boolean {
  const day = new Date(time / 1000).getUTCDay();
  const hour = new Date(time / 1000).getUTCHours();
  return day === 0 || day === 6 || hour < 8 || hour >= 18;
}

/** `cases` and as many quiet hosts, in one class, each host owned by a person of a department. */
export function plantFleet(cases: readonly PlantedCase[], quiet: number): { workspace: Workspace; close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "plimsoll-cases-"));
  const workspace = openWorkspace(path.join(folder, "cases.plimsoll"), { create: true, now: () => dataEnd });
  const all: PlantedCase[] = [
    ...cases,
    ...Array.from({ length: quiet }, (_, index) => ({ host: `QUIET-${String(index + 1).padStart(2, "0")}` })),
  ];
  workspace.mergeClasses([
    {
      name: "rnd-server",
      title: "R&D server",
      expectation: "quiet",
      businessHours: { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" },
      holidays: [],
    },
  ]);
  workspace.mergeHosts(
    all.map(({ host }) => ({
      name: host,
      className: "rnd-server",
      timeZone: "UTC",
      logicalCpus: CPUS,
      owner: `u-${host}`,
    })),
  );
  workspace.mergeSubjects(
    all.map(({ host, department }, index) => ({
      id: `u-${host}`,
      name: `Person ${String(index)}`,
      department: department ?? `D${String(index % 8)}`,
      priorViolations: [],
    })),
  );
  const digest = "7".repeat(64);
  const writer = workspace.beginSource({ path: "planted", sha256: digest, size: 1, format: "planted" });
  for (const planted of all) writeCase(writer, planted);
  writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] });
  return {
    workspace,
    close() {
      workspace.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function writeCase(writer: SourceWriter, planted: PlantedCase): void {
  const { host, load = () => 0, silent = () => 0 } = planted;
  const random = seededRandom(7).fork(host);
  const every = Float64Array.from({ length: (dataEnd - dataStart) / STEP }, (_, index) => dataStart + index * STEP);
  const times = every.filter((time) => silent(timestamp(time)) === 0);
  const count = times.length;
  const write = (metric: string, instance: string, valueAt: (time: Timestamp) => number): void => {
    writer.samples(
      { host, metric, instance },
      times,
      times.map((time) => valueAt(timestamp(time))),
      count,
    );
  };
  write(CPU_UTILIZATION, "", (time) => {
    const own = 0.05 + (isOffPeak(time) ? 0 : 0.03) + 0.006 * random.normal();
    return Math.min(1, Math.max(0, own + load(time) * (1 + 0.02 * random.normal())));
  });
  write(DISK_READ, "sda", () => 80_000 * (1 + 0.1 * random.normal()));
  write(NETWORK_TRANSMIT, "", () => 20_000 * (1 + 0.1 * random.normal()));
  for (const [metric, valueAt] of Object.entries(planted.metrics ?? {})) write(metric, "", valueAt);
  processes(writer, planted, load);
  for (let day = 0; day < 49; day++) {
    const start = timestamp(dataStart + day * DAY + 9 * HOUR);
    const update = { destinationIp: "198.51.100.4", destinationPort: 443, destinationDomain: "update.example.com" };
    const few = { durationSeconds: 40, bytesOut: 4_000, bytesIn: 900_000 };
    writer.connection(plantedConnection({ host, start, ...update, ...few }), 1);
  }
  for (const connection of planted.connections ?? []) writer.connection(plantedConnection({ host, ...connection }), 2);
  for (const control of planted.controls ?? []) writer.control({ host, ...control }, 3);
  for (const claim of planted.claims ?? []) writer.justification(plantedClaim({ hosts: [host], ...claim }), 4);
}

function processes(writer: SourceWriter, { host, process }: PlantedCase, load: (time: Timestamp) => number): void {
  const service = plantedProcess({
    host,
    pid: 800,
    name: "svchost.exe",
    executable: "C:\\Windows\\System32\\svchost.exe",
    commandLine: "C:\\Windows\\System32\\svchost.exe -k netsvcs -p",
    parentName: "services.exe",
    user: "NT AUTHORITY\\SYSTEM",
  });
  const carrier = process === undefined ? undefined : plantedProcess({ host, pid: 6666, user: "LAB\\u7", ...process });
  const rest = { memory: undefined, readBytes: undefined, writeBytes: undefined };
  for (let time = dataStart; time < dataEnd; time = timestamp(time + HOUR)) {
    writer.processUsage(writer.process(service, time, 1), { time, cpu: 0.1, ...rest });
    const carried = load(time) * CPUS;
    if (carrier !== undefined && carried > 0) {
      writer.processUsage(writer.process(carrier, time, 1), { time, cpu: carried, ...rest });
    }
  }
}
