import { expect, test } from "vitest";
import { hourGrid } from "../../src/detection/hour-grid.ts";
import { daysBefore, firstHours, hoursIn, isAtItsHours } from "../../src/detection/hour-window.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { START } from "./host-series.ts";

const grid = hourGrid(calendarOf({ timeZone: "Europe/Berlin" }, undefined), START, 10 * 24);
/** From 1 to 3 on the clock of the host, whose midnight is at 23 UTC. */
const nightly = { from: 24, to: 96, daily: 0b110 };

test("hours of the day are those of the host's clock", () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => isAtItsHours(nightly, grid, hour));
  expect(hours).toEqual([0, 1]);
  expect(isAtItsHours({ from: 24, to: 96 }, grid, 12)).toBe(true);
});

test("counts the hours that belong to it", () => {
  expect(hoursIn(nightly, grid)).toBe(6);
  expect(hoursIn({ from: 24, to: 96 }, grid)).toBe(72);
});

test("what was before it, and its beginning, are at the same hours", () => {
  expect(daysBefore(nightly, 1)).toEqual({ from: 0, to: 24, daily: 0b110 });
  expect(firstHours(nightly, 24)).toEqual({ from: 24, to: 48, daily: 0b110 });
  expect(firstHours({ from: 24, to: 30 }, 24)).toEqual({ from: 24, to: 30 });
});
