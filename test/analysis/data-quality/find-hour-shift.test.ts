import { expect, it } from "vitest";
import { findHourShift } from "../../../src/analysis/data-quality/find-hour-shift.ts";
import { seededRandom } from "../../../src/statistics/random.ts";

const HOURS = 30 * 24;
const random = seededRandom("hour-shift");
const load = Float32Array.from({ length: HOURS }, (_, hour) => (hour % 24 === 9 ? 0.8 : 0.1) + 0.1 * random.next());
const shifted = (by: number) => load.map((_, hour) => 90 + 200 * (load[hour - by] ?? Number.NaN));

it("a measure that follows hours later is told with its hours, in either direction", () => {
  expect(findHourShift(load, shifted(2))).toMatchObject({ hours: 2 });
  expect(findHourShift(load, shifted(-5))).toMatchObject({ hours: -5 });
});

it("nothing is told of measures that go together, do not, never change, or have few common hours", () => {
  expect(findHourShift(load, shifted(0))).toBeUndefined();
  expect(
    findHourShift(
      load,
      Float32Array.from(load, () => random.next()),
    ),
  ).toBeUndefined();
  expect(findHourShift(load, new Float32Array(HOURS).fill(3))).toBeUndefined();
  expect(findHourShift(load.subarray(0, 300), shifted(2).subarray(0, 300))).toBeUndefined();
});
