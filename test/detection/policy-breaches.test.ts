import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/base/time.ts";
import { policyBreaches, type PolicyBreach } from "../../src/detection/policy-breaches.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import type { PolicyThreshold } from "../../src/model/detection-choices.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { START } from "./host-series.ts";

const calendar = calendarOf({ timeZone: "UTC" }, undefined);
const policy: PolicyThreshold = { metric: CPU_UTILIZATION, above: 0.9, minutes: 30, when: "off-hours" };
const STEP = 5 * MINUTE;

/** A day of samples at five minutes, a Monday; `busy` are minutes of the day from and to, at 95 %. */
function breachesOf(
  busy: readonly (readonly [from: number, to: number])[],
  { change = policy, drop = () => false }: { change?: PolicyThreshold; drop?: (minute: number) => boolean } = {},
): PolicyBreach[] {
  const minutes = Array.from({ length: 288 }, (_, i) => i * 5).filter((minute) => !drop(minute));
  return policyBreaches(
    {
      times: Float64Array.from(minutes, (minute) => START + minute * MINUTE),
      values: Float64Array.from(minutes, (minute) =>
        busy.some(([from, to]) => minute >= from && minute < to) ? 0.95 : 0.1,
      ),
    },
    change,
    calendar,
    3 * HOUR,
  );
}
const minutesOf = ({ range }: PolicyBreach): number[] =>
  [range.start, range.end].map((time) => (time - START) / MINUTE);

describe("policyBreaches", () => {
  test("finds half an hour that lies across two hours, to the sample", () => {
    const [breach, ...more] = breachesOf([[22 * 60 + 45, 23 * 60 + 15]]);
    expect(more).toEqual([]);
    expect(breach).toEqual({
      range: { start: START + (22 * 60 + 45) * MINUTE, end: START + (23 * 60 + 15) * MINUTE },
      stretches: 1,
      above: 30 * MINUTE,
      isOpen: false,
    });
  });

  test("leaves alone what is shorter, what is at the threshold, and what lies in business hours", () => {
    expect(breachesOf([[22 * 60, 22 * 60 + 25]])).toEqual([]);
    expect(breachesOf([[22 * 60, 23 * 60]], { change: { ...policy, above: 0.95 } })).toEqual([]);
    expect(breachesOf([[10 * 60, 12 * 60]])).toEqual([]);
    expect(breachesOf([[10 * 60, 12 * 60]], { change: { ...policy, when: "always" } }).map(minutesOf)).toEqual([
      [600, 720],
    ]);
  });

  test("counts of a load that begins in business hours what lies outside them", () => {
    expect(breachesOf([[17 * 60, 19 * 60]]).map(minutesOf)).toEqual([[18 * 60, 19 * 60]]);
    expect(breachesOf([[17 * 60, 18 * 60 + 25]])).toEqual([]);
  });

  test("takes stretches that are near each other for one breach, and says how long they are together", () => {
    const near = breachesOf([
      [60, 100],
      [200, 240],
    ]);
    expect(near.map(minutesOf)).toEqual([[60, 240]]);
    expect(near).toMatchObject([{ stretches: 2, above: 80 * MINUTE }]);
    expect(
      breachesOf([
        [60, 100],
        [300, 340],
      ]),
    ).toHaveLength(2);
  });

  test("goes on over a sample that is missing, and not over hours without any", () => {
    const busy = [[60, 240]] as const;
    expect(breachesOf(busy, { drop: (minute) => minute === 100 }).map(minutesOf)).toEqual([[60, 240]]);
    const cut = breachesOf(busy, { drop: (minute) => minute >= 75 && minute < 200 });
    expect(cut.map(minutesOf)).toEqual([[200, 240]]);
  });

  test("is open while the last sample is above, which counts for one step", () => {
    const [last] = breachesOf([[23 * 60, 24 * 60]]);
    expect(last).toMatchObject({ isOpen: true, above: HOUR, range: { end: START + 287 * STEP + STEP } });
  });
});
