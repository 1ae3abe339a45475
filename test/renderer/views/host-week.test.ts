import { expect, it } from "vitest";
import { HOUR, parseInstant } from "../../../src/base/time.ts";
import { UTC, zoneOf } from "../../../src/base/zone.ts";
import { hostWeek } from "../../../renderer/views/host/host-week.ts";

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
