import { describe, expect, it } from "vitest";
import {
  fromMilliseconds,
  HOUR,
  MINUTE,
  overlap,
  parseInstant,
  parseIso,
  timestamp,
  toIso,
} from "../../src/base/time.ts";
import { fixedZone, zoneOf } from "../../src/base/zone.ts";

describe("ISO text", () => {
  it("is no time where a part is impossible", () => {
    for (const text of ["", "2026-02-30", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "26-01-01", "yesterday"]) {
      expect(parseIso(text), text).toBeUndefined();
    }
  });

  it("is an instant only where it names its offset", () => {
    expect(parseInstant("2026-04-12T22:10:00")).toBeUndefined();
    expect(parseInstant("2026-04-12T22:10:00Z")).toBe(Date.UTC(2026, 3, 12, 22, 10) * 1000);
    expect(parseInstant("2026-04-12 22:10:00.25+0200")).toBe(Date.UTC(2026, 3, 12, 20, 10, 0, 250) * 1000);
  });

  it("keeps microseconds and prints no more digits than needed", () => {
    const time = parseInstant("2026-04-12T22:10:00.123456Z");
    expect(time).toBe(Date.UTC(2026, 3, 12, 22, 10) * 1000 + 123_456);
    expect(toIso(timestamp(time ?? 0))).toBe("2026-04-12T22:10:00.123456Z");
    expect(toIso(fromMilliseconds(Date.UTC(2026, 3, 12)))).toBe("2026-04-12T00:00:00Z");
  });
});

describe("ranges", () => {
  it("are half-open: ranges that touch do not overlap", () => {
    const first = { start: timestamp(0), end: timestamp(10) };
    expect(overlap(first, { start: timestamp(10), end: timestamp(20) })).toBe(0);
    expect(overlap(first, { start: timestamp(4), end: timestamp(20) })).toBe(6);
  });
});

describe("zones", () => {
  const berlin = zoneOf("Europe/Berlin");
  const instant = (text: string) => parseInstant(text) ?? timestamp(Number.NaN);

  it("are unknown where IANA does not know them", () => {
    expect(zoneOf("Mars/Olympus")).toBeUndefined();
  });

  it("follow daylight saving to the minute", () => {
    expect(berlin?.offsetAt(instant("2026-03-29T00:59:59Z"))).toBe(HOUR);
    expect(berlin?.offsetAt(instant("2026-03-29T01:00:00Z"))).toBe(2 * HOUR);
    expect(zoneOf("Asia/Kolkata")?.offsetAt(instant("2026-01-01T00:00:00Z"))).toBe(5.5 * HOUR);
  });

  it("give the first instant of a clock that occurs twice and the one after the jump for a skipped clock", () => {
    const clock = (text: string) => parseIso(text)?.clock ?? Number.NaN;
    expect(berlin?.instantAt(clock("2026-10-25T02:30:00"))).toBe(instant("2026-10-25T00:30:00Z"));
    expect(berlin?.instantAt(clock("2026-03-29T02:30:00"))).toBe(instant("2026-03-29T01:30:00Z"));
    expect(berlin?.instantAt(clock("2026-07-01T12:00:00"))).toBe(instant("2026-07-01T10:00:00Z"));
  });

  it("can be a fixed offset, as log headers state it", () => {
    expect(fixedZone(-330).name).toBe("-05:30");
    expect(zoneOf("+02:00")?.instantAt(2 * HOUR + 5 * MINUTE)).toBe(5 * MINUTE);
  });
});
