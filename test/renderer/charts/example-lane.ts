/** A CPU lane of a few points with its load line, for tests of what is drawn and read. */
import type { LoadLine } from "../../../src/model/lane.ts";
import type { MetricLane, Trace } from "../../../renderer/charts/lane.ts";

/** A load line of one step for each of `low` and `high`; each step's median lies midway. */
export function exampleBand(times: Float64Array, low: Float64Array, high: Float64Array): LoadLine {
  const median = low.map((value, step) => (value + (high[step] ?? value)) / 2);
  const scale = low.map(() => 0.01);
  return { times, low, median, high, scale, weeks: low.map(() => 24), peers: undefined };
}

export function exampleTrace(fields: Partial<Trace> = {}): Trace {
  return {
    host: "RND-07",
    name: "RND-07",
    metric: "system.cpu.utilization",
    title: "CPU",
    unit: "1",
    instances: 1,
    step: 100,
    envelope: {
      times: Float64Array.of(100, 200),
      min: Float64Array.of(0.02, 0.94),
      mean: Float64Array.of(0.05, 0.95),
      max: Float64Array.of(0.07, 0.96),
      count: Float64Array.of(1, 12),
    },
    band: exampleBand(Float64Array.of(100), Float64Array.of(0.03), Float64Array.of(0.09)),
    ...fields,
  };
}

export function exampleLane(...traces: readonly Trace[]): MetricLane {
  return { kind: "metric", id: "cpu", title: "CPU", unit: "1", colour: "cpu", against: "own", traces };
}
