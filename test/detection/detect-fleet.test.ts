import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, timestamp } from "../../src/base/time.ts";
import { detectFleet } from "../../src/detection/detect-fleet.ts";
import type { MetricSamples } from "../../src/detection/input.ts";
import { CPU_UTILIZATION, DISK_READ, NETWORK_TRANSMIT, POWER } from "../../src/model/metrics.ts";
import { classOfTest, hostOfTest, quietLoad, START, type HourOfTest } from "./host-series.ts";

const hoursIn = (time: number): number => (time - START) / HOUR;
/** 60 % in business hours and 95 % outside, from an hour on. */
const throttledFrom =
  (from: number, to = Infinity) =>
  (at: HourOfTest): number =>
    at.hour >= from && at.hour < to ? (at.isBusiness ? 0.6 : 0.95) + 0.005 * at.random.normal() : quietLoad(at);
const addedFrom =
  (from: number, size: number, to = Infinity) =>
  (at: HourOfTest): number =>
    quietLoad(at) + (at.hour >= from && at.hour < to ? size : 0);

describe("detectFleet", () => {
  test("has nothing to say about no hosts, hosts without metrics and hosts without data", () => {
    expect(detectFleet([])).toEqual({ episodes: [], baselines: [] });
    const bare = hostOfTest({ host: "bare", days: 7, metrics: {} });
    const silent = hostOfTest({ host: "silent", days: 7, metrics: { [CPU_UTILIZATION]: () => Number.NaN } });
    expect(detectFleet([bare, silent]).episodes).toEqual([]);
  });

  test("stays quiet on quiet machines", () => {
    expect(detectFleet(classOfTest({ host: "a", days: 90 }, 8)).episodes).toEqual([]);
  });

  test("finds a throttled miner to the hour, with its features", () => {
    const from = 45 * 24 + 13;
    const fleet = classOfTest(
      { host: "a", days: 90, logicalCpus: 8, metrics: { [CPU_UTILIZATION]: throttledFrom(from) } },
      8,
    );
    const { episodes } = detectFleet(fleet);
    expect(episodes).toHaveLength(1);
    const [episode] = episodes;
    expect(episode).toMatchObject({
      host: "a",
      end: undefined,
      startsBeforeData: false,
      metrics: [CPU_UTILIZATION],
      frames: ["own-season", "own-level", "peers"],
    });
    expect(hoursIn(episode?.start ?? 0)).toBe(from);
    expect(episode?.strength).toBeGreaterThan(3);
    expect(episode?.shape).toMatchObject({ invertedRhythm: true, peerCount: 7, coverage: 1 });
    expect(episode?.shape.throttleRatio).toBeCloseTo(0.6 / 0.95, 2);
    expect(episode?.shape.flatness).toBeGreaterThan(0.95);
    const cpuHours = 8 * 24 * (90 - from / 24) * (0.6 * (50 / 168) + 0.95 * (118 / 168) - 0.045);
    expect(episode?.excess.cpuHours).toBeGreaterThan(0.97 * cpuHours);
    expect(episode?.excess.cpuHours).toBeLessThan(1.03 * cpuHours);
  });

  test("states a load's own start where a steady job was over just before it", () => {
    const from = 45 * 24 + 20;
    const jobThenMiner = (at: HourOfTest): number =>
      at.hour >= from - 38 && at.hour < from ? 0.42 + 0.02 * at.random.normal() : throttledFrom(from)(at);
    const metrics = { [CPU_UTILIZATION]: jobThenMiner };
    const { episodes } = detectFleet(classOfTest({ host: "a", days: 52, metrics }, 8));
    const [strongest] = [...episodes].sort((a, b) => b.strength - a.strength);
    expect(hoursIn(strongest?.start ?? 0)).toBe(from);
  });

  test("holds a load that is there whenever its machine is awake for as lasting as one that never sleeps", () => {
    const load = throttledFrom(45 * 24);
    const asleep = (at: HourOfTest): number => (at.hour % 24 < 7 ? Number.NaN : load(at));
    const [never, nightly] = [load, asleep].map((valueAt) => {
      const { episodes } = detectFleet([hostOfTest({ host: "a", days: 52, metrics: { [CPU_UTILIZATION]: valueAt } })]);
      return episodes[0];
    });
    expect(nightly?.numbers["days"]).toBeCloseTo(never?.numbers["days"] ?? 0, 0);
    expect(nightly?.confidence).toBeLessThan(never?.confidence ?? 0);
  });

  test("ends an episode where the load ends", () => {
    const metrics = { [CPU_UTILIZATION]: addedFrom(1000, 0.4, 1400) };
    const { episodes } = detectFleet([hostOfTest({ host: "a", days: 90, metrics })]);
    expect(episodes.map(({ start, end }) => [hoursIn(start), hoursIn(end ?? 0)])).toEqual([[1000, 1400]]);
  });

  test("takes a load with pauses for one incident", () => {
    const pausing = (at: HourOfTest): number => quietLoad(at) + (at.hour >= 1000 && at.hour % 20 >= 5 ? 0.2 : 0);
    const { episodes } = detectFleet(classOfTest({ host: "a", days: 90, metrics: { [CPU_UTILIZATION]: pausing } }, 8));
    expect(episodes).toHaveLength(1);
    expect(hoursIn(episodes[0]?.start ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(hoursIn(episodes[0]?.start ?? 0)).toBeLessThanOrEqual(1006);
  });

  test("dates a load that hides in business hours to the first hour in which it shows, though it paused that night", () => {
    // A Thursday at 02:00; it pauses on the night that follows, and works on through the weekend.
    const from = 45 * 24 + 2;
    const pause = { from: from + 18, to: from + 26 };
    const hiding = (at: HourOfTest): number => {
      const isOn = at.hour >= from && !at.isBusiness && (at.hour < pause.from || at.hour >= pause.to);
      return quietLoad(at) + (isOn ? 0.4 : 0);
    };
    const { episodes } = detectFleet(classOfTest({ host: "a", days: 90, metrics: { [CPU_UTILIZATION]: hiding } }, 8));
    const starts = episodes.filter(({ strength }) => strength >= 1).map(({ start }) => hoursIn(start));
    expect(starts).toEqual([from]);
  });

  test("dates a large load to its own hour, though a small one began days before", () => {
    const both = (at: HourOfTest): number => addedFrom(980, 0.05)(at) + (at.hour >= 1030 ? 0.4 : 0);
    const { episodes } = detectFleet(classOfTest({ host: "a", days: 90, metrics: { [CPU_UTILIZATION]: both } }, 8));
    const starts = episodes.filter(({ strength }) => strength >= 1).map(({ start }) => hoursIn(start));
    expect(starts).toEqual([1030]);
  });

  test("sees a load older than the data only against peers, and dates it to the first sample", () => {
    const metrics = { [CPU_UTILIZATION]: addedFrom(0, 0.4) };
    const [episode, ...others] = detectFleet(classOfTest({ host: "a", days: 90, metrics }, 8)).episodes;
    expect(others).toEqual([]);
    expect(episode).toMatchObject({ start: START + 7, end: undefined, startsBeforeData: true, frames: ["peers"] });
    expect(episode?.strength).toBeGreaterThan(1);
    expect(detectFleet([hostOfTest({ host: "a", days: 90, metrics })]).episodes).toEqual([]);
  });

  test("ends what stands out from peers only where the load ends", () => {
    const metrics = { [CPU_UTILIZATION]: addedFrom(0, 0.4, 32 * 24 + 5) };
    const [episode] = detectFleet(classOfTest({ host: "a", days: 90, metrics }, 8)).episodes;
    expect([episode?.startsBeforeData, hoursIn(episode?.end ?? 0)]).toEqual([true, 32 * 24 + 5]);
  });

  test("sees it likewise while over a quarter of the class does the same", () => {
    const fleet = ["m0", "m1", "m2", "m3"].map((host) =>
      hostOfTest({ host, className: "quiet", days: 60, metrics: { [CPU_UTILIZATION]: throttledFrom(0) } }),
    );
    const peers = classOfTest({ host: "a", days: 60 }, 11);
    const strong = detectFleet([...fleet, ...peers]).episodes.filter(({ strength }) => strength >= 1);
    expect(strong.map(({ host }) => host)).toEqual(["m0", "m1", "m2", "m3"]);
  });

  test("does not take a roll-out that lifts the whole class for anybody's doing", () => {
    const metrics = { [CPU_UTILIZATION]: addedFrom(1000, 0.1) };
    const fleet = Array.from({ length: 8 }, (_, i) => hostOfTest({ host: `h${i}`, className: "c", days: 90, metrics }));
    expect(detectFleet(fleet).episodes).toEqual([]);
  });

  test("lets a nightly backup be normal", () => {
    const metrics = {
      [CPU_UTILIZATION]: (at: HourOfTest) => quietLoad(at) + (at.hour % 24 < 3 ? 0.3 : 0),
      [DISK_READ]: (at: HourOfTest) => (at.hour % 24 < 3 ? 8e7 : 1e5) * (1 + 0.1 * at.random.normal()),
    };
    expect(detectFleet([hostOfTest({ host: "a", days: 60, metrics })]).episodes).toEqual([]);
  });

  test("lets bytes that doubled account for as much CPU as was normal, and no more", () => {
    const bytes = (at: HourOfTest): number => (at.hour >= 1000 ? 2 : 1) * 1e6 * (1 + 0.1 * at.random.normal());
    const metrics = { [CPU_UTILIZATION]: addedFrom(1000, 0.25), [DISK_READ]: bytes };
    const [episode] = detectFleet([hostOfTest({ host: "a", days: 90, metrics })]).episodes;
    expect(episode?.numbers["unexplainedShare"]).toBeGreaterThan(0.7);
  });

  test("lists a night's copying beside what a backup moves in the same hours, and on a host that sends more for weeks", () => {
    // From 22:00 to 04:00; the backup is there every night from 00:00 to 02:00.
    const from = 45 * 24 + 22;
    const sending =
      (more: number) =>
      (at: HourOfTest): number => {
        const rate = at.hour % 24 < 2 ? 3e7 : at.hour >= 800 ? more * 1e5 : 1e5;
        const copied = at.hour >= from && at.hour < from + 6 ? 1e7 : 0;
        return rate * (1 + 0.2 * Math.abs(at.random.normal())) + copied;
      };
    for (const more of [1, 4]) {
      const metrics = { [CPU_UTILIZATION]: quietLoad, [NETWORK_TRANSMIT]: sending(more) };
      const { episodes } = detectFleet([hostOfTest({ host: "a", days: 90, metrics })]);
      expect(episodes.map(({ start }) => hoursIn(start))).toContain(from);
    }
  });

  test("calls load weaker that moves disk and network in proportion", () => {
    const bytes = (size: number) => (at: HourOfTest) =>
      (at.hour >= 1000 ? size : 1) * 1e6 * (1 + 0.1 * at.random.normal());
    const cpu = addedFrom(1000, 0.25);
    const alone = { [CPU_UTILIZATION]: cpu, [DISK_READ]: bytes(1), [NETWORK_TRANSMIT]: bytes(1) };
    const served = { [CPU_UTILIZATION]: cpu, [DISK_READ]: bytes(6), [NETWORK_TRANSMIT]: bytes(6) };
    const strengthOf = (metrics: typeof alone): number =>
      detectFleet([hostOfTest({ host: "a", days: 90, metrics })]).episodes.find(
        ({ shape }) => shape.metric === CPU_UTILIZATION,
      )?.strength ?? 0;
    expect(strengthOf(alone)).toBeGreaterThan(1);
    expect(strengthOf(served)).toBeLessThan(0.5 * strengthOf(alone));
  });

  test("makes one episode of what several metrics show at once", () => {
    const cpu = throttledFrom(1000);
    const metrics = {
      [CPU_UTILIZATION]: cpu,
      [POWER]: (at: HourOfTest) => 80 + 120 * cpu(at) + at.random.normal(),
    };
    const { episodes } = detectFleet([hostOfTest({ host: "a", days: 90, metrics })]);
    expect(episodes).toHaveLength(1);
    expect(episodes[0]?.shape.metric).toBe(CPU_UTILIZATION);
    expect(episodes[0]?.excess.energyWattHours).toBeGreaterThan(80 * 24 * 40);
  });

  test("finds power that no CPU accounts for", () => {
    const metrics = {
      [CPU_UTILIZATION]: quietLoad,
      [POWER]: (at: HourOfTest) => 80 + (at.hour >= 1000 ? 250 : 0) + 2 * at.random.normal(),
    };
    const { episodes } = detectFleet([hostOfTest({ host: "a", days: 90, metrics })]);
    expect(episodes.map(({ metrics: own, strength }) => [own, strength >= 1])).toEqual([[[POWER], true]]);
  });

  test("finds a sustained stream of bytes out of a host", () => {
    const metrics = {
      [CPU_UTILIZATION]: quietLoad,
      [NETWORK_TRANSMIT]: (at: HourOfTest) =>
        (at.hour >= 1000 && at.hour < 1030 ? 1e7 : 2e4) * (1 + 0.1 * at.random.normal()),
    };
    const [episode] = detectFleet([hostOfTest({ host: "a", days: 60, metrics })]).episodes;
    expect(episode?.metrics).toEqual([NETWORK_TRANSMIT]);
    expect(hoursIn(episode?.start ?? 0)).toBe(1000);
    expect((episode?.excess.networkTransmitBytes ?? 0) / (30 * 3600 * (1e7 - 2e4))).toBeCloseTo(1, 1);
    expect(episode?.strength).toBeGreaterThan(1);
  });

  test("adds up four hours a night over twelve nights, from the first night on, and counts those hours alone", () => {
    const from = 60 * 24 + 1;
    const quiet = ({ random }: HourOfTest): number => 2e5 * Math.exp(0.3 * random.normal());
    const sent = (at: HourOfTest): number => {
      const since = at.hour - from;
      return quiet(at) + (since >= 0 && since < 12 * 24 && since % 24 < 4 ? 4e6 : 0);
    };
    const { episodes, baselines } = detectFleet([
      hostOfTest({ host: "a", days: 120, className: "quiet", metrics: { [NETWORK_TRANSMIT]: sent } }),
      ...Array.from({ length: 7 }, (_, i) =>
        hostOfTest({ host: `peer-${i}`, days: 120, className: "quiet", metrics: { [NETWORK_TRANSMIT]: quiet } }),
      ),
    ]);
    expect(episodes).toHaveLength(1);
    const [episode] = episodes;
    expect(hoursIn(episode?.start ?? 0)).toBe(from);
    expect(hoursIn(episode?.end ?? 0)).toBe(from + 11 * 24 + 4);
    expect(episode?.strength).toBeGreaterThan(1);
    expect(episode?.shape.coverage).toBe(1);
    expect(episode?.numbers).toMatchObject({ hours: 48, hoursOfDay: 4 });
    expect(episode?.excess.networkTransmitBytes).toBeCloseTo(12 * 4 * 3600 * 4e6, -11);
    const own = baselines.find(({ host }) => host === "a");
    expect(Math.max(...(own?.median ?? []))).toBeLessThan(4e5);
  });

  test("says so where peers are too few to compare with", () => {
    const metrics = { [CPU_UTILIZATION]: addedFrom(1000, 0.4) };
    const { episodes, baselines } = detectFleet(classOfTest({ host: "a", days: 90, metrics }, 3));
    expect(episodes[0]).toMatchObject({ frames: ["own-season", "own-level"], shape: { peerCount: 2 } });
    expect(episodes[0]?.shape.peerLevel).toBeUndefined();
    expect(baselines.every(({ peers }) => peers === undefined)).toBe(true);
  });

  test("sees a throttled miner older than the data against as few as three peers", () => {
    const metrics = { [CPU_UTILIZATION]: throttledFrom(0) };
    const { episodes } = detectFleet(classOfTest({ host: "a", days: 90, metrics }, 4));
    expect(episodes.map(({ host, startsBeforeData, strength }) => [host, startsBeforeData, strength >= 1])).toEqual([
      ["a", true, true],
    ]);
  });

  test("is not stopped by gaps, and tells how much was covered", () => {
    const gappy = (at: HourOfTest): number =>
      at.hour % 3 === 0 || (at.hour > 1100 && at.hour < 1200) ? Number.NaN : addedFrom(1000, 0.4)(at);
    const { episodes } = detectFleet([hostOfTest({ host: "a", days: 90, metrics: { [CPU_UTILIZATION]: gappy } })]);
    expect(episodes).toHaveLength(1);
    expect(hoursIn(episodes[0]?.start ?? 0)).toBe(1000);
    expect(episodes[0]?.shape.coverage).toBeLessThan(0.66);
  });

  test("finds a miner in two weeks of data that starts half-way", () => {
    const metrics = { [CPU_UTILIZATION]: throttledFrom(170) };
    const { episodes } = detectFleet([hostOfTest({ host: "a", days: 14, metrics })]);
    expect(episodes.map(({ start, strength }) => [hoursIn(start), strength >= 1])).toEqual([[170, true]]);
  });

  test("finds the miner that begins on top of another change, from its own start", () => {
    const metrics = {
      [CPU_UTILIZATION]: (at: HourOfTest) => addedFrom(900, 0.1)(at) + (at.hour >= 1300 ? 0.4 : 0),
    };
    const { episodes } = detectFleet([hostOfTest({ host: "a", days: 90, metrics })]);
    expect(episodes.map(({ start }) => hoursIn(start))).toEqual([900, 1300]);
  });

  test("gives the same for any order of hosts", () => {
    const fleet = classOfTest({ host: "a", days: 60, metrics: { [CPU_UTILIZATION]: throttledFrom(700) } }, 7);
    expect(detectFleet([...fleet].reverse())).toEqual(detectFleet(fleet));
  });

  test("returns only what touches the range asked for, learned from all that was given", () => {
    const metrics = { [CPU_UTILIZATION]: addedFrom(1000, 0.4, 1400) };
    const fleet = [hostOfTest({ host: "a", days: 90, metrics })];
    const ranged = (from: number, to: number) =>
      detectFleet(fleet, { range: { start: timestamp(START + from * DAY), end: timestamp(START + to * DAY) } })
        .episodes;
    expect(ranged(0, 30)).toEqual([]);
    expect(ranged(45, 50)).toEqual(detectFleet(fleet).episodes);
  });

  test("checks policy thresholds only where somebody states them", () => {
    const fleet = [hostOfTest({ host: "a", days: 60 })];
    expect(detectFleet(fleet).episodes).toEqual([]);
    const policies = [{ metric: CPU_UTILIZATION, above: 0.9, minutes: 30, when: "off-hours" as const }];
    const every = Float64Array.from({ length: 60 * 24 * 12 }, (_, i) => START + i * 5 * MINUTE);
    const [from, to] = [START + 1001 * HOUR + 45 * MINUTE, START + 1002 * HOUR + 20 * MINUTE];
    const asked: string[] = [];
    const samplesOf = (host: string, metric: string): MetricSamples => {
      asked.push(`${host} ${metric}`);
      return { metric, times: every, values: every.map((time) => (time >= from && time < to ? 0.95 : 0.03)) };
    };
    const { episodes } = detectFleet(fleet, { policing: { policies, samplesOf } });
    expect(episodes).toMatchObject([{ frames: ["policy"], kind: "policy-breach", start: from, end: to }]);
    expect(episodes[0]?.numbers).toMatchObject({ policyHours: 35 / 60, policyStretches: 1 });
    expect(asked).toEqual([`a ${CPU_UTILIZATION}`]);
  });

  test("lists few of the weak deviations", () => {
    const restless = (at: HourOfTest): number => quietLoad(at) + (at.hour % 100 < 14 ? at.random.between(0.2, 0.9) : 0);
    const { episodes } = detectFleet([hostOfTest({ host: "a", days: 90, metrics: { [CPU_UTILIZATION]: restless } })]);
    expect(episodes.length).toBeLessThanOrEqual(6);
  });
});

describe("baselines of a fleet", () => {
  test("stay at the level before a shift that lasts", () => {
    const metrics = { [CPU_UTILIZATION]: throttledFrom(30 * 24) };
    const [baseline] = detectFleet([hostOfTest({ host: "a", days: 120, metrics })]).baselines;
    expect(Math.max(...(baseline?.high ?? []))).toBeLessThan(0.11);
    expect(baseline?.learned.end).toBe(START + 30 * DAY);
    expect(baseline?.count[3]).toBe(5);
  });

  test("say what is normal by hour of the week, with the peers' band from the others alone", () => {
    const metrics = { [CPU_UTILIZATION]: addedFrom(0, 0.5) };
    const { baselines } = detectFleet(classOfTest({ host: "a", days: 60, metrics }, 8));
    const own = baselines.find(({ host }) => host === "a");
    const [night, noon] = [3, 12];
    expect(own?.median[night]).toBeCloseTo(0.53, 1);
    expect(own?.peers).toMatchObject({ hosts: 7 });
    expect(own?.peers?.median[night]).toBeCloseTo(0.03, 2);
    expect(own?.peers?.median[noon]).toBeCloseTo(0.08, 2);
    expect(own?.peers?.high[noon]).toBeLessThan(0.1);
    expect(own?.low[noon]).toBeLessThan(own?.median[noon] ?? 0);
    expect(own?.scale[noon]).toBeGreaterThanOrEqual(0.01);
  });
});
