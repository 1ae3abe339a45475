import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR, timestamp } from "../../src/base/time.ts";
import { detectFleet, type FleetDetection } from "../../src/detection/detect-fleet.ts";
import type { SeasonHours } from "../../src/detection/own-season.ts";
import type { DetectionOptions } from "../../src/detection/parameters.ts";
import type { SeasonPast } from "../../src/detection/season-past.ts";
import { CPU_UTILIZATION, NETWORK_TRANSMIT, POWER } from "../../src/model/metrics.ts";
import type { Remember } from "../../src/detection/view-fleet.ts";
import { simulateFleet, upToDay } from "./simulation/simulated-fleet.ts";

const DAYS = 72;
/** One of each scale and sign is enough. */
const METRICS = [CPU_UTILIZATION, NETWORK_TRANSMIT, POWER];
const simulated = simulateFleet({
  seed: 11,
  hostsPerClass: 4,
  days: DAYS,
  plantedShare: 0.5,
  diversity: 2,
  classes: ["rnd-server"],
});
const fleet = {
  ...simulated,
  hosts: simulated.hosts.map((host) => ({
    ...host,
    metrics: host.metrics.filter(({ metric }) => METRICS.includes(metric)),
  })),
};

interface Kept {
  readonly week: SeasonPast;
  readonly last: SeasonPast | undefined;
  /** Of every other host: the rest is to be worked out again where it is asked for. */
  readonly hours: ReadonlyMap<number, SeasonHours>;
}

/** Keeps copies, so that nothing is shared with the look that they were made in. */
function memory(goesOnFrom: keyof Pick<Kept, "week" | "last">): {
  readonly remember: Remember;
  readonly kept: Map<string, Kept>;
  readonly used: Set<string>;
} {
  const kept = new Map<string, Kept>();
  const used = new Set<string>();
  const remember: Remember = (metric, members) => {
    const key = JSON.stringify([metric, members.map(({ host }) => host.host)]);
    const known = kept.get(key);
    if (known !== undefined) used.add(key);
    return {
      past: structuredClone(goesOnFrom === "last" ? (known?.last ?? known?.week) : known?.week),
      week: known?.week.hour ?? 0,
      hoursBefore: (which) => known?.hours.get(which),
      keepWeek(past, hoursOf) {
        const hours = members.flatMap((_, which) => {
          const { expected, z } = hoursOf(which);
          const cut = { expected: expected.slice(0, past.hour), z: z.slice(0, past.hour) };
          return which % 2 === 0 ? [[which, cut] as const] : [];
        });
        kept.set(key, { week: structuredClone(past), last: undefined, hours: new Map(hours) });
      },
      keepLast(past) {
        const atWeek = kept.get(key);
        if (atWeek === undefined) throw new Error("Nothing is kept that it could follow.");
        kept.set(key, { ...atWeek, last: structuredClone(past) });
      },
    };
  };
  return { remember, kept, used };
}

/** To the bit. */
function textOf(detection: FleetDetection): string {
  return JSON.stringify(detection, (_, value: unknown) => (value instanceof Float64Array ? Array.from(value) : value));
}

const wholes = new Map<string, string>();

/** What a look at the whole gives of so many days, worked out once. */
function wholeOf(day: number, options: DetectionOptions): string {
  const key = JSON.stringify([day, options]);
  const whole = wholes.get(key) ?? textOf(detectFleet(upToDay(fleet, day).hosts, options));
  wholes.set(key, whole);
  return whole;
}

/** Detects day by day; from the second on it goes on from what was kept, and is compared with a look at the whole. */
function expectSame(
  [first, ...later]: readonly number[],
  options: DetectionOptions = {},
  goesOnFrom: "week" | "last" = "last",
): void {
  const { remember, kept, used } = memory(goesOnFrom);
  detectFleet(upToDay(fleet, first ?? DAYS).hosts, options, remember);
  for (const day of later) {
    expect(textOf(detectFleet(upToDay(fleet, day).hosts, options, remember))).toBe(wholeOf(day, options));
  }
  expect(kept.size).toBe(METRICS.length);
  expect(used.size).toBe(kept.size);
}

describe.each(["week", "last"] as const)("going on from what was kept, the %s", (goesOnFrom) => {
  // After 63 and 70 days a week is whole.
  const LATER = [63, 64, DAYS];

  test("gives what a look at the whole gives, day after day", () => {
    expectSame([62, ...LATER], {}, goesOnFrom);
  });

  test("does so wherever the data were cut", () => {
    const cuts = fc
      .constantFrom(...LATER)
      .chain((last) => fc.integer({ min: 57, max: last - 1 }).map((cut) => [cut, last]));
    fc.assert(
      fc.property(cuts, (days) => expectSame(days, {}, goesOnFrom)),
      { numRuns: 3 },
    );
  });

  test("does so where shifts were accepted, before the cut and after it, and where load lines are frozen", () => {
    const start = fleet.hosts[0]?.start ?? 0;
    const at = (day: number) => timestamp(start + day * 24 * HOUR + 7 * HOUR);
    // Of what came since, as much teaches on each of the days below: what was kept holds.
    const acceptances = fleet.hosts.map(({ host, metrics }, which) => ({
      host,
      metrics: metrics.map(({ metric }) => metric),
      from: at([6, 59, 66, 70][which] ?? 0),
    }));
    expectSame([64, 68, DAYS], { learning: { acceptances, frozenAt: undefined } }, goesOnFrom);
    expectSame([64, DAYS], { learning: { acceptances: acceptances.slice(0, 2), frozenAt: at(66) } }, goesOnFrom);
  });

  test("looks at the whole again where data that came later move the days that teach", () => {
    // A quarter of the data teaches while they are few: each day moves what was judged.
    const { remember, used } = memory(goesOnFrom);
    for (const day of [30, 31, 40]) {
      expect(textOf(detectFleet(upToDay(fleet, day).hosts, {}, remember))).toBe(wholeOf(day, {}));
    }
    expect(used.size).toBeGreaterThan(0);
  });
});
