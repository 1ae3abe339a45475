import { describe, expect, it } from "vitest";
import { timestamp } from "../../../src/base/time.ts";
import { findBeyondUnit, findUnitJump } from "../../../src/analysis/data-quality/find-unit-doubts.ts";
import { CPU_UTILIZATION, DISK_READ, TEMPERATURE } from "../../../src/model/metrics.ts";
import type { SeriesSummary } from "../../../src/model/series.ts";

const MEMORY = "system.memory.usage";
const series = (metric: string, min: number, max: number): SeriesSummary => ({
  id: 1,
  host: "H",
  metric,
  instance: "",
  unit: "",
  from: timestamp(0),
  to: timestamp(1),
  count: 2,
  min,
  max,
});

describe("values beyond their unit", () => {
  it("are shares above one, what is below nothing, and impossible warmth", () => {
    expect(findBeyondUnit([series(CPU_UTILIZATION, 0, 1.02)])).toBeUndefined();
    expect(findBeyondUnit([series(CPU_UTILIZATION, 0, 63)])).toMatchObject({ value: 63 });
    expect(findBeyondUnit([series(DISK_READ, -4, 9e12)])).toMatchObject({ value: -4 });
    expect(findBeyondUnit([series(TEMPERATURE, -20, 90)])).toBeUndefined();
    expect(findBeyondUnit([series(TEMPERATURE, 20, 390)])).toMatchObject({ value: 390 });
  });
});

describe("a jump between units", () => {
  const level = (before: number, after: number): Float32Array =>
    Float32Array.from({ length: 200 }, (_, hour) => (hour < 90 ? before : after) * (1 + (hour % 3) / 100));

  it("is told where a steady level becomes another by the factor of a unit, up or down", () => {
    expect(findUnitJump(MEMORY, level(4e6, 4e6 * 1024))).toMatchObject({ kind: "jump", hour: 90 });
    expect(findUnitJump(MEMORY, level(4e9, 4e6))).toMatchObject({ hour: 90 });
  });

  it("is no other factor, no load of a share, and nothing that varies", () => {
    expect(findUnitJump(MEMORY, level(4e9, 9e9))).toBeUndefined();
    expect(findUnitJump(CPU_UTILIZATION, level(0.001, 1))).toBeUndefined();
    const wild = level(4e6, 4e6 * 1024).map((value, hour) => (hour % 2 === 0 ? value : value * 3));
    expect(findUnitJump(MEMORY, wild)).toBeUndefined();
  });
});
