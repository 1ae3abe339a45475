import { expect, it } from "vitest";
import { valueScale } from "../../../renderer/charts/value-scale.ts";

it("ends at a round number that holds everything, in the unit's own base", () => {
  const tops = [
    valueScale(0.03, "1"),
    valueScale(0.4, "1"),
    valueScale(1500, "By/s"),
    valueScale(3 * 1024 ** 2, "By/s"),
    valueScale(230, "W"),
  ].map((scale) => Math.round(scale.top * 1000) / 1000);
  expect(tops).toEqual([0.05, 0.5, 2048, 4 * 1024 ** 2, 500]);
});

it("shows a ratio that comes near the whole against the whole", () => {
  expect(valueScale(0.95, "1").ticks).toEqual([0, 0.5, 1]);
});

it("has a scale where there is nothing to hold", () => {
  expect(valueScale(0, "W").top).toBe(1);
  expect(valueScale(Number.NaN, "W").top).toBe(1);
});
