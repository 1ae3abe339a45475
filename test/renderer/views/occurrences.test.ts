import { expect, it } from "vitest";
import { DAY, HOUR, parseInstant, timestamp, toIso, type Timestamp } from "../../../src/base/time.ts";
import type { Justification } from "../../../src/model/justification.ts";
import { occurrencesOf } from "../../../renderer/views/timeline/occurrences.ts";

const at = (text: string): Timestamp => parseInstant(text) ?? timestamp(0);
const claim = (change: Partial<Justification>): Justification => ({
  id: "TASK-1",
  kind: "task",
  title: "Backup",
  hosts: ["RND-07"],
  start: at("2026-03-27T03:00:00Z"),
  end: at("2026-03-27T05:00:00Z"),
  recurrence: undefined,
  timeZone: undefined,
  approval: "approved",
  state: "active",
  created: undefined,
  metrics: [],
  expected: [],
  process: undefined,
  ...change,
});
const march = { start: at("2026-03-28T00:00:00Z"), end: at("2026-03-31T00:00:00Z") };

it("gives nothing outside of what is shown, and nothing for a text that is no rule", () => {
  expect(occurrencesOf(claim({}), march)).toEqual([]);
  expect(occurrencesOf(claim({ start: undefined }), march)).toEqual([]);
  expect(occurrencesOf(claim({ recurrence: "whenever" }), march)).toEqual([]);
});

it("recurs on the clock of its own zone, also when that moves to summer time", () => {
  const found = occurrencesOf(claim({ recurrence: "FREQ=DAILY", timeZone: "Europe/Berlin" }), march);
  expect(found.map((one) => toIso(one.start))).toEqual([
    "2026-03-28T03:00:00Z",
    "2026-03-29T02:00:00Z",
    "2026-03-30T02:00:00Z",
  ]);
  expect(new Set(found.map((one) => one.end - one.start))).toEqual(new Set([2 * HOUR]));
});

it("is bounded for a rule that never rests", () => {
  const year = { start: march.start, end: timestamp(march.start + 365 * DAY) };
  expect(occurrencesOf(claim({ recurrence: "FREQ=MINUTELY" }), year).length).toBeLessThanOrEqual(400);
});
