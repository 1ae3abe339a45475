/**
 * A small laboratory in a real workspace: six R&D servers over five weeks at a quarter of an hour. On RND-5 a disguised
 * miner starts on 2026-02-16 at 21:10 UTC; on RND-3 an approved render job runs from 2026-02-17 to 2026-02-21.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DAY, HOUR, MINUTE, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { SystemClass } from "../../src/model/fleet.ts";
import { CPU_UTILIZATION, DISK_READ, NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { SourceWriter, Workspace } from "../../src/store/workspace.ts";
import { at, plantedClaim, plantedConnection, plantedProcess } from "../correlation/planted.ts";

export const dataStart = at("2026-01-26T00:00:00");
export const dataEnd = at("2026-03-02T00:00:00");
export const minerStart = at("2026-02-16T21:10:00");
const renderStart = at("2026-02-17T06:00:00");
const renderEnd = at("2026-02-21T06:00:00");
const CPUS = 8;
const STEP = 15 * MINUTE;
export const hostNames = ["RND-1", "RND-2", "RND-3", "RND-4", "RND-5", "RND-6"] as const;

const laboratory: SystemClass = {
  name: "rnd-server",
  title: "R&D server",
  expectation: "quiet",
  businessHours: { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" },
  holidays: [],
};

type Part = (workspace: Workspace) => void;

/** One source a part, in the order given: what is found must not depend on it. */
export const parts: readonly Part[] = [
  ...hostNames.map(
    (host): Part =>
      (workspace) =>
        source(workspace, `metrics/${host}.csv`, (writer) => metricsOf(writer, host)),
  ),
  (workspace) => source(workspace, "processes.csv", (writer) => hostNames.forEach((host) => processesOf(writer, host))),
  (workspace) => source(workspace, "conn.log", connections),
  (workspace) => source(workspace, "controls.csv", controls),
  (workspace) => source(workspace, "claims.csv", claims),
];

export interface PlantedWorkspace {
  readonly workspace: Workspace;
  close(): void;
}

export function plantWorkspace(order: readonly Part[] = parts): PlantedWorkspace {
  const folder = mkdtempSync(path.join(tmpdir(), "plimsoll-analysis-"));
  const workspace = openWorkspace(path.join(folder, "laboratory.plimsoll"), { create: true, now: () => dataEnd });
  workspace.mergeClasses([laboratory]);
  workspace.mergeHosts(
    hostNames.map((name) => ({
      name,
      className: "rnd-server",
      timeZone: "Europe/Berlin",
      logicalCpus: CPUS,
      owner: "u100",
    })),
  );
  workspace.mergeSubjects([{ id: "u123", name: "Ada Muster", department: "R&D", priorViolations: [] }]);
  for (const part of order) part(workspace);
  return {
    workspace,
    close() {
      workspace.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function source(workspace: Workspace, name: string, write: (writer: SourceWriter) => void): void {
  const sha256 = Buffer.from(name).toString("hex").padEnd(64, "0").slice(0, 64);
  const writer = workspace.beginSource({ path: name, sha256, size: 1, format: "planted" });
  write(writer);
  writer.commit({ read: 1, stored: 1, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] });
}

/** What the miner or the render job adds, as a ratio of the host. */
function planted(host: string, time: Timestamp): number {
  if (host === "RND-3" && time >= renderStart && time < renderEnd) return 0.8;
  if (host !== "RND-5" || time < minerStart) return 0;
  return isBusiness(time) ? 0.55 : 0.9;
}

/** Berlin is an hour ahead of UTC all through the data. */
function isBusiness(time: Timestamp): boolean {
  const local = new Date((time + HOUR) / 1000);
  const day = local.getUTCDay();
  return day >= 1 && day <= 5 && local.getUTCHours() >= 8 && local.getUTCHours() < 18;
}

function metricsOf(writer: SourceWriter, host: string): void {
  const random = seededRandom(1).fork(host);
  const count = (dataEnd - dataStart) / STEP;
  const times = Float64Array.from({ length: count }, (_, index) => dataStart + index * STEP);
  const cpu = times.map((time) => {
    const own = 0.04 + (isBusiness(timestamp(time)) ? 0.03 : 0) + 0.005 * random.normal();
    return Math.min(1, Math.max(0, own + planted(host, timestamp(time)) + 0.005 * random.normal()));
  });
  writer.samples({ host, metric: CPU_UTILIZATION, instance: "" }, times, cpu, count);
  const disk = times.map(() => 80_000 * (1 + 0.1 * random.normal()));
  writer.samples({ host, metric: DISK_READ, instance: "C:" }, times, disk, count);
  writer.samples({ host, metric: DISK_READ, instance: "D:" }, times, disk, count);
  const sent = times.map(() => 20_000 * (1 + 0.1 * random.normal()));
  writer.samples({ host, metric: NETWORK_TRANSMIT, instance: "" }, times, sent, count);
}

function processesOf(writer: SourceWriter, host: string): void {
  const svchost = plantedProcess({
    host,
    pid: 800,
    name: "svchost.exe",
    executable: "C:\\Windows\\System32\\svchost.exe",
    commandLine: "C:\\Windows\\System32\\svchost.exe -k netsvcs -p",
    parentName: "services.exe",
    user: "NT AUTHORITY\\SYSTEM",
  });
  const render = plantedProcess({
    host,
    pid: 4000,
    name: "blender.exe",
    executable: "C:\\Program Files\\Blender\\blender.exe",
    user: "LAB\\u100",
  });
  const miner = plantedProcess({
    host,
    pid: 6666,
    name: "svchost.exe",
    executable: "C:\\ProgramData\\WinSvc\\svchost.exe",
    commandLine: "svchost.exe --config c:\\programdata\\winsvc\\c.json",
    parentName: "explorer.exe",
    user: "LAB\\u123",
    originalFileName: "rxdrv.exe",
  });
  for (let time = dataStart; time < dataEnd; time = timestamp(time + HOUR)) {
    const usage = { memory: undefined, readBytes: undefined, writeBytes: undefined };
    writer.processUsage(writer.process(svchost, time, 1), { time, cpu: 0.1, ...usage });
    const load = planted(host, time) * CPUS;
    if (load > 0)
      writer.processUsage(writer.process(host === "RND-3" ? render : miner, time, 1), { time, cpu: load, ...usage });
  }
}

function connections(writer: SourceWriter): void {
  for (const host of hostNames) {
    for (let day = 0; day < 35; day++) {
      const start = timestamp(dataStart + day * DAY + 9 * HOUR);
      writer.connection(
        plantedConnection({
          host,
          start,
          durationSeconds: 40,
          destinationIp: "198.51.100.4",
          destinationPort: 443,
          destinationDomain: "update.example.com",
          bytesOut: 4_000,
          bytesIn: 900_000,
        }),
        1,
      );
    }
  }
  writer.connection(
    plantedConnection({
      host: "RND-5",
      start: timestamp(minerStart + MINUTE),
      durationSeconds: (dataEnd - minerStart) / 1e6,
      destinationIp: "203.0.113.77",
      destinationPort: 14433,
      bytesOut: 20e6,
      bytesIn: 40e6,
      pid: 6666,
      processName: "svchost.exe",
    }),
    2,
  );
}

function controls(writer: SourceWriter): void {
  const event = (action: string, minutesBefore: number, message: string): void =>
    writer.control(
      { host: "RND-5", time: timestamp(minerStart - minutesBefore * MINUTE), action, user: "LAB\\u123", message },
      1,
    );
  event("logon", 25, "Interactive logon");
  event("device-attached", 20, "USB mass storage, volume E:");
  event("protection-stopped", 10, "Real-time protection off");
}

function claims(writer: SourceWriter): void {
  const created = at("2026-02-10T08:00:00");
  const render = {
    title: "Render",
    hosts: ["RND-3"],
    start: renderStart,
    end: renderEnd,
    created,
    process: "blender.exe",
  };
  const expected = [{ metric: CPU_UTILIZATION, comparison: "<=" as const, value: 0.95 }];
  writer.justification(plantedClaim({ id: "CHG-RENDER", ...render, expected }), 1);
  const late = { hosts: ["RND-5"], start: minerStart, end: dataEnd, created: timestamp(minerStart + 5 * DAY) };
  writer.justification(plantedClaim({ id: "CHG-LATE", ...late }), 2);
}
