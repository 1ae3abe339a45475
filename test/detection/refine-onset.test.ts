import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, timestamp } from "../../src/base/time.ts";
import type { MetricSamples } from "../../src/detection/input.ts";
import { detectFleet } from "../../src/detection/detect-fleet.ts";
import { hourlyFeatures } from "../../src/detection/hourly-features.ts";
import { refineOnset } from "../../src/detection/refine-onset.ts";
import { CPU_UTILIZATION, DISK_READ } from "../../src/model/metrics.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { hostOfTest, START } from "./host-series.ts";

const DAYS = 30;
const STEP = 5 * MINUTE;

function cpuWith(from: number, to: number): MetricSamples {
  const random = seededRandom("samples");
  const length = (DAYS * 24 * HOUR) / STEP;
  const times = Float64Array.from({ length }, (_, i) => START + i * STEP);
  const values = times.map((time) => 0.05 + 0.01 * random.normal() + (time >= from && time < to ? 0.5 : 0));
  return { metric: CPU_UTILIZATION, times, values };
}

function episodeIn(samples: MetricSamples) {
  const host = { ...hostOfTest({ host: "a", days: DAYS }), metrics: [hourlyFeatures(samples, START, DAYS * 24)] };
  const [episode] = detectFleet([host]).episodes;
  if (episode === undefined) throw new Error("The planted load was not found.");
  return episode;
}

describe("refineOnset", () => {
  test("moves start and end to the samples at which the load stepped", () => {
    const from = timestamp(START + 400 * HOUR + 35 * MINUTE);
    const to = timestamp(START + 600 * HOUR + 10 * MINUTE);
    const samples = cpuWith(from, to);
    expect(refineOnset(samples, episodeIn(samples))).toMatchObject({ start: from, end: to });
  });

  test("leaves an episode alone where the samples do not show a step or are of another metric", () => {
    const samples = cpuWith(START + 400 * HOUR, START + 600 * HOUR);
    const episode = episodeIn(samples);
    expect(refineOnset({ ...samples, metric: DISK_READ }, episode)).toBe(episode);
    expect(refineOnset(cpuWith(0, 0), episode)).toMatchObject({ start: episode.start, end: episode.end });
    const none = { metric: CPU_UTILIZATION, times: new Float64Array(0), values: new Float64Array(0) };
    expect(refineOnset(none, episode)).toMatchObject({ start: episode.start, end: episode.end });
  });

  test("never moves what was there before the data", () => {
    const samples = cpuWith(START + 400 * HOUR, START + 600 * HOUR);
    const older = { ...episodeIn(samples), startsBeforeData: true, end: undefined };
    expect(refineOnset(samples, older).start).toBe(older.start);
  });
});
