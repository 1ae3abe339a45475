import { describe, expect, test } from "vitest";
import { scoreFleet } from "./score-fleet.ts";
import { simulateFleet } from "./simulation/simulated-fleet.ts";

/** A small part of the benchmark (test/bench/detection.bench.ts), so that a change that breaks detection is seen at once. */
describe("a simulated fleet", { timeout: 60_000 }, () => {
  test("keeps its alarms on honest hosts within the budget of 0.03 a host-month", () => {
    const { falseAlarms, innocentMonths } = scoreFleet(simulateFleet({ seed: 71, hostsPerClass: 8, days: 90 }));
    expect(innocentMonths).toBe(120);
    expect(falseAlarms.length).toBeLessThanOrEqual(0.03 * innocentMonths);
  });

  test("gives up its miners, each within a day of its start and read as mining", () => {
    const { outcomes } = scoreFleet(
      simulateFleet({ seed: 72, hostsPerClass: 8, days: 90, plantedShare: 0.25, kinds: ["60/95", "c40", "n40"] }),
    );
    expect(outcomes).toHaveLength(10);
    expect(outcomes.filter(({ found }) => !found)).toEqual([]);
    expect(outcomes.map(({ profile }) => profile)).toEqual(outcomes.map(() => "cpu-mining"));
  });

  test("gives up miners that are older than its data", () => {
    const { outcomes } = scoreFleet(
      simulateFleet({
        seed: 73,
        hostsPerClass: 8,
        days: 60,
        plantedShare: 0.25,
        kinds: ["60/95", "c40"],
        isOlderThanData: true,
      }),
    );
    expect(outcomes).toHaveLength(10);
    expect(outcomes.filter(({ found }) => !found)).toEqual([]);
  });
});
