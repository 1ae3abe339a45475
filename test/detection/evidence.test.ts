import { describe, expect, test } from "vitest";
import { createEvidence } from "../../src/detection/evidence.ts";
import type { HourWindow } from "../../src/detection/hour-window.ts";
import { defaultParameters } from "../../src/detection/parameters.ts";
import { seededRandom } from "../../src/statistics/random.ts";

function windowsOf(residuals: readonly number[]): HourWindow[] {
  const evidence = createEvidence(0.75, defaultParameters);
  const closed = residuals.flatMap((residual, hour) => evidence.push(hour, residual) ?? []);
  return [...closed, ...[evidence.finish() ?? []].flat()];
}

const run = (length: number, value: number): number[] => Array<number>(length).fill(value);

describe("evidence", () => {
  test("says nothing of noise, however long", () => {
    const random = seededRandom("noise");
    expect(windowsOf(Array.from({ length: 20_000 }, () => random.normal()))).toEqual([]);
  });

  test("says nothing of a wild hour now and then", () => {
    expect(windowsOf(Array.from({ length: 500 }, (_, hour) => (hour % 12 === 0 ? 50 : 0)))).toEqual([]);
  });

  test("opens where the sum left zero, and ends where the load ended", () => {
    expect(windowsOf([...run(50, -0.5), ...run(30, 2), ...run(100, -0.5)])).toEqual([
      { from: 50, to: 80, isOpen: false },
    ]);
  });

  test("stays open over a pause that is short of a day", () => {
    expect(windowsOf([...run(20, 3), ...run(12, 0), ...run(20, 3), ...run(60, 0)])).toHaveLength(1);
  });

  test("closes a load of months as fast as one of a day", () => {
    const [long] = windowsOf([...run(3000, 3), ...run(60, 0)]);
    expect(long).toEqual({ from: 0, to: 3000, isOpen: false });
  });

  test("leaves open what lasts at the end", () => {
    expect(windowsOf([...run(10, 0), ...run(40, 2)])).toEqual([{ from: 10, to: 50, isOpen: true }]);
  });
});
