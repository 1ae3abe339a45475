/** Samples a machine through systeminformation, where there is no /proc to read. */
import { cpus } from "node:os";
import { currentLoad, fsStats, mem, networkConnections, networkStats, processes } from "systeminformation";
import { MINUTE, parseIso, timestamp } from "../base/time.ts";
import { UTC, zoneOf } from "../base/zone.ts";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  MEMORY_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
} from "../model/metrics.ts";
import type { ConnectionReading, MetricReading, ProcessReading, Sampler } from "./machine-reading.ts";

const OWN_ZONE = zoneOf(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? UTC;

export function portableSampler(): Sampler {
  return {
    async read(time, elapsedSeconds, withConnections) {
      const [load, memory, disks, interfaces, running] = await Promise.all([
        currentLoad(),
        mem(),
        fsStats(),
        networkStats("*"),
        processes(),
      ]);
      const metrics: MetricReading[] = [];
      const put = (metric: string, instance: string, value: number | null): void => {
        if (value !== null && Number.isFinite(value)) metrics.push({ metric, instance, value });
      };
      put(MEMORY_UTILIZATION, "", memory.active / memory.total);
      put("system.memory.usage", "", memory.active);
      if (memory.swaptotal > 0) put("system.paging.utilization", "", memory.swapused / memory.swaptotal);
      if (elapsedSeconds !== undefined) {
        put(CPU_UTILIZATION, "", load.currentLoad / 100);
        put("system.cpu.user.utilization", "", load.currentLoadUser / 100);
        put("system.cpu.system.utilization", "", load.currentLoadSystem / 100);
        // Absent where the platform does not tell, whatever the type says.
        const known: typeof disks | null = disks;
        if (known !== null) {
          put(DISK_READ, "", known.rx_sec);
          put(DISK_WRITE, "", known.wx_sec);
        }
        for (const { iface, rx_sec: received, tx_sec: sent } of interfaces) {
          if (/^lo\d*$|loopback/i.test(iface)) continue;
          put(NETWORK_RECEIVE, iface, received);
          put(NETWORK_TRANSMIT, iface, sent);
        }
      }
      return {
        time,
        metrics,
        processes: running.list.map((process) => processOf(process, elapsedSeconds !== undefined)),
        connections: withConnections ? (await networkConnections()).flatMap(connectionOf) : undefined,
      };
    },
  };
}

type Listed = Awaited<ReturnType<typeof processes>>["list"][number];

/** Windows is given as a share of the whole machine, others as one of a single CPU. */
const CPUS_IN_A_SHARE = process.platform === "win32" ? Math.max(1, cpus().length) : 1;

function processOf(listed: Listed, hasRates: boolean): ProcessReading {
  const started = parseIso(listed.started);
  return {
    record: {
      pid: listed.pid,
      entityId: undefined,
      name: listed.name,
      executable: nonEmpty(listed.path),
      commandLine: nonEmpty(`${listed.command} ${listed.params}`.trim()),
      parentPid: listed.parentPid,
      parentName: undefined,
      parentExecutable: undefined,
      user: nonEmpty(listed.user),
      start:
        started === undefined
          ? undefined
          : started.offsetMinutes === undefined
            ? OWN_ZONE.instantAt(started.clock)
            : timestamp(started.clock - started.offsetMinutes * MINUTE),
      end: undefined,
      hash: undefined,
      originalFileName: undefined,
      signed: undefined,
      container: undefined,
    },
    cpu: hasRates ? (listed.cpu / 100) * CPUS_IN_A_SHARE : undefined,
    memory: listed.memRss * 1024,
    readBytes: undefined,
    writeBytes: undefined,
  };
}

type Connection = Awaited<ReturnType<typeof networkConnections>>[number];

function connectionOf(connection: Connection): ConnectionReading[] {
  const { protocol, localAddress, localPort, peerAddress, peerPort, state, pid } = connection;
  if (!/^estab/i.test(state) || /^(?:127\.|::1$)/.test(peerAddress)) return [];
  return [
    {
      transport: protocol.replace(/\d+$/, ""),
      direction: undefined,
      sourceIp: localAddress,
      sourcePort: Number(localPort),
      destinationIp: peerAddress,
      destinationPort: Number(peerPort),
      pid: pid > 0 ? pid : undefined,
      processName: nonEmpty(connection.process),
      state: "ESTABLISHED",
    },
  ];
}

function nonEmpty(text: string): string | undefined {
  return text === "" ? undefined : text;
}
