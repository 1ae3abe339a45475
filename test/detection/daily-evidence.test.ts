import { describe, expect, test } from "vitest";
import { createDailyEvidence, type DailyEvidence } from "../../src/detection/daily-evidence.ts";
import { defaultParameters } from "../../src/detection/parameters.ts";
import { seededRandom } from "../../src/statistics/random.ts";

function after(days: number, residualAt: (day: number, clock: number) => number): DailyEvidence {
  const evidence = createDailyEvidence(defaultParameters);
  for (let hour = 0; hour < days * 24; hour++)
    evidence.push(hour, hour % 24, residualAt(Math.floor(hour / 24), hour % 24));
  return evidence;
}

const isNight = (clock: number): boolean => clock >= 1 && clock < 5;
/** Hours 1 to 4 of the day. */
const NIGHT = 0b11110;

describe("daily evidence", () => {
  test("says nothing of noise, however long, nor of what comes once a week", () => {
    const random = seededRandom("noise");
    expect(after(700, () => random.normal()).finish()).toEqual([]);
    expect(after(100, (day, clock) => (day % 7 === 3 && isNight(clock) ? 9 : 0)).finish()).toEqual([]);
  });

  test("opens with the third night of the same hours, not with the second", () => {
    const nights = (count: number): DailyEvidence =>
      after(count === 2 ? 12 : 13, (day, clock) => (day >= 10 && day < 10 + count && isNight(clock) ? 9 : 0));
    expect(nights(2).finish()).toEqual([]);
    expect(nights(3).finish()).toEqual([{ from: 10 * 24 + 1, to: 12 * 24 + 5, isOpen: true, daily: NIGHT }]);
  });

  test("ends with the last night, once days without have passed", () => {
    const [window, ...others] = after(40, (day, clock) => (day >= 10 && day < 22 && isNight(clock) ? 9 : 0)).finish();
    expect(window).toMatchObject({ to: 21 * 24 + 5, isOpen: false, daily: NIGHT });
    expect(others).toEqual([]);
  });

  test("takes hours on both sides of midnight for one window", () => {
    const [window] = after(30, (day, clock) => (day >= 10 && (clock >= 22 || clock < 2) ? 9 : 0)).finish();
    expect(window?.daily).toBe((1 << 22) | (1 << 23) | 0b11);
  });

  test("leaves one hour of the day, and a load of all hours, to others", () => {
    expect(after(30, (day, clock) => (day >= 10 && clock === 3 ? 9 : 0)).finish()).toEqual([]);
    expect(after(30, (day) => (day >= 10 ? 9 : 0)).finish()).toEqual([]);
  });

  test("suspects hours from the second day on, and forgives", () => {
    const nights = after(12, (day, clock) => (day >= 10 && isNight(clock) ? 9 : 0));
    expect([0, 1, 4, 5].map((clock) => nights.isSuspected(clock))).toEqual([false, true, true, false]);
    expect(after(15, (day, clock) => (day >= 10 && day < 12 && isNight(clock) ? 9 : 0)).isSuspected(2)).toBe(false);
  });
});
