import { describe, expect, test } from "vitest";
import { decideAlarm, type AlarmDecision } from "../../src/detection/alarm.ts";
import type { EpisodeFacts } from "../../src/detection/facts.ts";
import { readProfiles } from "../../src/detection/profiles/index.ts";
import { NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
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

  test("does not take a system program's name for an excuse", () => {
    expect(decide(1.2, { processes: [processWith({ name: "svchost.exe", role: "system" })] }).alarm).toBe(true);
  });

  test("does not let an honest name excuse a lasting thin connection or a stopped protection", () => {
    const processes = [processWith()];
    expect(decide(1.2, { processes, hasConnections: true, connections: [connectionWith()] }).alarm).toBe(true);
    expect(decide(1.2, { processes, controls: ["protection-stopped"] }).alarm).toBe(true);
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
