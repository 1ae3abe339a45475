import { describe, expect, test } from "vitest";
import { decideAlarm, type AlarmDecision } from "../../src/detection/alarm.ts";
import type { EpisodeFacts } from "../../src/detection/facts.ts";
import { DAY, timestamp } from "../../src/base/time.ts";
import { readProfiles } from "../../src/detection/profiles/index.ts";
import { DISK_WRITE, NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
import { START } from "./host-series.ts";
import { connectionWith, episodeWith, factsOf, flatShape, processWith } from "./episode-facts.ts";

function decide(
  strength: number,
  changes: Partial<EpisodeFacts> = {},
  numbers: Record<string, number> = {},
): AlarmDecision {
  const episode = episodeWith({ strength, shape: flatShape, numbers: { days: 40, ...numbers } });
  const facts = factsOf(episode, changes);
  return decideAlarm(facts, readProfiles(facts), episode);
}

describe("decideAlarm", () => {
  test("goes by strength where only metrics are known", () => {
    expect([0.99, 1].map((strength) => decide(strength))).toEqual([
      { alarm: false, weight: 0.99, why: [] },
      { alarm: true, weight: 1, why: [] },
    ]);
  });

  test("puts a weak load before a person when it is disguised and reports to somewhere", () => {
    const facts = {
      hasConnections: true,
      connections: [connectionWith()],
      processes: [processWith({ isMasquerading: true, suspicion: 0.7 })],
    };
    expect(decide(0.3, facts).alarm).toBe(true);
  });

  test("puts a known pool or miner before a person at almost any load", () => {
    expect(decide(0.1, { connections: [connectionWith({ isPool: true })] }).alarm).toBe(true);
    expect(decide(0.1, { processes: [processWith({ isMiner: true })] }).alarm).toBe(true);
  });

  test("asks for far more of a program that is at home here", () => {
    for (const carrier of [processWith(), processWith({ role: "scientific", isNewOnHost: true })]) {
      expect(decide(1.5, { processes: [carrier] }).alarm).toBe(false);
      expect(decide(6, { processes: [carrier] }).alarm).toBe(true);
    }
  });

  test("asks for more of a program that is new here as on most of the class, unless more speaks against it", () => {
    const agent = { name: "FleetAgent.exe", isNewOnHost: true, isCommonInClass: true, suspicion: 0.3 };
    expect(decide(1.5, { processes: [processWith(agent)] })).toMatchObject({ alarm: false, weight: 0.75 });
    expect(decide(1.5, { processes: [processWith({ ...agent, isCommonInClass: false })] }).alarm).toBe(true);
    expect(decide(1.5, { processes: [processWith({ ...agent, suspicion: 0.5 })] }).alarm).toBe(true);
    const reporting = { hasConnections: true, connections: [connectionWith()] };
    expect(decide(1.5, { processes: [processWith(agent)], ...reporting }).alarm).toBe(true);
  });

  test("does not take a system program's name for an excuse", () => {
    expect(decide(1.2, { processes: [processWith({ name: "svchost.exe", role: "system" })] }).alarm).toBe(true);
  });

  test("does not let an honest name excuse a lasting thin connection or a stopped protection", () => {
    const processes = [processWith()];
    expect(decide(1.2, { processes, hasConnections: true, connections: [connectionWith()] }).alarm).toBe(true);
    expect(decide(1.2, { processes, controls: ["protection-stopped"] }).alarm).toBe(true);
  });

  test("puts hours of copying before a person by what they leave behind", () => {
    const read = { diskReadBytes: 2e12, diskWriteBytes: 8e11 };
    const staged = episodeWith({
      strength: 0.2,
      days: 0.4,
      end: timestamp(START + 51 * DAY),
      metrics: [DISK_WRITE],
      shape: { ...flatShape, metric: DISK_WRITE },
      excess: read,
    });
    const archiver = processWith({ name: "7z.exe", role: "archiver", isNewOnHost: true, isRareInClass: true });
    const isAlarm = (changes: Partial<EpisodeFacts>): boolean => {
      const facts = factsOf(staged, { hasProcessSamples: true, ...changes });
      return decideAlarm(facts, readProfiles(facts), staged).alarm;
    };
    expect(isAlarm({ processes: [archiver], controls: ["device-attached"] })).toBe(true);
    expect(isAlarm({ processes: [archiver] })).toBe(false);
    expect(isAlarm({ controls: ["device-attached"] })).toBe(false);
  });

  test("puts a night's bytes to a place of their own before a person, but not a mail's", () => {
    const sent = episodeWith({
      strength: 0.3,
      days: 0.25,
      metrics: [NETWORK_TRANSMIT],
      shape: { ...flatShape, metric: NETWORK_TRANSMIT, offPeakShare: 1 },
      excess: { networkTransmitBytes: 1e11 },
    });
    const isAlarm = (bytesOut: number): boolean => {
      const facts = factsOf(sent, {
        hasConnections: true,
        connections: [connectionWith({ isExternal: true, isRareInFleet: true, bytesOut, rate: 5e6 })],
      });
      return decideAlarm(facts, readProfiles(facts), sent).alarm;
    };
    expect([1e11, 2e9, 1e6].map(isAlarm)).toEqual([true, false, false]);
  });

  test("puts a weaker one before a person where one place took most of it, or who packed it is new here and rare", () => {
    const sent = episodeWith({
      strength: 0.15,
      days: 0.25,
      metrics: [NETWORK_TRANSMIT],
      shape: { ...flatShape, metric: NETWORK_TRANSMIT, offPeakShare: 1 },
      excess: { networkTransmitBytes: 1e11 },
    });
    const isAlarmTo = (bytesOut: number): boolean => {
      const facts = factsOf(sent, { hasConnections: true, connections: [connectionWith({ bytesOut, rate: 5e6 })] });
      return decideAlarm(facts, readProfiles(facts), sent).alarm;
    };
    expect([9e10, 3e10].map(isAlarmTo)).toEqual([true, false]);

    const packed = episodeWith({
      strength: 0.12,
      days: 0.4,
      metrics: [DISK_WRITE],
      shape: { ...flatShape, metric: DISK_WRITE },
      excess: { diskReadBytes: 2e12, diskWriteBytes: 8e11 },
    });
    const isAlarmBy = (isNew: boolean): boolean => {
      const archiver = processWith({ name: "7z.exe", role: "archiver", isNewOnHost: isNew, isRareInClass: isNew });
      const facts = factsOf(packed, {
        hasProcessSamples: true,
        processes: [archiver],
        controls: ["device-attached"],
      });
      return decideAlarm(facts, readProfiles(facts), packed).alarm;
    };
    expect([true, false].map(isAlarmBy)).toEqual([true, false]);
  });

  test("puts files that are rewritten where they lie before a person once a protection was stopped for it", () => {
    const rewritten = episodeWith({
      strength: 0.3,
      days: 0.3,
      metrics: [DISK_WRITE],
      shape: { ...flatShape, metric: DISK_WRITE },
      excess: { diskReadBytes: 1.7e12, diskWriteBytes: 1.7e12 },
    });
    const stranger = processWith({ name: "update.exe", isNewOnHost: true, isRareInClass: true, suspicion: 0.5 });
    const isAlarm = (controls: readonly string[], changes: Partial<EpisodeFacts> = {}): boolean => {
      const facts = factsOf(rewritten, { hasProcessSamples: true, processes: [stranger], controls, ...changes });
      return decideAlarm(facts, readProfiles(facts), rewritten).alarm;
    };
    expect(isAlarm(["protection-stopped"])).toBe(true);
    expect(isAlarm([])).toBe(false);
    // That a build agent writes as much by its trade excuses its compiler, and nobody else.
    expect(isAlarm(["protection-stopped"], { expectation: "bursty" })).toBe(true);
    const compiler = processWith({ name: "cl.exe", role: "build" });
    expect(isAlarm(["protection-stopped"], { expectation: "bursty", processes: [compiler] })).toBe(false);
  });

  test("does not wake anybody for a known program that spins on exactly one core", () => {
    expect(decide(2.5, { processes: [processWith()] }, { meanCores: 1.02 }).alarm).toBe(false);
    expect(decide(2.5, { processes: [processWith({ isMasquerading: true })] }, { meanCores: 1.02 }).alarm).toBe(true);
  });

  test("weighs down bytes that went to no rare place outside, where connections are known", () => {
    const shape = { ...flatShape, metric: NETWORK_TRANSMIT };
    const weightOf = (changes: Partial<EpisodeFacts>): number => {
      const episode = episodeWith({ strength: 2, shape, metrics: [NETWORK_TRANSMIT] });
      return decideAlarm(factsOf(episode, changes), [], episode).weight;
    };
    expect(weightOf({ hasConnections: true })).toBeLessThan(1);
    expect(weightOf({ hasConnections: true, connections: [connectionWith()] })).toBe(2);
    expect(weightOf({})).toBe(2);
  });

  test("does not hold against a silence that nothing was connected that a load could report to", () => {
    for (const kind of ["drop", "missing-data", "falsified-reading"] as const) {
      const facts = factsOf(episodeWith({ strength: 0.7, kind }), { hasConnections: true });
      expect(decideAlarm(facts, [], facts.episode).why, kind).toEqual([]);
    }
    expect(decide(0.7, { hasConnections: true }).why).toEqual(["Nothing that it could report to was connected."]);
  });

  test("weighs down what the whole class began at once", () => {
    expect(decide(2, { simultaneousShare: 0.6 }).alarm).toBe(false);
  });

  test("weighs up what no sampled process will own to", () => {
    expect(decide(0.8, { hasProcessSamples: true, unattributedShare: 0.9 }).alarm).toBe(true);
  });

  test("says what moved it, a sentence each", () => {
    const { why } = decide(1, { processes: [processWith({ isMiner: true })], controls: ["protection-stopped"] });
    expect(why).toHaveLength(2);
    for (const sentence of why) expect(sentence).toMatch(/^\S.*\.$/);
  });
});
