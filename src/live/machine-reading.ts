/** What this machine was doing at one moment: gauges as they stood, rates since the reading before. */
import type { Timestamp } from "../base/time.ts";
import type { ConnectionRecord, ProcessRecord } from "../model/events.ts";

/** A metric of the registry with its value in the registry's unit. */
export interface MetricReading {
  readonly metric: string;
  readonly instance: string;
  readonly value: number;
}

export interface ProcessReading {
  readonly record: Omit<ProcessRecord, "host">;
  /** CPU as a ratio of one CPU, I/O in By/s, memory in By; `undefined` in a first reading or where it may not be seen. */
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly readBytes: number | undefined;
  readonly writeBytes: number | undefined;
}

/** A connection that is open now. */
export type ConnectionReading = Pick<
  ConnectionRecord,
  | "transport"
  | "direction"
  | "sourceIp"
  | "sourcePort"
  | "destinationIp"
  | "destinationPort"
  | "pid"
  | "processName"
  | "state"
>;

export interface MachineReading {
  readonly time: Timestamp;
  readonly metrics: readonly MetricReading[];
  readonly processes: readonly ProcessReading[];
  /** `undefined` where they were not looked at this time. */
  readonly connections: readonly ConnectionReading[] | undefined;
}

export interface Sampler {
  /**
   * Reads the machine. `elapsedSeconds` is the time since the reading before; `undefined` means that there is none to
   * compare with, or that too much time went by: then there are gauges and no rates.
   */
  read(time: Timestamp, elapsedSeconds: number | undefined, withConnections: boolean): Promise<MachineReading>;
}
