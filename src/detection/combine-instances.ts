/**
 * The host's value of a metric from its instances (disks, interfaces, GPUs): utilisations averaged, rates added.
 *
 * Instances of one source share their clock and are combined sample by sample. Otherwise values fall into steps of the
 * densest instance's cadence; an instance that misses a step or two counts with its last value, since a sum that dips
 * whenever one disk reports late would be a load that nobody had.
 */
import { MINUTE } from "../base/time.ts";
import { findMetric } from "../model/metrics.ts";
import { quantile } from "../statistics/quantile.ts";
import type { MetricSamples } from "./input.ts";

/** Where an instance has a single sample and so no cadence of its own. */
const ASSUMED_CADENCE = 5 * MINUTE;

/** How many steps a value stands in for missing ones. */
const STEPS_HELD = 2;

/** All of one metric, each in order of time; at least one. */
export function combineInstances(instances: readonly MetricSamples[]): MetricSamples {
  const [first] = instances;
  if (first === undefined) throw new RangeError("combineInstances needs at least one instance");
  if (instances.length === 1) return first;
  const isMean = findMetric(first.metric)?.across === "mean";
  return instances.every((other) => sameTimes(first.times, other.times))
    ? onSharedClock(instances, first, isMean)
    : onCommonGrid(instances, first.metric, isMean);
}

function sameTimes(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((time, i) => time === b[i]);
}

function onSharedClock(instances: readonly MetricSamples[], first: MetricSamples, isMean: boolean): MetricSamples {
  const values = new Float64Array(first.times.length);
  for (let i = 0; i < values.length; i++) {
    let sum = 0;
    let present = 0;
    for (const { values: own } of instances) {
      const value = own[i] ?? Number.NaN;
      if (value !== value) continue;
      sum += value;
      present++;
    }
    values[i] = present === 0 ? Number.NaN : isMean ? sum / present : sum;
  }
  return { metric: first.metric, times: first.times, values };
}

function onCommonGrid(instances: readonly MetricSamples[], metric: string, isMean: boolean): MetricSamples {
  const step = Math.min(...instances.map((instance) => cadenceOf(instance.times)));
  const times = gridOf(instances, step);
  const next = instances.map(() => 0);
  const values = new Float64Array(times.length);
  times.forEach((time, i) => {
    let sum = 0;
    let present = 0;
    instances.forEach((instance, which) => {
      let index = next[which] ?? 0;
      while (index < instance.times.length && (instance.times[index] ?? 0) < time + step) index++;
      next[which] = index;
      const age = time + step - (instance.times[index - 1] ?? Number.NEGATIVE_INFINITY);
      const value = instance.values[index - 1] ?? Number.NaN;
      if (age > (STEPS_HELD + 1) * step || value !== value) return;
      sum += value;
      present++;
    });
    values[i] = present === 0 ? Number.NaN : isMean ? sum / present : sum;
  });
  return { metric, times, values };
}

/** Every step at which at least one instance has a sample, as the step's start. */
function gridOf(instances: readonly MetricSamples[], step: number): Float64Array {
  const steps = new Set<number>();
  for (const { times } of instances) for (const time of times) steps.add(Math.floor(time / step) * step);
  return Float64Array.from(steps).sort();
}

/** The usual step between samples, in microseconds. */
export function cadenceOf(times: Float64Array): number {
  const gaps = times.subarray(1).map((time, i) => time - (times[i] ?? time));
  const typical = quantile(gaps, 0.5);
  return typical > 0 ? typical : ASSUMED_CADENCE;
}
