import { expect, test } from "vitest";
import { suggestClasses } from "../../src/detection/suggest-classes.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { simulateFleet } from "./simulation/simulated-fleet.ts";
import { hostOfTest, quietLoad, type HostOfTest, type HourOfTest } from "./host-series.ts";

/** A render farm: busy by night, and patched together on every tenth day. */
const farm = (at: HourOfTest): number =>
  (at.isBusiness ? 0.1 : 0.5) + 0.02 * at.random.normal() + (at.hour % 240 < 4 ? 0.45 : 0);
const member = (host: string, className: string | undefined, load = quietLoad, days = 40): HostOfTest => ({
  host,
  className,
  days,
  metrics: { [CPU_UTILIZATION]: load },
});
const fleetOf = (...more: readonly HostOfTest[]): Parameters<typeof suggestClasses>[0] =>
  [
    ...["q1", "q2", "q3", "q4", "q5"].map((host) => member(host, "quiet")),
    ...["f1", "f2", "f3", "f4", "f5"].map((host) => member(host, "farm", farm)),
    ...more,
  ].map(hostOfTest);

test("suggests the class whose week a host lives, and says how likely and whom it is like", () => {
  const { suggestions, unclear } = suggestClasses(fleetOf(member("new", undefined, farm)));
  expect(unclear).toEqual([]);
  expect(suggestions).toMatchObject([{ host: "new", current: undefined, className: "farm" }]);
  expect(suggestions[0]?.likelihood).toBeGreaterThan(0.95);
  expect(suggestions[0]?.alike.every((host) => host.startsWith("f"))).toBe(true);
});

test("suggests another class for a host that was put into the wrong one, and leaves the others alone", () => {
  const { suggestions } = suggestClasses(fleetOf(member("lost", "quiet", farm)));
  expect(suggestions.map(({ host, current, className }) => [host, current, className])).toEqual([
    ["lost", "quiet", "farm"],
  ]);
});

test("depends on the order of hosts in nothing", () => {
  const fleet = fleetOf(member("new", undefined, farm), member("lost", "quiet", farm));
  expect(suggestClasses([...fleet].reverse())).toEqual(suggestClasses(fleet));
});

test("says why where it can suggest nothing: no data, too little, a life like nobody's, or no class of five", () => {
  const flat = (): number => 0.98;
  const few = suggestClasses(fleetOf(member("odd", undefined, flat), { host: "bare", days: 40, metrics: {} }));
  expect(few.suggestions).toEqual([]);
  expect(few.unclear.map(({ host }) => host)).toEqual(["bare", "odd"]);
  const silent = (at: HourOfTest): number => (at.hour < 100 ? 0.05 : Number.NaN);
  const { unclear } = suggestClasses(fleetOf(member("young", undefined, silent)));
  expect(unclear[0]?.why).toBe("It has 100 hours of CPU utilisation; 336 are needed, two weeks.");
  const alone = suggestClasses([hostOfTest(member("one", undefined)), hostOfTest(member("two", "quiet"))]);
  expect(alone.unclear.map(({ host, why }) => [host, why.includes("4 other hosts")])).toEqual([["one", true]]);
  expect(suggestClasses([])).toEqual({ suggestions: [], unclear: [] });
});

test("is right in most that it suggests on simulated fleets, and would hardly move anybody", () => {
  let [right, wrong, moved] = [0, 0, 0];
  for (const seed of [11, 12]) {
    const { hosts } = simulateFleet({ seed, hostsPerClass: 12, days: 60 });
    const classOf = new Map(hosts.map(({ host, className }) => [host, className]));
    const asked = hosts.map((one) => (/-0[01]$/.test(one.host) ? { ...one, className: undefined } : one));
    for (const { host, current, className } of suggestClasses(asked).suggestions) {
      if (current !== undefined) moved++;
      else if (classOf.get(host) === className) right++;
      else wrong++;
    }
  }
  // Of twenty hosts asked for; the rest are said to be unclear.
  expect(right).toBeGreaterThanOrEqual(8);
  expect(wrong).toBeLessThanOrEqual(1);
  expect(moved).toBeLessThanOrEqual(2);
});
