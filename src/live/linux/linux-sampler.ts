/** Samples a Linux machine from /proc, at a fraction of the cost of asking programs. */
import { readFileSync } from "node:fs";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
} from "../../model/metrics.ts";
import type { MetricReading, Sampler } from "../machine-reading.ts";
import { readConnections } from "./connections.ts";
import {
  parseBootTime,
  parseCpu,
  parseDisks,
  parseInterfaces,
  parseMemory,
  rate,
  type CpuTicks,
  type DiskCounters,
  type InterfaceCounters,
} from "./counters.ts";
import { processReader, textOf } from "./processes.ts";

export function linuxSampler(): Sampler {
  const processes = processReader();
  let cpu: CpuTicks | undefined;
  let disks: ReadonlyMap<string, DiskCounters> = new Map();
  let interfaces: ReadonlyMap<string, InterfaceCounters> = new Map();

  return {
    read(time, elapsedSeconds, withConnections) {
      const stat = readFileSync("/proc/stat", "utf8");
      const metrics: MetricReading[] = [];
      const put = (metric: string, instance: string, value: number | undefined): void => {
        if (value !== undefined && Number.isFinite(value)) metrics.push({ metric, instance, value });
      };

      const nowCpu = parseCpu(stat);
      if (cpu !== undefined && nowCpu !== undefined && elapsedSeconds !== undefined && nowCpu.total > cpu.total) {
        const total = nowCpu.total - cpu.total;
        const user = Math.max(0, nowCpu.user - cpu.user) / total;
        const system = Math.max(0, nowCpu.system - cpu.system) / total;
        put(CPU_UTILIZATION, "", user + system);
        put("system.cpu.user.utilization", "", user);
        put("system.cpu.system.utilization", "", system);
      }
      cpu = nowCpu;

      const memory = parseMemory(textOf("/proc/meminfo") ?? "");
      const total = memory.get("MemTotal") ?? Number.NaN;
      const used = total - (memory.get("MemAvailable") ?? memory.get("MemFree") ?? Number.NaN);
      put(MEMORY_UTILIZATION, "", used / total);
      put("system.memory.usage", "", used);
      const swap = memory.get("SwapTotal") ?? 0;
      if (swap > 0) put("system.paging.utilization", "", (swap - (memory.get("SwapFree") ?? swap)) / swap);

      const nowDisks = parseDisks(textOf("/proc/diskstats") ?? "");
      for (const [name, disk] of nowDisks) {
        const before = disks.get(name);
        put(DISK_READ, name, rate(before?.readBytes, disk.readBytes, elapsedSeconds));
        put(DISK_WRITE, name, rate(before?.writeBytes, disk.writeBytes, elapsedSeconds));
        const busy = rate(before?.busyMilliseconds, disk.busyMilliseconds, elapsedSeconds);
        put("system.disk.utilization", name, busy === undefined ? undefined : Math.min(1, busy / 1000));
      }
      disks = nowDisks;

      const nowInterfaces = parseInterfaces(textOf("/proc/net/dev") ?? "");
      for (const [name, counters] of nowInterfaces) {
        const before = interfaces.get(name);
        put(NETWORK_RECEIVE, name, rate(before?.receivedBytes, counters.receivedBytes, elapsedSeconds));
        put(NETWORK_TRANSMIT, name, rate(before?.sentBytes, counters.sentBytes, elapsedSeconds));
      }
      interfaces = nowInterfaces;

      const running = processes.read(parseBootTime(stat), elapsedSeconds);
      const connections = withConnections ? readConnections(running) : undefined;
      return Promise.resolve({ time, metrics, processes: running, connections });
    },
  };
}
