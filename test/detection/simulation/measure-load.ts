/** What collectors would record of a simulated load. */
import type { MetricHours } from "../../../src/detection/input.ts";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../../../src/model/metrics.ts";
import type { Random } from "../../../src/statistics/random.ts";
import { factor, type Load } from "./load.ts";

/** Watts of a GPU at full load. */
const GPU_WATTS = 180;

/** Bytes follow work with a host's own habits; power follows CPU and GPU. Three hosts in ten have a GPU, or one that must. */
export function measureLoad(load: Load, random: Random, mustHaveGpu: boolean): MetricHours[] {
  const bytesPerWork = 2e7 * factor(random, 0.6);
  const sendPerWork = 4e6 * factor(random, 0.6);
  const watts = { idle: random.between(60, 110), busy: random.between(100, 180) };
  const hasGpu = random.chance(0.3) || mustHaveGpu;
  const of = (metric: string, valueAt: (hour: number) => number): MetricHours => {
    const hours = load.work.length;
    const count = Uint16Array.from(load.missing, (missing) => (missing === 1 ? 0 : 12));
    const median = Float32Array.from({ length: hours }, (_, hour) =>
      load.missing[hour] === 1 ? Number.NaN : valueAt(hour),
    );
    return { metric, median, count };
  };
  const work = (hour: number): number => load.work[hour] ?? 0;
  const cpu = Float64Array.from(load.work, (value, hour) =>
    Math.min(1, Math.max(0, (value + (load.pure[hour] ?? 0)) * factor(random, 0.03) + 0.002 * random.normal())),
  );
  return [
    of(CPU_UTILIZATION, (hour) => cpu[hour] ?? 0),
    of(DISK_READ, (hour) => work(hour) * bytesPerWork * factor(random, 0.35) + (load.read[hour] ?? 0)),
    of(DISK_WRITE, (hour) => work(hour) * bytesPerWork * 0.5 * factor(random, 0.35) + (load.write[hour] ?? 0)),
    of(
      NETWORK_RECEIVE,
      (hour) => work(hour) * sendPerWork * 1.5 * factor(random, 0.3) + (load.receive[hour] ?? 0) + 500,
    ),
    of(NETWORK_TRANSMIT, (hour) => work(hour) * sendPerWork * factor(random, 0.3) + (load.send[hour] ?? 0) + 500),
    ...(hasGpu ? [of(GPU_UTILIZATION, (hour) => Math.min(1, 0.01 * factor(random, 0.5) + (load.gpu[hour] ?? 0)))] : []),
    of(
      POWER,
      (hour) =>
        watts.idle +
        watts.busy * (cpu[hour] ?? 0) +
        GPU_WATTS * (load.gpu[hour] ?? 0) +
        (load.watts[hour] ?? 0) +
        2 * random.normal(),
    ),
  ];
}
