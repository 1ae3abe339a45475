import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, timestamp } from "../../src/base/time.ts";
import type { Samples } from "../../src/model/series.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { addSamples, cpu, head, importSource, noCounts, open, START, temporaryPath } from "./workspace-fixture.ts";

function only(workspace: Workspace): Samples {
  const [series] = workspace.series();
  return workspace.readSamples(series?.id ?? 0);
}

const at = (index: number): number => START + index * 5 * MINUTE;

describe("samples", () => {
  it("are refused when a time is not whole microseconds", () => {
    const writer = open().beginSource(head("a"));
    const one =
      (time: number): (() => void) =>
      () =>
        writer.samples(cpu, Float64Array.of(time), Float64Array.of(1), 1);
    expect(one(Number.NaN)).toThrow(RangeError);
    expect(one(0.5)).toThrow(RangeError);
    expect(one(Infinity)).toThrow(RangeError);
  });

  it("are empty for a series that is not there", () => {
    expect(open().readSamples(17)).toEqual({ times: new Float64Array(0), values: new Float64Array(0) });
  });

  it("are told of some hosts as of all, whatever they are called and however often, while others write", () => {
    const file = temporaryPath();
    const workspace = open(file);
    const reader = () => openWorkspace(file, { readOnly: true });
    importSource(workspace, "a", (writer) => addSamples(writer, 50, () => 0.1));
    for (const host of ["other", "third"]) {
      importSource(workspace, host, (writer) =>
        writer.samples({ ...cpu, host, metric: "hw.power" }, Float64Array.of(START), Float64Array.of(7), 1),
      );
    }
    const beside = reader();
    const all = beside.series();
    expect(all).toHaveLength(3);
    // From what was read before, and anew after a change.
    for (const note of ["b", "c"]) {
      const named = beside.series({ hosts: ["RND-07", "rnd-07", "THIRD", "nobody"] });
      expect(named).toEqual(all.filter(({ host }) => host !== "other"));
      expect(beside.series({ hosts: ["third", cpu.host], metrics: ["hw.power"] })).toEqual(all.slice(2));
      expect(beside.series({ hosts: [] })).toEqual([]);
      importSource(workspace, note, (writer) =>
        writer.samples({ ...cpu, host: "fourth" }, Float64Array.of(START), Float64Array.of(7), 1),
      );
    }
    beside.close();
  });

  it("come back as they were, with what the series holds", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => addSamples(writer, 5000, (index) => (index % 97) / 100));
    const { times, values } = only(workspace);
    expect(times).toEqual(Float64Array.from({ length: 5000 }, (_, index) => at(index)));
    expect(values).toEqual(Float64Array.from({ length: 5000 }, (_, index) => (index % 97) / 100));
    expect(workspace.series()).toEqual([
      { ...cpu, id: 1, unit: "1", from: at(0), to: at(4999), count: 5000, min: 0, max: 0.96 },
    ]);
    expect(workspace.host("rnd-07")).toMatchObject({ name: "RND-07", from: at(0), to: at(4999), sampleCount: 5000 });
  });

  it("are cut to a half-open range", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => addSamples(writer, 5000, (index) => index));
    const range = { start: timestamp(at(2040)), end: timestamp(at(2060)) };
    expect([...workspace.readSamples(1, range).values]).toEqual(Array.from({ length: 20 }, (_, index) => 2040 + index));
    const between = { start: timestamp(at(10) + 1), end: timestamp(at(11)) };
    expect(workspace.readSamples(1, between).times).toHaveLength(0);
  });

  it("may come in any order and any block size, and are kept once per time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(fc.nat(8000), fc.nat(50)), { minLength: 1, maxLength: 3000 }), { maxLength: 6 }),
        (blocks) => {
          const workspace = open();
          const expected = new Map<number, number>();
          importSource(workspace, "a", (writer) => {
            for (const block of blocks) {
              const times = Float64Array.from(block, ([index]) => at(index));
              const values = Float64Array.from(block, ([, value]) => value);
              writer.samples(cpu, times, values, block.length);
              for (const [index, value] of block) expected.set(at(index), value);
            }
          });
          const sorted = [...expected].sort(([a], [b]) => a - b);
          const { times, values } = only(workspace);
          expect([...times]).toEqual(sorted.map(([time]) => time));
          expect([...values]).toEqual(sorted.map(([, value]) => value));
          expect(workspace.series()[0]?.count ?? 0).toBe(sorted.length);
          workspace.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it("may come newest first", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => {
      const times = Float64Array.from({ length: 6000 }, (_, index) => at(5999 - index));
      writer.samples(cpu, times, times, 6000);
    });
    expect(only(workspace).times).toEqual(Float64Array.from({ length: 6000 }, (_, index) => at(index)));
  });

  it("of several sources are merged: the later source wins, a gap never hides a value, and the repeats are noted", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => addSamples(writer, 100, () => 1));
    const writer = workspace.beginSource(head("b"));
    addSamples(writer, 100, (index) => (index < 5 ? Number.NaN : 2), at(50));
    const source = writer.commit(noCounts);
    expect(source.notes).toEqual([
      "50 samples have the time of samples that an earlier source gave; the later source is used.",
    ]);
    const { times, values } = only(workspace);
    expect(times).toHaveLength(150);
    expect([...values]).toEqual(Array.from({ length: 150 }, (_, index) => (index < 55 ? 1 : 2)));
    expect(workspace.series()[0]?.count).toBe(150);
    workspace.removeSource(source.id);
    expect(only(workspace).times).toHaveLength(100);
    expect(workspace.series()[0]?.count).toBe(100);
  });

  it("that repeat a time within a source are noted", () => {
    const writer = open().beginSource(head("a"));
    addSamples(writer, 100, () => 1);
    addSamples(writer, 100, () => 2);
    expect(writer.commit(noCounts).notes).toEqual([
      "100 samples repeat the time of another one of their series; the later one was kept.",
    ]);
  });

  it("keep gaps as NaN and leave them out of summaries", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => addSamples(writer, 3000, (index) => (index < 2500 ? Number.NaN : 0.5)));
    expect(workspace.series()[0]).toMatchObject({ count: 3000, min: 0.5, max: 0.5 });
    const { count, mean } = workspace.envelope(1, { start: timestamp(at(0)), end: timestamp(at(3000)) }, 1);
    expect([[...count], [...mean]]).toEqual([[500], [0.5]]);
  });

  it("are not seen before their source is committed, and never after a rollback", () => {
    const workspace = open();
    const writer = workspace.beginSource(head("a"));
    addSamples(writer, 5000, () => 1);
    expect(workspace.series()).toEqual([]);
    writer.rollback();
    expect([workspace.series(), workspace.hosts(), workspace.sources(), workspace.custody()]).toEqual([[], [], [], []]);
    expect(() => addSamples(writer, 1, () => 1)).toThrow(/already/);
  });
});

describe("an envelope", () => {
  /** Least, mean and greatest per step, from the samples themselves. */
  function slow(samples: Samples, start: number, end: number, points: number): number[][] {
    const width = Math.max(1, Math.ceil((end - start) / points));
    const steps = new Map<number, { time: number; values: number[] }>();
    samples.times.forEach((time, index) => {
      const value = samples.values[index] ?? 0;
      if (time < start || time >= end || Number.isNaN(value)) return;
      const step = Math.floor((time - start) / width);
      const entry = steps.get(step) ?? { time, values: [] };
      entry.values.push(value);
      steps.set(step, entry);
    });
    return [...steps.values()].map(({ values }) => [
      Math.min(...values),
      values.reduce((sum, value) => sum + value, 0) / values.length,
      Math.max(...values),
      values.length,
    ]);
  }

  it("is that of the samples, whether chunks fall into a step or steps into a chunk, overlapping or not", () => {
    const workspace = open();
    const value = (index: number): number => (index % 13 === 0 ? Number.NaN : Math.round(Math.sin(index) * 1e4));
    importSource(workspace, "a", (writer) => addSamples(writer, 20_000, value));
    importSource(workspace, "b", (writer) => addSamples(writer, 3000, value, at(9000) + MINUTE));
    const samples = only(workspace);
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 19_000 }),
        fc.integer({ min: 1, max: 25_000 }),
        fc.integer({ min: 1, max: 3000 }),
        (from, length, points) => {
          const start = timestamp(at(from) + 7);
          const end = timestamp(at(from + length));
          const { times, min, mean, max, count } = workspace.envelope(1, { start, end }, points);
          const expected = slow(samples, start, end, points);
          expect(times.length).toBe(expected.length);
          expect(times.length).toBeLessThanOrEqual(points);
          expected.forEach(([least, average, greatest, number], index) => {
            expect([min[index], max[index], count[index]]).toEqual([least, greatest, number]);
            expect(mean[index]).toBeCloseTo(average ?? 0, 6);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each<[string, (index: number) => number]>([
    ["decimals of either sign", (index) => Math.round(Math.sin(index) * 1e4) / 100],
    ["ratios that were per cent", (index) => Math.round((1 + Math.sin(index)) * 1e3) / 10 / 100],
    ["whole numbers of more than 31 bits", (index) => Math.round(Math.sin(index) * 2 ** 40)],
    ["numbers at the edge of 31 bits", (index) => (index % 2 === 0 ? 2 ** 30 : 1 - 2 ** 30)],
    ["no decimals", (index) => Math.sin(index)],
    ["few distinct values", (index) => Math.sin(index % 5)],
  ])("is that of the samples where they are %s", (_, value) => {
    const workspace = open();
    importSource(workspace, "a", (writer) => addSamples(writer, 5000, value));
    const range = { start: timestamp(at(100)), end: timestamp(at(4900)) };
    const { min, mean, max, count } = workspace.envelope(1, range, 300);
    slow(only(workspace), range.start, range.end, 300).forEach(([least, average, greatest, number], index) => {
      expect([min[index], max[index], count[index]]).toEqual([least, greatest, number]);
      expect((mean[index] ?? 0) / (greatest ?? 1)).toBeCloseTo((average ?? 0) / (greatest ?? 1), 9);
    });
  });

  it("has the samples' own times where it is not coarser than they are", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => addSamples(writer, 300, (index) => index));
    const range = { start: START, end: timestamp(START + DAY) };
    const { times, mean } = workspace.envelope(1, range, 2000);
    expect(times).toEqual(Float64Array.from({ length: 288 }, (_, index) => at(index)));
    expect(mean).toEqual(Float64Array.from({ length: 288 }, (_, index) => index));
    expect(workspace.envelope(1, { start: START, end: timestamp(START + HOUR) }, 2000).times).toHaveLength(12);
  });
});
