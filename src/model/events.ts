/**
 * What happened on a host: processes, connections, control events. Names follow the Elastic Common Schema in the form
 * a TypeScript reader expects (`process.parent.pid` is `parentPid`). Every event knows its source and where in it.
 */
import type { Timestamp } from "../base/time.ts";

/** Where in a source a record stands: a line number, or an index for files without lines. */
export type Locator = number;

/**
 * One process instance as far as sources tell. A pid is no identity: a process is host + pid + start, or the source's
 * own entity id. `start` and `end` are known only where a source states them; `first` and `last` bound what was seen.
 */
export interface ProcessRecord {
  readonly host: string;
  readonly pid: number;
  readonly entityId: string | undefined;
  readonly name: string;
  readonly executable: string | undefined;
  readonly commandLine: string | undefined;
  readonly parentPid: number | undefined;
  readonly parentName: string | undefined;
  readonly parentExecutable: string | undefined;
  readonly user: string | undefined;
  readonly start: Timestamp | undefined;
  readonly end: Timestamp | undefined;
  readonly hash: string | undefined;
  /** The name in the file's own version resource: differs from `name` where a binary was renamed. */
  readonly originalFileName: string | undefined;
  readonly signed: boolean | undefined;
  readonly container: string | undefined;
}

export interface StoredProcess extends ProcessRecord {
  readonly id: number;
  readonly first: Timestamp;
  readonly last: Timestamp;
  readonly sampleCount: number;
  readonly sourceId: number;
  readonly locator: Locator;
}

/** Resources of one process at one time. CPU is a ratio of one CPU (2 = two full cores), I/O in By/s, memory in By. */
export interface ProcessUsage {
  readonly time: Timestamp;
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly readBytes: number | undefined;
  readonly writeBytes: number | undefined;
}

export interface ConnectionRecord {
  readonly host: string;
  readonly start: Timestamp;
  /** Seconds; `undefined` where the source saw only that it was there. */
  readonly durationSeconds: number | undefined;
  readonly transport: string | undefined;
  /** Outbound as seen from `host`; an inbound connection has the remote end as source. */
  readonly direction: "outbound" | "inbound" | undefined;
  readonly sourceIp: string | undefined;
  readonly sourcePort: number | undefined;
  readonly destinationIp: string | undefined;
  readonly destinationPort: number | undefined;
  readonly destinationDomain: string | undefined;
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
  readonly pid: number | undefined;
  readonly processName: string | undefined;
  readonly entityId: string | undefined;
  readonly application: string | undefined;
  readonly state: string | undefined;
}

export interface StoredConnection extends ConnectionRecord {
  readonly id: number;
  readonly sourceId: number;
  readonly locator: Locator;
}

/** The action of a control event that says which name a host looked up. */
export const NAME_LOOKUP = "name-lookup";

/**
 * `protection-stopped`, `protection-excluded`, `power-saving-off`, `device-attached`, `logon`, …, and what a network
 * sensor says of the host: `network-alert` (the rule first), `name-lookup` (the name alone).
 */
export interface ControlEvent {
  readonly host: string;
  readonly time: Timestamp;
  readonly action: string;
  readonly user: string | undefined;
  readonly message: string;
}

export interface StoredControl extends ControlEvent {
  readonly id: number;
  readonly sourceId: number;
  readonly locator: Locator;
}
