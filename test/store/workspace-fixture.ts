/** Temporary workspaces and small sources for the store's tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach } from "vitest";
import { MINUTE, parseInstant, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { ConnectionRecord, ProcessRecord } from "../../src/model/events.ts";
import type { SeriesKey } from "../../src/model/series.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { OpenOptions, SourceHead, SourceWriter, Workspace } from "../../src/store/workspace.ts";

export function instant(text: string): Timestamp {
  const time = parseInstant(text);
  if (time === undefined) throw new Error(`"${text}" is no instant.`);
  return time;
}

export const START = instant("2026-03-02T00:00:00Z");

const folders: string[] = [];
const opened: Workspace[] = [];

/** A path in a new folder that is removed after the test. */
export function temporaryPath(name = "test.plimsoll"): string {
  const folder = mkdtempSync(path.join(tmpdir(), "plimsoll-store-"));
  folders.push(folder);
  return path.join(folder, name);
}

/** Opens a workspace that is closed after the test. The clock counts seconds from `START`. */
export function open(file = temporaryPath(), options: OpenOptions = {}): Workspace {
  let ticks = 0;
  const now = (): Timestamp => timestamp(START + (ticks += 1) * 1e6);
  const workspace = openWorkspace(file, { create: true, now, ...options });
  opened.push(workspace);
  return workspace;
}

afterEach(() => {
  for (const workspace of opened.splice(0)) workspace.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export const noCounts = { read: 0, stored: 0, skipped: 0, rejected: 0, samples: 0, events: 0, notes: [] };

export function head(name: string): SourceHead {
  return {
    path: name,
    sha256: Buffer.from(name).toString("hex").padEnd(64, "0").slice(0, 64),
    size: 100,
    format: "test",
  };
}

/** Imports what `fill` writes as one source. */
export function importSource(workspace: Workspace, name: string, fill: (writer: SourceWriter) => void): number {
  const writer = workspace.beginSource(head(name));
  fill(writer);
  return writer.commit(noCounts).id;
}

export const cpu: SeriesKey = { host: "RND-07", metric: "system.cpu.utilization", instance: "" };

/** `count` samples from `start` every five minutes, whose values are `value(index)`. */
export function addSamples(
  writer: SourceWriter,
  count: number,
  value: (index: number) => number,
  start: number = START,
  series: SeriesKey = cpu,
): void {
  const times = Float64Array.from({ length: count }, (_, index) => start + index * 5 * MINUTE);
  const values = Float64Array.from({ length: count }, (_, index) => value(index));
  writer.samples(series, times, values, count);
}

export function processRecord(fields: Partial<ProcessRecord>): ProcessRecord {
  return {
    host: "RND-07",
    pid: 100,
    entityId: undefined,
    name: "svchost.exe",
    executable: undefined,
    commandLine: undefined,
    parentPid: undefined,
    parentName: undefined,
    parentExecutable: undefined,
    user: undefined,
    start: undefined,
    end: undefined,
    hash: undefined,
    originalFileName: undefined,
    signed: undefined,
    container: undefined,
    ...fields,
  };
}

export function connectionRecord(fields: Partial<ConnectionRecord>): ConnectionRecord {
  return {
    host: "RND-07",
    start: START,
    durationSeconds: undefined,
    transport: "tcp",
    direction: "outbound",
    sourceIp: "10.0.4.7",
    sourcePort: 50_000,
    destinationIp: "203.0.113.9",
    destinationPort: 14_444,
    destinationDomain: undefined,
    bytesOut: undefined,
    bytesIn: undefined,
    pid: undefined,
    processName: undefined,
    entityId: undefined,
    application: undefined,
    state: undefined,
    ...fields,
  };
}
