import { expect, it } from "vitest";
import { timestamp } from "../../../src/base/time.ts";
import type { MetricLane } from "../../../renderer/charts/lane.ts";
import { rangeWords, readLanes } from "../../../renderer/charts/reading.ts";

const plain = (text: string | undefined): string | undefined => text?.replace(/\s/g, " ");

const lane: MetricLane = {
  kind: "metric",
  id: "cpu",
  title: "CPU",
  unit: "1",
  colour: "cpu",
  traces: [
    {
      host: "RND-07",
      metric: "system.cpu.utilization",
      title: "CPU",
      unit: "1",
      envelope: {
        times: Float64Array.of(100, 200),
        min: Float64Array.of(0.02, 0.94),
        mean: Float64Array.of(0.05, 0.95),
        max: Float64Array.of(0.07, 0.96),
        count: Float64Array.of(1, 12),
      },
      band: {
        times: Float64Array.of(100),
        low: Float64Array.of(0.03),
        median: Float64Array.of(0.05),
        high: Float64Array.of(0.09),
      },
    },
  ],
};

it("names value, spread, normal range and the samples behind it", () => {
  const [reading] = readLanes([lane], timestamp(190));
  expect([
    plain(reading?.value),
    plain(reading?.spread),
    plain(reading?.normal),
    reading?.isOutside,
    reading?.samples,
  ]).toEqual(["95 %", "94–96 %", "3–9 %", true, 12]);
});

it("shows no spread for a single sample, and says that a value inside the band is normal", () => {
  const [reading] = readLanes([lane], timestamp(100));
  expect([plain(reading?.value), reading?.spread, reading?.isOutside]).toEqual(["5 %", undefined, false]);
});

it("writes the unit twice only where it differs", () => {
  expect([plain(rangeWords(1024, 2048, "By/s")), plain(rangeWords(512, 2048, "By"))]).toEqual([
    "1.00–2.00 KiB/s",
    "512 B–2.00 KiB",
  ]);
});
