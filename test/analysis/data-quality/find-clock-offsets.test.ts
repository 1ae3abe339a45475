import { describe, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../../src/base/time.ts";
import { findClockOffsets, type Sighting } from "../../../src/analysis/data-quality/find-clock-offsets.ts";

const seen = (sourceId: number, offset: (index: number) => number, count = 20): Sighting[] =>
  Array.from({ length: count }, (_, index) => ({
    sourceId,
    key: `process ${String(index)}`,
    time: index * MINUTE + offset(index),
  }));

describe("clocks of two sources", () => {
  it("that agree, or differ by what writers round away, are no problem", () => {
    expect(findClockOffsets([...seen(1, () => 0), ...seen(2, (index) => (index % 4) * SECOND)])).toEqual([]);
  });

  it("that differ by the same time again and again are told, with the later one", () => {
    const offset = 47 * SECOND;
    const found = findClockOffsets([...seen(1, () => offset), ...seen(2, (index) => (index === 3 ? MINUTE * 9 : 0))]);
    expect(found).toEqual([{ sourceId: 2, laterSourceId: 1, offset, pairs: 20, agreeing: 19 }]);
  });

  it("are not compared where one noticed things late, at ever different times", () => {
    expect(findClockOffsets([...seen(1, () => 0), ...seen(2, (index) => ((index * 7) % 60) * SECOND)])).toEqual([]);
  });

  it("are not compared by few things, nor by what either source names twice", () => {
    expect(findClockOffsets([...seen(1, () => 0, 4), ...seen(2, () => MINUTE, 4)])).toEqual([]);
    const twice = seen(1, () => 0);
    expect(findClockOffsets([...twice, ...twice, ...seen(2, () => MINUTE)])).toEqual([]);
  });
});
