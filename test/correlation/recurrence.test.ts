import { expect, test } from "vitest";
import { HOUR, toIso } from "../../src/base/time.ts";
import { occurrences } from "../../src/correlation/recurrence.ts";
import { at } from "./planted.ts";

const range = (start: string, end: string) => ({ start: at(start), end: at(end) });
const starts = (rule: string, from: ReturnType<typeof range>, timeZone = "UTC", start = "2026-01-05T02:00:00") =>
  occurrences({ rule, start: at(start), duration: 2 * HOUR, timeZone }, from)?.map((window) => toIso(window.start));

test("what cannot be read or followed gives no occurrences but says so", () => {
  const year = range("2026-01-01T00:00:00", "2027-01-01T00:00:00");
  const bad = [
    "",
    "every night",
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=5",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;BYHOUR=25",
    `FREQ=DAILY;${"X".repeat(2000)}`,
  ];
  expect(bad.map((rule) => starts(rule, year))).toEqual(bad.map(() => undefined));
});

test("a rule that never matches is not followed for ever", () => {
  const started = performance.now();
  const year = range("2026-01-01T00:00:00", "2027-01-01T00:00:00");
  const never = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYHOUR=3;BYMONTHDAY=31;BYMONTH=4",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
  ];
  expect(never.flatMap((rule) => starts(rule, year) ?? [])).toEqual([]);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("every night at two stays at two when the clocks change", () => {
  const change = range("2026-03-28T00:00:00", "2026-03-31T00:00:00");
  expect(starts("FREQ=DAILY", change, "Europe/Berlin", "2026-01-05T03:00:00")).toEqual([
    "2026-03-28T03:00:00Z",
    "2026-03-29T02:00:00Z",
    "2026-03-30T02:00:00Z",
  ]);
});

test("days of the week, months, days of the month, intervals, counts and ends are kept to", () => {
  const quarter = range("2026-01-01T00:00:00", "2026-04-01T00:00:00");
  expect(starts("RRULE:FREQ=DAILY;BYDAY=SA;BYMONTH=2", quarter)).toEqual([
    "2026-02-07T02:00:00Z",
    "2026-02-14T02:00:00Z",
    "2026-02-21T02:00:00Z",
    "2026-02-28T02:00:00Z",
  ]);
  expect(starts("FREQ=DAILY;BYMONTHDAY=-1", quarter)).toEqual([
    "2026-01-31T02:00:00Z",
    "2026-02-28T02:00:00Z",
    "2026-03-31T02:00:00Z",
  ]);
  expect(starts("FREQ=MONTHLY;BYDAY=1SU", quarter)).toEqual(["2026-02-01T02:00:00Z", "2026-03-01T02:00:00Z"]);
  expect(starts("FREQ=WEEKLY;INTERVAL=2;COUNT=3", quarter)).toEqual([
    "2026-01-05T02:00:00Z",
    "2026-01-19T02:00:00Z",
    "2026-02-02T02:00:00Z",
  ]);
  expect(starts("FREQ=DAILY;UNTIL=20260107T020000Z", quarter)).toHaveLength(3);
  expect(starts("FREQ=DAILY;BYDAY=MO;COUNT=2", quarter)).toEqual(["2026-01-05T02:00:00Z", "2026-01-12T02:00:00Z"]);
  expect(starts("FREQ=HOURLY;INTERVAL=6", range("2026-01-05T00:00:00", "2026-01-06T00:00:00"))).toHaveLength(4);
});

test("an occurrence that reaches into the range counts", () => {
  expect(starts("FREQ=DAILY", range("2026-01-10T03:00:00", "2026-01-10T23:00:00"))).toEqual(["2026-01-10T02:00:00Z"]);
});
