/** Records with everything unknown but what a test plants. */
import { HOUR, parseInstant, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { ExcessCurve } from "../../src/correlation/excess-curve.ts";
import type { DetectedEpisode, SuspectProcess } from "../../src/model/episode.ts";
import type { ConnectionRecord, ProcessRecord } from "../../src/model/events.ts";
import type { Justification } from "../../src/model/justification.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";

export function at(text: string): Timestamp {
  const instant = parseInstant(text.endsWith("Z") ? text : `${text}Z`);
  if (instant === undefined) throw new Error(`${text} is no time`);
  return instant;
}

export function plantedProcess(fields: Partial<ProcessRecord>): ProcessRecord {
  return {
    host: "RND-07",
    pid: 4711,
    entityId: undefined,
    name: "program.exe",
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

export function plantedConnection(fields: Partial<ConnectionRecord> & { readonly start: Timestamp }): ConnectionRecord {
  return {
    host: "RND-07",
    durationSeconds: undefined,
    transport: "tcp",
    direction: "outbound",
    sourceIp: "10.0.4.7",
    sourcePort: undefined,
    destinationIp: undefined,
    destinationPort: undefined,
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

export function plantedClaim(fields: Partial<Justification>): Justification {
  return {
    id: "CHG-1",
    kind: "change",
    title: "Render job",
    hosts: ["RND-07"],
    start: undefined,
    end: undefined,
    recurrence: undefined,
    timeZone: undefined,
    approval: "approved",
    state: "Approved",
    created: at("2026-01-01T00:00:00"),
    metrics: [],
    expected: [],
    process: undefined,
    ...fields,
  };
}

/** A CPU load that is `above` normal in every hour of a range. */
export function plantedCurve(start: Timestamp, hours: number, above = 0.8, normal = 0.05): ExcessCurve {
  return {
    metric: CPU_UTILIZATION,
    range: { start, end: timestamp(start + hours * HOUR) },
    start,
    level: new Float64Array(hours).fill(normal + above),
    excess: new Float64Array(hours).fill(above),
    total: above * hours,
  };
}

/** When the planted miner starts. */
export const minerStart = at("2026-03-10T22:00:00");

/** A miner named like a part of the system, which carries nearly all of the load. */
export const plantedMiner: SuspectProcess = {
  name: "svchost.exe",
  executable: "C:\\ProgramData\\svchost.exe",
  commandLine: undefined,
  pid: 7,
  parent: "explorer.exe",
  user: "CORP\\u123",
  share: 0.93,
  first: minerStart,
  last: minerStart,
  reasons: ["is named like a system binary"],
  suspicion: 0.9,
};

/** What detection says of the miner: 60 % by day, 95 % by night, and it lasts. */
export const plantedEpisode: DetectedEpisode = {
  host: "RND-07",
  start: minerStart,
  end: undefined,
  startsBeforeData: false,
  metrics: [CPU_UTILIZATION],
  frames: ["own-season"],
  kind: "level-shift",
  excess: { cpuHours: 4000 },
  shape: {
    metric: CPU_UTILIZATION,
    normalLevel: 0.05,
    level: 0.8,
    levelBusiness: 0.6,
    levelOffPeak: 0.95,
    deviation: 12,
    peerLevel: 0.06,
    peerCount: 11,
    offPeakShare: 0.8,
    flatness: 0.95,
    onsetStep: 20,
    throttleRatio: 0.63,
    invertedRhythm: true,
    diskPerCpu: 0,
    networkPerCpu: 0,
    persistence: 1,
    coverage: 1,
  },
  strength: 2,
  confidence: 0.9,
  numbers: {},
};
