import { expect, it } from "vitest";
import { HOUR, parseInstant } from "../../../src/base/time.ts";
import { UTC, zoneOf } from "../../../src/base/zone.ts";
import { highestHour, hostWeek, hourWords, weekSummary } from "../../../renderer/views/host/host-week.ts";

const monday = parseInstant("2026-04-13T00:00:00Z") ?? 0;

it("puts Monday midnight of the host's clock first, and takes the median of an hour", () => {
  const times = Float64Array.of(monday, monday + HOUR / 2, monday + 168 * HOUR, monday + HOUR);
  const lane = {
    host: "RND-07",
    metric: "system.cpu.utilization",
    title: "CPU",
    unit: "1",
    instances: 1,
    step: HOUR,
    envelope: { times, min: times, mean: Float64Array.of(0.1, 0.9, 0.2, 0.5), max: times, count: times },
    band: undefined,
  };
  const { observed, expected } = hostWeek(lane, UTC);
  expect([observed[0], observed[1], observed[2], observed.length]).toEqual([0.2, 0.5, Number.NaN, 168]);
  expect(expected).toBeUndefined();
  expect(hostWeek(lane, zoneOf("+02:00") ?? UTC).observed[2]).toBe(0.2);
});

it("says an hour and the whole week in words", () => {
  const observed = new Float64Array(168).fill(0.04);
  observed[27] = 0.6;
  const week = { observed, expected: undefined, beyond: undefined };
  expect(hourWords(week, 27, "1")).toBe("Tue 03:00: observed 60\u202f%");
  expect(weekSummary(observed, "1")).toBe("typically 4\u202f%, highest on Tue 03:00 with 60\u202f%");
  expect(weekSummary(new Float64Array(168).fill(Number.NaN), "1")).toBe("no hour has samples");
});

it("takes no unknown hour for the highest", () => {
  expect(highestHour(Float64Array.of(Number.NaN, 1, 3, Number.NaN, 2))).toBe(2);
  expect(highestHour(Float64Array.of(Number.NaN, Number.NaN))).toBe(0);
});
