import { describe, expect, test } from "vitest";
import { hourGrid } from "../../src/detection/hour-grid.ts";
import { standingWindows } from "../../src/detection/standing-windows.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { START } from "./host-series.ts";

const grid = hourGrid(calendarOf({ timeZone: "UTC" }, undefined), START, 60 * 24);
const z = (valueAt: (hour: number) => number): Float64Array =>
  Float64Array.from({ length: grid.hours }, (_, hour) => valueAt(hour));
const isNight = (hour: number): boolean => grid.business[hour] === 0;

describe("standingWindows", () => {
  test("says nothing of a host at its peers' level or of one without peers", () => {
    expect(
      standingWindows(
        z(() => 0.3),
        grid,
      ),
    ).toEqual([]);
    expect(
      standingWindows(
        z(() => Number.NaN),
        grid,
      ),
    ).toEqual([]);
  });

  test("sees a floor that stands all week, or outside business hours only", () => {
    const whole = [{ from: 0, to: 60 * 24, isOpen: true }];
    expect(
      standingWindows(
        z(() => 2),
        grid,
      ),
    ).toEqual(whole);
    expect(
      standingWindows(
        z((hour) => (isNight(hour) ? 2 : -2)),
        grid,
      ),
    ).toEqual(whole);
  });

  test("is not lifted by busy days or by some hours of every night", () => {
    expect(
      standingWindows(
        z((hour) => (isNight(hour) ? 0 : 9)),
        grid,
      ),
    ).toEqual([]);
    expect(
      standingWindows(
        z((hour) => (hour % 24 < 3 ? 9 : 0)),
        grid,
      ),
    ).toEqual([]);
  });

  test("holds together over pauses of hours, and begins and ends within days of the load", () => {
    const windows = standingWindows(
      z((hour) => (hour >= 480 && hour < 960 && hour % 24 > 3 ? 2 : 0)),
      grid,
    );
    expect(windows).toHaveLength(1);
    expect(Math.abs((windows[0]?.from ?? 0) - 480)).toBeLessThanOrEqual(72);
    expect(Math.abs((windows[0]?.to ?? 0) - 960)).toBeLessThanOrEqual(72);
  });
});
