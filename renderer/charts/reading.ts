/** What the metric lanes say at one instant: value, normal range, residual, peers, and how much stands behind each. */
import { HOUR } from "../../src/base/time.ts";
import { formatMeasure } from "../format/measure.ts";
import { formatNumber } from "../format/number.ts";
import type { Against, Lane, Trace } from "./lane.ts";
import { bandSteps, measuredAgainst, nearestPoint, outsideBand } from "./load-line.ts";

export interface LaneReading {
  readonly lane: string;
  readonly name: string;
  readonly title: string;
  /** In the metric's unit. */
  readonly amount: number;
  readonly value: string;
  /** Least and greatest, where several samples stand behind the value. */
  readonly spread: string | undefined;
  readonly normal: string | undefined;
  /** Weeks that taught what is normal. */
  readonly weeks: number | undefined;
  /** Distance from the expected median in robust standard deviations: `+31 σ`. */
  readonly residual: string | undefined;
  readonly peers: string | undefined;
  readonly peerHosts: number | undefined;
  readonly isOutside: boolean;
  readonly samples: number;
  /** Why a number is written with ≈, a clause each. */
  readonly estimates: readonly string[];
}

/** A load line of the metric's noise alone would make any value look endlessly far. */
const MOST_DEVIATIONS = 999;

export function readLanes(lanes: readonly Lane[], time: number): readonly LaneReading[] {
  return lanes.flatMap((lane) => {
    if (lane.kind !== "metric") return [];
    return lane.traces.flatMap((trace) => {
      const reading = readTrace(trace, time, lane.against);
      return reading === undefined ? [] : [{ ...reading, lane: lane.id, title: lane.title }];
    });
  });
}

function readTrace(trace: Trace, time: number, against: Against): Omit<LaneReading, "lane" | "title"> | undefined {
  const { times, min, mean, max, count } = trace.envelope;
  const point = nearestPoint(times, time);
  const value = mean[point];
  if (value === undefined || Number.isNaN(value)) return undefined;
  const samples = count[point] ?? 1;
  const least = min[point] ?? value;
  const greatest = max[point] ?? value;
  const steps = bandSteps(trace);
  const step = steps[point] ?? -1;
  const { band, unit } = trace;
  const isLineMixed = band !== undefined && trace.step > HOUR;
  const isSpreadBound = trace.instances > 1;
  const about = isLineMixed ? "≈ " : "";
  const range = (from: { readonly low: Float64Array; readonly high: Float64Array } | undefined): string | undefined => {
    const [low, high] = [from?.low[step], from?.high[step]];
    return isKnown(low) && isKnown(high) ? about + rangeWords(low, high, unit) : undefined;
  };
  const weeks = band?.weeks[step];
  return {
    name: trace.name,
    amount: value,
    value: formatMeasure(value, unit),
    spread:
      samples > 1 && greatest > least ? (isSpreadBound ? "≈ " : "") + rangeWords(least, greatest, unit) : undefined,
    normal: range(band),
    weeks: isKnown(weeks) ? Math.round(weeks) : undefined,
    residual: residualWords(value, band?.median[step], band?.scale[step], about),
    peers: range(band?.peers),
    peerHosts: band?.peers?.hosts,
    isOutside: outsideBand(measuredAgainst(trace, against), steps)[point] === 1,
    samples,
    estimates: [
      ...(isLineMixed ? ["normal is the mean of the hours that one point stands for"] : []),
      ...(isSpreadBound ? [`least and greatest are bounds, summed over ${String(trace.instances)} series`] : []),
    ],
  };
}

/** As much of it as fits beside the cursor in every lane: `95 %  +31 σ`. */
export function shortReading({ value, residual }: LaneReading): string {
  return residual === undefined ? value : `${value}   ${residual}`;
}

/** The reading in one line: `95 %  +31 σ  normally 3–9 % (24 weeks)  peers 2–11 % (11)  n 12`. */
export function readingWords(reading: LaneReading): string {
  const { value, residual, normal, weeks, peers, peerHosts, samples } = reading;
  return [
    value,
    ...(residual === undefined ? [] : [residual]),
    ...(normal === undefined ? [] : [`normally ${normal}${weeks === undefined ? "" : ` (${formatNumber(weeks)} wk)`}`]),
    ...(peers === undefined ? [] : [`peers ${peers} (${formatNumber(peerHosts ?? 0)})`]),
    `n ${formatNumber(samples)}`,
  ].join("   ");
}

function residualWords(
  value: number,
  median: number | undefined,
  scale: number | undefined,
  about: string,
): string | undefined {
  if (!isKnown(median) || !isKnown(scale) || scale <= 0) return undefined;
  const residual = (value - median) / scale;
  const size = Math.min(MOST_DEVIATIONS, Math.abs(residual));
  const beyond = Math.abs(residual) > MOST_DEVIATIONS ? "> " : "";
  const words = formatNumber(size, size >= 9.95 ? 0 : 1);
  return `${about}${beyond}${residual < 0 && size >= 0.05 ? "−" : "+"}${words} σ`;
}

function isKnown(value: number | undefined): value is number {
  return value !== undefined && !Number.isNaN(value);
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
