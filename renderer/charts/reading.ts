/** What the metric lanes say at one instant: value, normal range, how many samples stand behind it. */
import type { LaneData } from "../../src/api/engine-contract.ts";
import { formatMeasure } from "../format/measure.ts";
import type { Lane } from "./lane.ts";
import { bandSteps, nearestPoint, outsideBand } from "./load-line.ts";

export interface LaneReading {
  readonly lane: string;
  readonly host: string;
  readonly title: string;
  readonly value: string;
  /** Least and greatest, where several samples stand behind the value. */
  readonly spread: string | undefined;
  readonly normal: string | undefined;
  readonly isOutside: boolean;
  readonly samples: number;
}

export function readLanes(lanes: readonly Lane[], time: number): readonly LaneReading[] {
  return lanes.flatMap((lane) => {
    if (lane.kind !== "metric") return [];
    return lane.traces.flatMap((trace) => {
      const reading = readTrace(trace, time);
      return reading === undefined ? [] : [{ ...reading, lane: lane.id, title: lane.title }];
    });
  });
}

function readTrace(trace: LaneData, time: number): Omit<LaneReading, "lane" | "title"> | undefined {
  const { times, min, mean, max, count } = trace.envelope;
  const point = nearestPoint(times, time);
  const value = mean[point];
  if (value === undefined || Number.isNaN(value)) return undefined;
  const samples = count[point] ?? 1;
  const least = min[point] ?? value;
  const greatest = max[point] ?? value;
  const spread = samples > 1 && greatest > least ? rangeWords(least, greatest, trace.unit) : undefined;
  const steps = bandSteps(trace);
  const step = steps[point] ?? -1;
  const low = trace.band?.low[step];
  const high = trace.band?.high[step];
  const hasBand = low !== undefined && high !== undefined;
  return {
    host: trace.host,
    value: formatMeasure(value, trace.unit),
    spread,
    normal: hasBand ? rangeWords(low, high, trace.unit) : undefined,
    isOutside: outsideBand(trace, steps)[point] === 1,
    samples,
  };
}

/** `3–9 %`: the unit once where both ends have the same. */
export function rangeWords(low: number, high: number, unit: string): string {
  const left = formatMeasure(low, unit);
  const right = formatMeasure(high, unit);
  const [, leftUnit] = left.split(/(?<=\d)\s(?=\D)/);
  const [, rightUnit] = right.split(/(?<=\d)\s(?=\D)/);
  const same = leftUnit !== undefined && leftUnit === rightUnit;
  return `${same ? left.slice(0, left.length - leftUnit.length - 1) : left}–${right}`;
}
