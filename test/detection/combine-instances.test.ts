import { describe, expect, test } from "vitest";
import { MINUTE } from "../../src/base/time.ts";
import { combineInstances } from "../../src/detection/combine-instances.ts";
import { DISK_READ, GPU_UTILIZATION } from "../../src/model/metrics.ts";

const at = (metric: string, minutes: readonly number[], values: readonly number[]) => ({
  metric,
  times: Float64Array.from(minutes, (minute) => minute * MINUTE),
  values: Float64Array.from(values),
});

describe("combineInstances", () => {
  test("refuses an empty list", () => {
    expect(() => combineInstances([])).toThrow(RangeError);
  });

  test("adds rates and averages utilisations that share a clock", () => {
    const disks = [at(DISK_READ, [0, 5], [10, 20]), at(DISK_READ, [0, 5], [1, 2])];
    const gpus = [at(GPU_UTILIZATION, [0, 5], [0.2, 0.4]), at(GPU_UTILIZATION, [0, 5], [0.6, 0.8])];
    expect([...combineInstances(disks).values]).toEqual([11, 22]);
    expect([...combineInstances(gpus).values]).toEqual([0.4, 0.6000000000000001]);
  });

  test("takes a stated gap of one instance for no reading, and of all for a gap", () => {
    const disks = [at(DISK_READ, [0, 5], [Number.NaN, Number.NaN]), at(DISK_READ, [0, 5], [1, Number.NaN])];
    expect([...combineInstances(disks).values]).toEqual([1, Number.NaN]);
  });

  test("brings clocks that differ onto the densest cadence", () => {
    const combined = combineInstances([
      at(DISK_READ, [0, 5, 10, 15], [1, 2, 3, 4]),
      at(DISK_READ, [1, 6, 11, 16], [10, 20, 30, 40]),
    ]);
    expect([...combined.times]).toEqual([0, 5, 10, 15].map((minute) => minute * MINUTE));
    expect([...combined.values]).toEqual([11, 22, 33, 44]);
  });

  test("does not dip while an instance is late, and lets one go that has fallen silent", () => {
    const combined = combineInstances([
      at(DISK_READ, [0, 5, 10, 15, 20, 25, 30], [1, 1, 1, 1, 1, 1, 1]),
      at(DISK_READ, [0, 5], [10, 10]),
    ]);
    expect([...combined.values]).toEqual([11, 11, 11, 11, 1, 1, 1]);
  });

  test("copes with an instance of a single sample", () => {
    expect([...combineInstances([at(DISK_READ, [7], [1]), at(DISK_READ, [8], [2])]).values]).toEqual([3]);
  });
});
