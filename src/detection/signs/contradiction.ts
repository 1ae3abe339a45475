/**
 * Readings of one host that cannot both be true: a metric says idle while another source of the same machine shows the
 * load. Only the telling direction counts: a witness that saw less may just not have seen all.
 */
import {
  CPU_UTILIZATION,
  findMetric,
  GPU_MEMORY,
  GPU_UTILIZATION,
  HYPERVISOR_CPU,
  POWER,
  TEMPERATURE,
} from "../../model/metrics.ts";
import type { Witness } from "../../model/episode.ts";
import type { HourGrid } from "../hour-grid.ts";
import type { SeriesOfHost } from "../host-series.ts";
import type { HostHours } from "../input.ts";
import { levelIn } from "../window-levels.ts";
import { stretches, type Sign } from "./sign.ts";

/** Hours that a contradiction lasts, and hours without it that do not end it. */
const LEAST_HOURS = 6;
const PAUSE_HOURS = 12;
/** A utilisation is contradicted by one that is higher by this much and by this factor: counters differ in what they count. */
const UTILISATION_GAP = 0.25;
const TIMES = 2.5;
/** More than the whole machine is a witness with another unit. */
const CREDIBLE = 1.1;
/** Bytes an hour beyond which a contradiction about them counts. */
const BYTES_GAP = 100e6;
/** A GPU that says it is idle, and what a working one shows: watts beyond the CPU's, memory in use, warmth. */
const IDLE_GPU = 0.05;
const GPU_WATTS = 60;
const POWER_Z = 3;
const GPU_MEMORY_USED = 0.3;
const WARMER = 10;
const IDLE_CPU = 0.3;
/** Days after which a contradiction is as strong as can be. */
const LONG_HOURS = 14 * 24;

export function findContradictions(host: HostHours, grid: HourGrid, all: SeriesOfHost): Sign[] {
  return [
    ...against(
      host,
      grid,
      CPU_UTILIZATION,
      "hypervisor",
      medianOf(host, HYPERVISOR_CPU),
      medianOf(host, CPU_UTILIZATION),
    ),
    ...(host.witnesses ?? []).flatMap(({ metric, witness, values, reported }) =>
      against(host, grid, metric, witness, values, reported ?? medianOf(host, metric)),
    ),
    ...idleGpu(host, grid, all),
  ];
}

function medianOf(host: HostHours, metric: string): Float32Array | undefined {
  return host.metrics.find((candidate) => candidate.metric === metric)?.median;
}

/** `implied` is what the witness makes of the metric, hour by hour. */
function against(
  host: HostHours,
  grid: HourGrid,
  metric: string,
  witness: Witness,
  implied: Float32Array | undefined,
  reported: Float32Array | undefined,
): Sign[] {
  if (reported === undefined || implied === undefined) return [];
  const isRatio = findMetric(metric)?.unit === "1";
  const gap = isRatio ? UTILISATION_GAP : BYTES_GAP / 3600;
  return contradictions(host, grid, metric, witness, { implied, reported }, (hour) => {
    const said = reported[hour] ?? Number.NaN;
    const shown = implied[hour] ?? Number.NaN;
    if (said !== said || shown !== shown || (isRatio && shown > CREDIBLE)) return undefined;
    return shown - said >= gap && shown >= TIMES * said;
  });
}

function contradictions(
  host: HostHours,
  grid: HourGrid,
  metric: string,
  witness: Witness,
  { implied, reported }: { readonly implied: ArrayLike<number>; readonly reported: ArrayLike<number> },
  holds: (hour: number) => boolean | undefined,
): Sign[] {
  return stretches(host.hours, holds, { least: LEAST_HOURS, pause: PAUSE_HOURS }).map(({ count, ...window }) => {
    const level = levelIn(reported, grid, window, "all");
    const normalLevel = levelIn(implied, grid, window, "all");
    return {
      kind: "falsified-reading",
      frames: ["sources"],
      host,
      grid,
      window,
      metrics: [metric],
      level,
      normalLevel,
      deviation: Number.NaN,
      peerCount: 0,
      strength: 1 + Math.min(1, count / LONG_HOURS),
      persistence: count / (window.to - window.from),
      witness,
      numbers: { reported: level, implied: normalLevel, contradictedHours: count },
    };
  });
}

/** Power beyond what the host's past and its CPU account for, with memory or warmth to go with it. */
function idleGpu(host: HostHours, grid: HourGrid, all: SeriesOfHost): Sign[] {
  const gpu = medianOf(host, GPU_UTILIZATION);
  const power = all.get(POWER);
  if (gpu === undefined || power === undefined) return [];
  const cpu = medianOf(host, CPU_UTILIZATION);
  const memory = medianOf(host, GPU_MEMORY);
  const warmth = medianOf(host, TEMPERATURE);
  if (memory === undefined && warmth === undefined) return [];
  const whole = { from: 0, to: host.hours };
  const usualWarmth = warmth === undefined ? Number.NaN : levelIn(warmth, grid, whole, "all", 0.25);
  const isIdleInUse = Uint8Array.from(gpu, (said, hour) => {
    const isBusyElsewhere = (cpu?.[hour] ?? 0) > IDLE_CPU;
    const isUsed = (memory?.[hour] ?? 0) >= GPU_MEMORY_USED || (warmth?.[hour] ?? 0) - usualWarmth >= WARMER;
    return Number(said <= IDLE_GPU && !isBusyElsewhere && isUsed);
  });
  // What power is usual is not asked for where there is nothing to hold it against.
  if (isIdleInUse.reduce((sum, one) => sum + one, 0) < LEAST_HOURS) return [];
  const { expected, z } = power.own;
  return contradictions(
    host,
    grid,
    GPU_UTILIZATION,
    "gpu-power",
    { implied: power.hours.median, reported: gpu },
    (hour) => {
      const said = gpu[hour] ?? Number.NaN;
      const watts = (power.hours.median[hour] ?? Number.NaN) - (expected[hour] ?? Number.NaN);
      if (said !== said || watts !== watts) return undefined;
      return isIdleInUse[hour] === 1 && watts >= GPU_WATTS && (z[hour] ?? 0) >= POWER_Z;
    },
  );
}
