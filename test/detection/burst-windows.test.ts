import { expect, test } from "vitest";
import { createBursts } from "../../src/detection/burst-windows.ts";
import type { HourWindow } from "../../src/detection/hour-window.ts";

function burstWindows(z: Float64Array): HourWindow[] {
  const bursts = createBursts(z);
  z.forEach((_, hour) => bursts.push(hour));
  return bursts.finish();
}

/** Hours of a month that are as normal, but for what is set. */
function hoursWith(...spans: readonly (readonly [from: number, to: number, z: number])[]): Float64Array {
  const z = new Float64Array(720);
  for (const [from, to, value] of spans) z.fill(value, from, to);
  return z;
}

test("takes hours that stand far out together, across a backup that hides some of them", () => {
  const copied = hoursWith([400, 402, 8], [402, 404, 0.2], [404, 406, 7]);
  expect(burstWindows(copied)).toEqual([{ from: 400, to: 406, isOpen: false }]);
});

test("says nothing of two hours, of noise, of days on end or of no data", () => {
  expect(burstWindows(hoursWith([400, 402, 9]))).toEqual([]);
  expect(burstWindows(hoursWith([400, 410, 3]))).toEqual([]);
  expect(burstWindows(hoursWith([400, 440, 9]))).toEqual([]);
  expect(burstWindows(new Float64Array(720).fill(Number.NaN))).toEqual([]);
  expect(burstWindows(new Float64Array())).toEqual([]);
});

test("asks a load that has come to stay for as much again", () => {
  expect(burstWindows(hoursWith([200, 720, 5], [500, 506, 6]))).toEqual([]);
  expect(burstWindows(hoursWith([200, 720, 5], [500, 506, 9]))).toEqual([{ from: 500, to: 506, isOpen: false }]);
});

test("is open where the data end in it", () => {
  expect(burstWindows(hoursWith([715, 720, 9]))).toEqual([{ from: 715, to: 720, isOpen: true }]);
});
