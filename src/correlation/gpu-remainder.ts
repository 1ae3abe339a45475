/**
 * GPU use against what a working GPU cannot hide: its memory, its heat, and power that the CPU does not account for. A
 * meter that stays at rest while these rise is not telling the truth, or work is done that it does not count.
 */
import { HOUR, type TimeRange } from "../base/time.ts";
import type { HostHours } from "../detection/input.ts";
import { CPU_UTILIZATION, GPU_UTILIZATION, POWER } from "../model/metrics.ts";
import { median } from "../statistics/median.ts";

const GPU_MEMORY = "hw.gpu.memory.utilization";
const TEMPERATURE = "hw.temperature";
/** At most this much more GPU use counts as none. */
const AT_REST = 0.05;
/** More CPU than this can warm a machine and draw its power by itself. */
const CPU_AT_REST = 0.1;
const RISES: readonly { readonly metric: string; readonly least: number; readonly says: (rise: number) => string }[] = [
  { metric: GPU_MEMORY, least: 0.2, says: (rise) => `GPU memory by ${Math.round(rise * 100)} points` },
  { metric: TEMPERATURE, least: 10, says: (rise) => `temperature by ${Math.round(rise)} °C` },
  { metric: POWER, least: 40, says: (rise) => `power by ${Math.round(rise)} W` },
];
const DAYS_BEFORE = 14;
const LEAST_HOURS = 12;

/** What rose while the GPU's meter did not, as clauses; empty where nothing contradicts it or it is not measured. */
export function gpuContradictions(hours: HostHours, episode: TimeRange): string[] {
  const riseOf = (metric: string): number | undefined => rise(hours, metric, episode);
  const gpu = riseOf(GPU_UTILIZATION);
  if (gpu === undefined || gpu > AT_REST) return [];
  const isCpuAtRest = (riseOf(CPU_UTILIZATION) ?? Number.POSITIVE_INFINITY) <= CPU_AT_REST;
  return RISES.flatMap(({ metric, least, says }) => {
    const own = riseOf(metric);
    if (own === undefined || own < least || (metric !== GPU_MEMORY && !isCpuAtRest)) return [];
    return [says(own)];
  });
}

/** Median of the hours inside less that of the hours before. */
function rise(hours: HostHours, metric: string, { start, end }: TimeRange): number | undefined {
  const values = hours.metrics.find((one) => one.metric === metric)?.median;
  if (values === undefined) return undefined;
  const at = (time: number): number => Math.floor((time - hours.start) / HOUR);
  const known = (from: number, to: number): number[] =>
    [...values.slice(Math.max(0, from), Math.max(0, to))].filter((value) => !Number.isNaN(value));
  const before = known(at(start) - DAYS_BEFORE * 24, at(start));
  const inside = known(at(start), at(end));
  if (before.length < LEAST_HOURS || inside.length < LEAST_HOURS) return undefined;
  return median(inside) - median(before);
}
