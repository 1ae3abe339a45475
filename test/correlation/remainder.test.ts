import { expect, test } from "vitest";
import { HOUR, MINUTE, SECOND, timestamp } from "../../src/base/time.ts";
import { gpuContradictions } from "../../src/correlation/gpu-remainder.ts";
import {
  carriedByConnections,
  remainderOf,
  remainderStanding,
  usedByProcesses,
} from "../../src/correlation/remainder.ts";
import { CPU_UTILIZATION, GPU_UTILIZATION, POWER } from "../../src/model/metrics.ts";
import { START, hostOfTest } from "../detection/host-series.ts";
import { at, plantedConnection } from "./planted.ts";

const start = at("2026-03-10T00:00:00");
const onset = timestamp(start + 24 * HOUR);
const buckets = { range: { start, end: timestamp(start + 48 * HOUR) }, width: HOUR };
const episode = { start: onset, end: buckets.range.end };

/** A sample every five minutes. */
function samples(level: (time: number) => number) {
  const times = Float64Array.from({ length: 48 * 12 }, (_, index) => start + index * 5 * MINUTE);
  return { times, values: times.map(level) };
}

function usage(level: (time: number) => number, spread = 3) {
  const rows = Array.from({ length: 48 * 12 * 2 }, (_, index) => ({
    time: start + Math.floor(index / 2) * 5 * MINUTE + (index % 2) * spread * SECOND,
    id: index % 2,
  }));
  const none = new Float64Array(rows.length).fill(Number.NaN);
  return {
    processIds: Float64Array.from(rows, ({ id }) => id),
    times: Float64Array.from(rows, ({ time }) => time),
    cpu: Float64Array.from(rows, ({ time }) => level(time) / 2),
    readBytes: none,
    writeBytes: none,
  };
}

test("what processes use is added up a snapshot and averaged a bucket; what is left is the remainder", () => {
  const rows = usage(() => 0.4);
  const used = usedByProcesses(rows, [rows.cpu], buckets);
  expect(used).toHaveLength(48);
  expect(used[0]).toBeCloseTo(0.4, 9);
  const left = remainderOf(
    samples(() => 0.5),
    used,
    buckets,
  );
  expect(left[10]).toBeCloseTo(0.1, 9);
});

test("a bucket without samples on either side has no remainder", () => {
  const rows = usage(() => 0.4);
  const half = samples(() => 0.5);
  const early = { times: half.times.slice(0, 12), values: half.values.slice(0, 12) };
  const left = remainderOf(early, usedByProcesses(rows, [rows.cpu], buckets), buckets);
  expect([...left.slice(0, 3)].map((value) => Number.isNaN(value))).toEqual([false, true, true]);
});

test("a load that no process carries stands out where processes used to account for all", () => {
  const total = samples((time) => (time < onset ? 0.05 : 0.85));
  const rows = usage((time) => (time < onset ? 0.04 : 0.05));
  const left = remainderOf(total, usedByProcesses(rows, [rows.cpu], buckets), buckets);
  const standing = remainderStanding(total, left, buckets, episode);
  expect(standing).toMatchObject({ hours: 24 });
  expect(standing?.inside).toBeCloseTo(0.8, 6);
  expect(standing?.before).toBeCloseTo(0.01, 6);
  expect(standing?.share).toBeGreaterThan(0.98);
});

test("a load that a process carries leaves nothing, and too few hours say nothing", () => {
  const total = samples((time) => (time < onset ? 0.05 : 0.85));
  const rows = usage((time) => (time < onset ? 0.05 : 0.85));
  const left = remainderOf(total, usedByProcesses(rows, [rows.cpu], buckets), buckets);
  expect(remainderStanding(total, left, buckets, episode)?.share).toBeCloseTo(0, 6);
  const short = { start: onset, end: timestamp(onset + 3 * HOUR) };
  expect(remainderStanding(total, left, buckets, short)).toBeUndefined();
});

test("a connection's bytes are spread over its time, and outside the records nothing is known", () => {
  const carried = carriedByConnections(
    [
      plantedConnection({
        start: timestamp(start + HOUR),
        durationSeconds: 7_200,
        bytesOut: 7_200_000,
        bytesIn: 7_200_000,
      }),
      plantedConnection({ start: timestamp(start + 5 * HOUR), bytesOut: 3_600, bytesIn: undefined }),
      plantedConnection({ start: timestamp(start + 20 * HOUR) }),
    ],
    buckets,
  );
  expect([...carried.slice(0, 7)]).toEqual([Number.NaN, 2_000, 2_000, 0, 0, 1, Number.NaN]);
});

test("GPU use that stays at rest while memory and power rise is contradicted, and work that the CPU does is not", () => {
  const planted = (cpu: number, gpu: number) =>
    hostOfTest({
      host: "GPU-1",
      days: 28,
      metrics: {
        [CPU_UTILIZATION]: ({ hour }) => (hour < 336 ? 0.05 : cpu),
        [GPU_UTILIZATION]: ({ hour }) => (hour < 336 ? 0 : gpu),
        "hw.gpu.memory.utilization": ({ hour }) => (hour < 336 ? 0.02 : 0.6),
        [POWER]: ({ hour }) => (hour < 336 ? 90 : 330),
      },
    });
  const range = { start: timestamp(START + 336 * HOUR), end: timestamp(START + 28 * 24 * HOUR) };
  expect(gpuContradictions(planted(0.05, 0), range)).toEqual(["GPU memory by 58 points", "power by 240 W"]);
  expect(gpuContradictions(planted(0.9, 0), range)).toEqual(["GPU memory by 58 points"]);
  expect(gpuContradictions(planted(0.05, 0.95), range)).toEqual([]);
  expect(gpuContradictions(hostOfTest({ host: "X", days: 28 }), range)).toEqual([]);
});
