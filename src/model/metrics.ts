/**
 * The metric registry: every metric that a workspace can hold, with its unit and how its instances add up.
 *
 * Names and attributes follow OpenTelemetry semantic conventions. A metric id is the name with its attributes in
 * braces, sorted by key: `system.disk.io{disk.io.direction=read}`. An instance (disk, interface, GPU, process) is kept
 * apart from the id; the empty instance is the whole host.
 */
export type MetricGroup = "cpu" | "gpu" | "memory" | "disk" | "network" | "power";

export interface Metric {
  readonly id: string;
  readonly title: string;
  /** UCUM as OpenTelemetry writes it: `1` is a ratio, `By/s` bytes a second, `W` watts. */
  readonly unit: "1" | "By" | "By/s" | "{operation}/s" | "W" | "Cel" | "s";
  readonly group: MetricGroup;
  /** How instances make the host's value: utilisations are averaged, rates and powers added. */
  readonly across: "mean" | "sum";
  /** Smallest change that means anything, in the unit: the floor of any scale estimate. */
  readonly noiseFloor: number;
}

const metric = (
  id: string,
  title: string,
  unit: Metric["unit"],
  group: MetricGroup,
  across: Metric["across"],
  noiseFloor: number,
): Metric => ({ id, title, unit, group, across, noiseFloor });

export const CPU_UTILIZATION = "system.cpu.utilization";
export const MEMORY_UTILIZATION = "system.memory.utilization";
export const DISK_READ = "system.disk.io{disk.io.direction=read}";
export const DISK_WRITE = "system.disk.io{disk.io.direction=write}";
export const NETWORK_RECEIVE = "system.network.io{network.io.direction=receive}";
export const NETWORK_TRANSMIT = "system.network.io{network.io.direction=transmit}";
export const GPU_UTILIZATION = "hw.gpu.utilization";
export const POWER = "hw.power";
export const GPU_MEMORY = "hw.gpu.memory.utilization";
export const TEMPERATURE = "hw.temperature";
/** What the hypervisor measured of a guest, whatever the guest says of itself. */
export const HYPERVISOR_CPU = "vcenter.vm.cpu.utilization";

export const metrics: readonly Metric[] = [
  metric(CPU_UTILIZATION, "CPU", "1", "cpu", "mean", 0.01),
  metric("system.cpu.user.utilization", "CPU, user", "1", "cpu", "mean", 0.01),
  metric("system.cpu.system.utilization", "CPU, system", "1", "cpu", "mean", 0.01),
  metric(HYPERVISOR_CPU, "CPU, by the hypervisor", "1", "cpu", "mean", 0.01),
  metric(MEMORY_UTILIZATION, "Memory", "1", "memory", "mean", 0.01),
  metric("system.memory.usage", "Memory used", "By", "memory", "sum", 64 * 1024 * 1024),
  metric("system.paging.utilization", "Swap", "1", "memory", "mean", 0.01),
  metric(DISK_READ, "Disk read", "By/s", "disk", "sum", 50_000),
  metric(DISK_WRITE, "Disk write", "By/s", "disk", "sum", 50_000),
  metric("system.disk.operations{disk.io.direction=read}", "Disk reads", "{operation}/s", "disk", "sum", 1),
  metric("system.disk.operations{disk.io.direction=write}", "Disk writes", "{operation}/s", "disk", "sum", 1),
  metric("system.disk.utilization", "Disk busy", "1", "disk", "mean", 0.01),
  metric("system.filesystem.utilization", "File system used", "1", "disk", "mean", 0.01),
  metric(NETWORK_RECEIVE, "Network in", "By/s", "network", "sum", 5_000),
  metric(NETWORK_TRANSMIT, "Network out", "By/s", "network", "sum", 5_000),
  metric(GPU_UTILIZATION, "GPU", "1", "gpu", "mean", 0.01),
  metric(GPU_MEMORY, "GPU memory", "1", "gpu", "mean", 0.01),
  metric(TEMPERATURE, "Temperature", "Cel", "power", "mean", 1),
  metric(POWER, "Power", "W", "power", "sum", 3),
];

export const CPU_REMAINDER = "plimsoll.remainder.cpu";
export const DISK_REMAINDER = "plimsoll.remainder.disk";
export const NETWORK_REMAINDER = "plimsoll.remainder.network";

/** What a host's total leaves when everything that processes or connections account for is taken away: no source's. */
export const remainders: readonly Metric[] = [
  metric(CPU_REMAINDER, "CPU remainder", "1", "cpu", "mean", 0.02),
  metric(DISK_REMAINDER, "Disk remainder", "By/s", "disk", "sum", 100_000),
  metric(NETWORK_REMAINDER, "Network remainder", "By/s", "network", "sum", 10_000),
];

const byId = new Map(metrics.map((entry) => [entry.id, entry]));
const derivedById = new Map(remainders.map((entry) => [entry.id, entry]));

export function findMetric(id: string): Metric | undefined {
  return byId.get(id) ?? derivedById.get(id);
}

/** The canonical id of a name and its attributes; `undefined` where the registry does not hold it. */
export function canonicalMetricId(text: string): string | undefined {
  const match = /^([a-z0-9_.]+)(?:\{(.*)\})?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, name = "", attributes] = match;
  const sorted = (attributes ?? "")
    .split(",")
    .map((pair) =>
      pair
        .trim()
        .replace(/\s*=\s*/, "=")
        .replaceAll('"', ""),
    )
    .filter((pair) => pair !== "")
    .sort();
  const id = sorted.length === 0 ? name : `${name}{${sorted.join(",")}}`;
  return byId.has(id) ? id : undefined;
}
