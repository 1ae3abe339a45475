/** Which metrics a timeline shows, in which order and colour. */
import type { HostSummary } from "../../../src/model/fleet.ts";
import { findMetric, metrics, remainders, type MetricGroup } from "../../../src/model/metrics.ts";
import {
  CPU_REMAINDER,
  CPU_UTILIZATION,
  DISK_READ,
  DISK_REMAINDER,
  DISK_WRITE,
  GPU_UTILIZATION,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_REMAINDER,
  NETWORK_TRANSMIT,
  POWER,
} from "../../../src/model/metrics.ts";
import type { ColourName } from "../../charts/colours.ts";

const usual: readonly string[] = [
  CPU_UTILIZATION,
  GPU_UTILIZATION,
  MEMORY_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
];
const order: readonly string[] = [
  ...usual,
  ...[...metrics, ...remainders].map((metric) => metric.id).filter((id) => !usual.includes(id)),
];

const colours: Readonly<Record<MetricGroup, ColourName>> = {
  cpu: "cpu",
  gpu: "gpu",
  memory: "memory",
  disk: "disk",
  network: "network",
  power: "power",
};

/** The metrics that a host has, as they are listed. */
export function inOrder(ids: Iterable<string>): string[] {
  const present = new Set(ids);
  return order.filter((id) => present.has(id));
}

/** What could be left of a host's totals once its processes or connections are taken away: never shown unasked. */
export function remaindersOf(
  present: readonly string[],
  host: Pick<HostSummary, "logicalCpus" | "processCount" | "connectionCount"> | undefined,
): string[] {
  const has = (...ids: readonly string[]): boolean => ids.some((id) => present.includes(id));
  const hasProcesses = (host?.processCount ?? 0) > 0;
  return [
    ...(hasProcesses && host?.logicalCpus !== undefined && has(CPU_UTILIZATION) ? [CPU_REMAINDER] : []),
    ...(hasProcesses && has(DISK_READ, DISK_WRITE) ? [DISK_REMAINDER] : []),
    ...((host?.connectionCount ?? 0) > 0 && has(NETWORK_RECEIVE, NETWORK_TRANSMIT) ? [NETWORK_REMAINDER] : []),
  ];
}

/** What is shown until the user chooses: the usual metrics that are there, or all where none of them is. */
export function firstChoice(present: readonly string[]): string[] {
  const chosen = present.filter((id) => usual.includes(id));
  return chosen.length > 0 ? chosen : [...present];
}

export function colourOf(metric: string): ColourName {
  return colours[findMetric(metric)?.group ?? "cpu"];
}
