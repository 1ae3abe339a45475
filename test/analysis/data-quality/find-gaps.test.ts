import { describe, expect, it } from "vitest";
import { timestamp } from "../../../src/base/time.ts";
import { calendarOf } from "../../../src/model/calendar.ts";
import { hourGrid } from "../../../src/detection/hour-grid.ts";
import { findGaps } from "../../../src/analysis/data-quality/find-gaps.ts";

const WEEKS = 6;
const HOURS = WEEKS * 168;
/** A Monday. */
const start = timestamp(Date.UTC(2026, 0, 5) * 1000);
const grid = hourGrid(calendarOf({ timeZone: "UTC" }, undefined), start, HOURS);
const always = (): Uint16Array => new Uint16Array(HOURS).fill(12);

describe("gaps of a metric", () => {
  it("are none where nothing was ever reported, or always", () => {
    expect(findGaps(new Uint16Array(HOURS), grid)).toEqual([]);
    expect(findGaps(always(), grid)).toEqual([]);
  });

  it("begin with the first hour without a sample, from three hours on", () => {
    expect(findGaps(always().fill(0, 400, 402), grid)).toEqual([]);
    expect(findGaps(always().fill(0, 400, 403), grid)).toEqual([{ from: 400, to: 403, isLast: false }]);
  });

  it("are not the nights and weekends of a machine that is switched off then", () => {
    const count = always().map((samples, hour) => (grid.business[hour] === 1 ? samples : 0));
    expect(findGaps(count, grid)).toEqual([]);
    const day = 2 * 168 + 24;
    expect(findGaps(count.fill(0, day, day + 24), grid)).toEqual([{ from: day - 6, to: day + 32, isLast: false }]);
  });

  it("are found though they are longer than what is left", () => {
    expect(findGaps(always().fill(0, 168, 5 * 168), grid)).toEqual([{ from: 168, to: 840, isLast: false }]);
  });

  it("are told at the end of the data from a day on, and never before the first sample", () => {
    expect(findGaps(always().fill(0, 0, 200), grid)).toEqual([]);
    expect(findGaps(always().fill(0, HOURS - 20), grid)).toEqual([]);
    expect(findGaps(always().fill(0, HOURS - 30), grid)).toEqual([{ from: HOURS - 30, to: HOURS, isLast: true }]);
  });
});
