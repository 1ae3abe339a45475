import { describe, expect, test } from "vitest";
import { timestamp, DAY } from "../../src/base/time.ts";
import type { EpisodeFacts } from "../../src/detection/facts.ts";
import { profiles, readProfiles } from "../../src/detection/profiles/index.ts";
import { CPU_UTILIZATION, DISK_READ, DISK_WRITE, NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
import { connectionWith, episodeWith, factsOf, flatShape, processWith, throttledShape } from "./episode-facts.ts";
import { START } from "./host-series.ts";

const winner = (facts: EpisodeFacts): string => readProfiles(facts)[0]?.profile ?? "";
const scoreOf = (facts: EpisodeFacts, profile: string): number =>
  readProfiles(facts).find((reading) => reading.profile === profile)?.score ?? 0;

describe("activity profiles", () => {
  test("give scores between 0 and 1 and a sentence for every reason", () => {
    const everything = factsOf(episodeWith(), {
      processes: [processWith({ isMiner: true, isMasquerading: true })],
      connections: [connectionWith({ isPool: true })],
      controls: ["protection-stopped", "power-saving-off", "device-attached"],
    });
    for (const reading of readProfiles(everything)) {
      expect(reading.score).toBeGreaterThanOrEqual(0);
      expect(reading.score).toBeLessThanOrEqual(1);
      for (const { text } of [...reading.reasons.for, ...reading.reasons.against]) expect(text).toMatch(/^\S.*\.$/);
    }
    expect(readProfiles(everything)).toHaveLength(profiles.all.length);
  });

  test("read a throttled plateau as mining from metrics alone", () => {
    expect(winner(factsOf(episodeWith()))).toBe("cpu-mining");
    expect(scoreOf(factsOf(episodeWith()), "cpu-mining")).toBeGreaterThan(0.8);
  });

  test("read a flat 20 % more as mining from metrics alone, also where no bytes were measured", () => {
    expect(winner(factsOf(episodeWith({ shape: flatShape })))).toBe("cpu-mining");
    const blind = { ...flatShape, diskPerCpu: undefined, networkPerCpu: undefined };
    expect(winner(factsOf(episodeWith({ shape: blind })))).toBe("cpu-mining");
  });

  test("are surer of mining with each thing that a miner needs", () => {
    const episode = episodeWith({ shape: flatShape });
    const bare = scoreOf(factsOf(episode), "cpu-mining");
    const surer: Partial<EpisodeFacts>[] = [
      { hasConnections: true, connections: [connectionWith()] },
      { processes: [processWith({ isMasquerading: true })] },
      { processes: [processWith({ isNewOnHost: true, isRareInClass: true })] },
      { controls: ["protection-stopped"] },
    ];
    for (const facts of surer) expect(scoreOf(factsOf(episode, facts), "cpu-mining")).toBeGreaterThan(bare);
  });

  test("are less sure of mining with each sign of honest work", () => {
    const episode = episodeWith({ shape: flatShape });
    const bare = scoreOf(factsOf(episode), "cpu-mining");
    const proportion = { ...flatShape, diskPerCpu: 1, networkPerCpu: 1.2 };
    const ended = { end: timestamp(START + 52 * DAY), days: 2, shape: flatShape };
    const doubts = [
      factsOf(episode, { simultaneousShare: 0.7 }),
      factsOf(episode, { processes: [processWith({ role: "scientific" })] }),
      factsOf(episodeWith({ shape: proportion })),
      factsOf(episodeWith(ended)),
      factsOf(episode, { hasConnections: true }),
    ];
    for (const facts of doubts) expect(scoreOf(facts, "cpu-mining")).toBeLessThan(bare);
  });

  test("do not fall for a thin connection that another process owns", () => {
    const facts = factsOf(episodeWith(), {
      hasConnections: true,
      connections: [connectionWith({ isOfCarrier: false })],
    });
    expect(scoreOf(facts, "cpu-mining")).toBeLessThan(scoreOf(factsOf(episodeWith()), "cpu-mining"));
  });

  test("name what is carried by a program of that trade", () => {
    const ended = timestamp(START + 51 * DAY);
    const shape = { ...throttledShape, invertedRhythm: false, diskPerCpu: 2, networkPerCpu: 1, flatness: 0.4 };
    const short = episodeWith({
      end: ended,
      days: 0.5,
      shape,
      metrics: [CPU_UTILIZATION, DISK_READ, DISK_WRITE],
      excess: { cpuHours: 3, diskReadBytes: 4e11, diskWriteBytes: 2e11 },
    });
    const by = (role: string): string => winner(factsOf(short, { processes: [processWith({ role })] }));
    expect(["backup", "patching", "build", "scientific", "archiver"].map(by)).toEqual([
      "backup",
      "patching",
      "build",
      "batch",
      "data-staging",
    ]);
  });

  test("do not take a masquerading process at its word", () => {
    const facts = factsOf(episodeWith(), {
      processes: [processWith({ role: "patching", isMasquerading: true, suspicion: 0.7 })],
    });
    expect(winner(facts)).toBe("cpu-mining");
    expect(scoreOf(facts, "patching")).toBeLessThan(0.1);
  });

  test("read a stream of bytes to a rare place as exfiltration", () => {
    const shape = { ...throttledShape, metric: NETWORK_TRANSMIT, level: 1e7, normalLevel: 2e4, invertedRhythm: false };
    const episode = episodeWith({
      shape,
      metrics: [NETWORK_TRANSMIT],
      excess: { networkTransmitBytes: 2e11 },
      end: timestamp(START + 51 * DAY),
      days: 1,
    });
    expect(winner(factsOf(episode))).toBe("exfiltration");
    const connections = [connectionWith({ bytesOut: 2e11, rate: 1e7, port: 443, isOddPort: false })];
    expect(scoreOf(factsOf(episode, { hasConnections: true, connections }), "exfiltration")).toBeGreaterThan(
      scoreOf(factsOf(episode), "exfiltration"),
    );
  });

  test("fall back to unknown where nothing fits", () => {
    const shape = { ...flatShape, level: 0.07, diskPerCpu: 0.5, networkPerCpu: 0.5, persistence: 0.6, flatness: 0.5 };
    expect(winner(factsOf(episodeWith({ shape, days: 2 })))).toBe("unknown");
  });
});
