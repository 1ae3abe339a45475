/** What the collector on a host measured: one array a metric, and who used the CPU each full hour. */
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../model/metrics.ts";
import type { Period } from "./period.ts";
import type { ProcessRun } from "./plan.ts";

export interface Usage {
  readonly run: ProcessRun;
  /** CPUs in use: 2 is two full ones. */
  readonly cpus: number;
}

/** Values in the registry's units, one entry a sample. */
export interface Recording {
  readonly cpu: Float64Array;
  readonly memory: Float64Array;
  readonly diskRead: Float64Array;
  readonly diskWrite: Float64Array;
  readonly networkReceive: Float64Array;
  readonly networkTransmit: Float64Array;
  readonly gpu: Float64Array;
  readonly power: Float64Array;
  /** 0 where the collector did not run. */
  readonly present: Uint8Array;
  /** By hour since the start of the period. */
  readonly hours: Usage[][];
  /** Share of all CPUs that bursts of the residents took at each full hour; the rest of their load is quiet. */
  readonly burstAtHour: Float64Array;
}

/** Metric ids in the order in which tables list them, with the decimals that their recorder prints. */
export const columns = [
  { metric: CPU_UTILIZATION, field: "cpu" },
  { metric: MEMORY_UTILIZATION, field: "memory" },
  { metric: DISK_READ, field: "diskRead" },
  { metric: DISK_WRITE, field: "diskWrite" },
  { metric: NETWORK_RECEIVE, field: "networkReceive" },
  { metric: NETWORK_TRANSMIT, field: "networkTransmit" },
  { metric: GPU_UTILIZATION, field: "gpu" },
  { metric: POWER, field: "power" },
] as const;

export type Field = (typeof columns)[number]["field"];

export function emptyRecording({ count, stepSeconds }: Period): Recording {
  const values = () => new Float64Array(count);
  const hours = Math.ceil((count * stepSeconds) / 3600);
  return {
    cpu: values(),
    memory: values(),
    diskRead: values(),
    diskWrite: values(),
    networkReceive: values(),
    networkTransmit: values(),
    gpu: values(),
    power: values(),
    present: new Uint8Array(count).fill(1),
    hours: Array.from({ length: hours }, () => []),
    burstAtHour: new Float64Array(hours),
  };
}

/** The sample at or just before a full hour. */
export function sampleOfHour(period: Period, hour: number): number {
  return Math.floor((hour * 3600) / period.stepSeconds);
}
