/** Hand-made hosts for detection tests: a quiet machine with a weekly rhythm, and what a test does to it. */
import { HOUR, timestamp } from "../../src/base/time.ts";
import type { HostHours, MetricHours } from "../../src/detection/input.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { seededRandom, type Random } from "../../src/statistics/random.ts";

/** Monday 00:00 UTC. */
export const START = timestamp(Date.UTC(2026, 0, 5) * 1000);

const calendar = calendarOf({ timeZone: "UTC" }, undefined);

export interface HourOfTest {
  readonly hour: number;
  readonly isBusiness: boolean;
  readonly random: Random;
}

/** What a quiet machine does: 3 % by night, 8 % by day, give or take. */
export function quietLoad({ isBusiness, random }: HourOfTest): number {
  return (isBusiness ? 0.08 : 0.03) + 0.006 * random.normal();
}

export interface HostOfTest {
  readonly host: string;
  readonly days: number;
  readonly className?: string | undefined;
  readonly logicalCpus?: number;
  /** Hourly medians by metric; NaN is a gap. Only CPU at rest where nothing is said. */
  readonly metrics?: Readonly<Record<string, (at: HourOfTest) => number>>;
}

export function hostOfTest({
  host,
  days,
  className,
  logicalCpus,
  metrics = { [CPU_UTILIZATION]: quietLoad },
}: HostOfTest): HostHours {
  const hours = days * 24;
  return {
    host,
    className,
    expectation: undefined,
    calendar,
    logicalCpus,
    start: START,
    hours,
    data: { start: timestamp(START + 7), end: timestamp(START + hours * HOUR) },
    metrics: Object.entries(metrics).map(([metric, valueAt]) => {
      const random = seededRandom(`${host}/${metric}`);
      return hoursOfTest(
        metric,
        Float32Array.from({ length: hours }, (_, hour) => {
          const isBusiness = calendar.isBusinessTime(timestamp(START + hour * HOUR));
          return valueAt({ hour, isBusiness, random });
        }),
      );
    }),
  };
}

function hoursOfTest(metric: string, median: Float32Array): MetricHours {
  return {
    metric,
    median,
    count: Uint16Array.from(median, (value) => (value === value ? 12 : 0)),
  };
}

/** A class of quiet machines, the first of them given. */
export function classOfTest(first: HostOfTest, size: number): HostHours[] {
  const className = first.className ?? "quiet";
  const peers = Array.from({ length: size - 1 }, (_, i) =>
    hostOfTest({ host: `peer-${i}`, className, days: first.days }),
  );
  return [hostOfTest({ ...first, className }), ...peers];
}
