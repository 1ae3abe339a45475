import { describe, expect, test } from "vitest";
import { levelShift } from "../../src/statistics/level-shift.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { shiftPoint } from "../../src/statistics/shift-point.ts";

const random = seededRandom("shifts");
const noisyStep = (length: number, place: number, size: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => random.normal() + (i >= place ? size : 0));

describe("shiftPoint", () => {
  test("finds a clean step exactly", () => {
    expect(shiftPoint([0, 0, 0, 5, 5, 5], 0, 6, 0, 5)).toBe(3);
    expect(shiftPoint([5, 5, 0, 0, 0, 0], 0, 6, 5, 0)).toBe(2);
  });

  test("finds a step of three standard deviations within two values", () => {
    for (let i = 0; i < 50; i++) {
      const place = random.integer(20, 80);
      expect(Math.abs(shiftPoint(noisyStep(100, place, 3), 0, 100, 0, 3) - place)).toBeLessThanOrEqual(2);
    }
  });

  test("is not drawn away by one wild value or by missing ones", () => {
    expect(shiftPoint([0, 900, 0, 0, Number.NaN, 5, 5, Number.NaN, 5], 0, 9, 0, 5)).toBe(4);
  });
});

describe("levelShift", () => {
  test("has no answer where a part would be too short", () => {
    expect(levelShift([1, 2, 3], 0, 3, 2)).toBeUndefined();
    expect(levelShift([], 0, 0, 1)).toBeUndefined();
  });

  test("finds the place and both means of a step", () => {
    expect(levelShift([1, 1, 1, 4, 4, 4, 4], 0, 7, 1)).toEqual({ place: 3, before: 1, after: 4 });
  });

  test("keeps to its range and looks past missing values", () => {
    const values = [9, 9, 1, Number.NaN, 1, 3, 3, Number.NaN, 3, 9];
    expect(levelShift(values, 2, 9, 1)).toEqual({ place: 5, before: 1, after: 3 });
  });

  test("finds a step of three standard deviations within two values", () => {
    for (let i = 0; i < 50; i++) {
      const place = random.integer(20, 80);
      const found = levelShift(noisyStep(100, place, 3), 0, 100, 10);
      expect(Math.abs((found?.place ?? 0) - place)).toBeLessThanOrEqual(2);
    }
  });
});
