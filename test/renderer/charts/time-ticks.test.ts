import { describe, expect, it } from "vitest";
import { parseInstant, timestamp, type TimeRange } from "../../../src/base/time.ts";
import { UTC, zoneOf, type Zone } from "../../../src/base/zone.ts";
import { timeTicks } from "../../../renderer/charts/time-ticks.ts";

const range = (start: string, end: string): TimeRange => ({
  start: parseInstant(start) ?? timestamp(0),
  end: parseInstant(end) ?? timestamp(0),
});
const berlin: Zone = zoneOf("Europe/Berlin") ?? UTC;
const labels = (of: TimeRange, zone: Zone, most: number): string[] =>
  timeTicks(of, zone, most).map((tick) => (tick.isMajor ? `*${tick.label}` : tick.label));

describe("timeTicks", () => {
  it("stands on round hours of the zone's clock and marks where a day begins", () => {
    expect(labels(range("2026-04-12T20:10:00Z", "2026-04-13T08:00:00Z"), berlin, 5)).toEqual([
      "*13 Apr",
      "03:00",
      "06:00",
      "09:00",
    ]);
  });

  it("stands on midnights across a change to summer time", () => {
    const ticks = timeTicks(range("2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"), berlin, 4);
    expect(ticks.map((tick) => tick.label)).toEqual(["29 Mar", "30 Mar", "31 Mar"]);
  });

  it("stands on Mondays over months, on firsts of months over years", () => {
    expect(labels(range("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"), UTC, 6)).toEqual([
      "5 Jan",
      "12 Jan",
      "19 Jan",
      "26 Jan",
    ]);
    expect(labels(range("2025-11-01T00:00:00Z", "2026-05-02T00:00:00Z"), UTC, 8)).toEqual([
      "Nov",
      "Dec",
      "*2026",
      "Feb",
      "Mar",
      "Apr",
      "May",
    ]);
  });

  it("never gives more ticks than asked for, by much", () => {
    for (const days of [0.001, 0.1, 1, 10, 100, 1000]) {
      const start = timestamp(1.7e15);
      const ticks = timeTicks({ start, end: timestamp(start + days * 86_400e6) }, berlin, 8);
      expect(ticks.length, `${String(days)} days`).toBeLessThanOrEqual(9);
      expect(ticks.length, `${String(days)} days`).toBeGreaterThan(0);
    }
  });
});
