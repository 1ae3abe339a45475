import { expect, it } from "vitest";
import { parseInstant, type Timestamp } from "../../../src/base/time.ts";
import { UTC, zoneOf, type Zone } from "../../../src/base/zone.ts";
import { formatDay, formatRange, formatSeconds, formatTime } from "../../../renderer/format/time.ts";

const at = (text: string): Timestamp => {
  const time = parseInstant(text);
  if (time === undefined) throw new Error(`${text} is no instant`);
  return time;
};
const berlin: Zone = zoneOf("Europe/Berlin") ?? UTC;

it("shows the clock of the zone, year first, on both sides of a change to summer time", () => {
  expect(formatTime(at("2026-03-29T00:59:00Z"), berlin)).toBe("2026-03-29 01:59");
  expect(formatTime(at("2026-03-29T01:00:00Z"), berlin)).toBe("2026-03-29 03:00");
  expect(formatSeconds(at("2026-04-12T22:10:05Z"), UTC)).toBe("2026-04-12 22:10:05");
});

it("names days shortly", () => {
  expect(formatDay(at("2026-04-02T23:30:00Z"), berlin)).toBe("3 Apr");
});

it("repeats the date of a range only where it differs", () => {
  const start = at("2026-04-12T22:10:00Z");
  expect(formatRange({ start, end: at("2026-04-12T23:00:00Z") }, UTC)).toBe("2026-04-12 22:10 – 23:00");
  expect(formatRange({ start, end: at("2026-04-13T01:00:00Z") }, UTC)).toBe("2026-04-12 22:10 – 2026-04-13 01:00");
});
