import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { fromMilliseconds } from "../../src/base/time.ts";
import { gpuReader } from "../../src/live/gpus.ts";
import { portableSampler } from "../../src/live/portable-sampler.ts";
import { findMetric } from "../../src/model/metrics.ts";

it("gives gauges at first and rates from the second reading on, in the registry's units", async () => {
  const sampler = portableSampler();
  const first = await sampler.read(fromMilliseconds(Date.now()), undefined, false);
  expect(first.metrics.map(({ metric }) => metric)).not.toContain("system.cpu.utilization");
  expect(first.processes.every(({ cpu }) => cpu === undefined)).toBe(true);
  await sleep(500);
  const second = await sampler.read(fromMilliseconds(Date.now()), 0.5, true);
  for (const { metric, value } of second.metrics) {
    expect(value).toBeGreaterThanOrEqual(0);
    if (findMetric(metric)?.unit === "1") expect(value).toBeLessThanOrEqual(1);
    expect(findMetric(metric)).toBeDefined();
  }
  expect(second.metrics.map(({ metric }) => metric)).toContain("system.cpu.utilization");
  const own = second.processes.find(({ record }) => record.pid === process.pid);
  expect(own?.memory).toBeGreaterThan(10_000_000);
  expect(own?.record.start).toBeDefined();
  expect(second.connections).toBeDefined();
}, 30_000);

it("asks for GPUs and gives only what a driver tells", async () => {
  for (const { metric, value } of await gpuReader().read()) {
    expect(metric).toMatch(/^hw\./);
    expect(Number.isFinite(value)).toBe(true);
  }
}, 30_000);
