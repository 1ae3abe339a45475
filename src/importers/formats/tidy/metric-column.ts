/** A column of the tidy table that holds a metric, as its header names it. */
import { canonicalMetricId } from "../../../model/metrics.ts";

export interface MetricColumn {
  readonly metric: string;
  readonly instance: string;
}

/** Attributes that say which disk, interface, CPU or GPU a value belongs to rather than what it measures. */
const INSTANCE_ATTRIBUTES = [
  "system.device",
  "network.interface.name",
  "cpu.logical_number",
  "system.filesystem.mountpoint",
  "hw.id",
  "hw.name",
];

/** `undefined` where the registry holds no such metric. */
export function metricColumn(header: string): MetricColumn | undefined {
  const metric = canonicalMetricId(header);
  if (metric !== undefined) return { metric, instance: "" };
  const match = /^([^{]+)\{(.*)\}$/.exec(header.trim());
  if (match === null) return undefined;
  const [, name = "", attributes = ""] = match;
  const instances: string[] = [];
  const others: string[] = [];
  for (const pair of attributes.split(",")) {
    const [key = "", value = ""] = pair.split("=").map((part) => part.trim().replaceAll('"', ""));
    if (INSTANCE_ATTRIBUTES.includes(key)) instances.push(value);
    else others.push(pair);
  }
  const rest = canonicalMetricId(others.length === 0 ? name : `${name}{${others.join(",")}}`);
  return rest === undefined || instances.length === 0 ? undefined : { metric: rest, instance: instances.join(" ") };
}
