import { describe, expect, test } from "vitest";
import { timestamp, DAY } from "../../src/base/time.ts";
import type { EpisodeFacts } from "../../src/detection/facts.ts";
import { profiles, readProfiles } from "../../src/detection/profiles/index.ts";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  NETWORK_TRANSMIT,
  POWER,
} from "../../src/model/metrics.ts";
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

  test("read traffic that flows both ways alike as a service's rather than as data leaving", () => {
    const shape = { ...throttledShape, metric: NETWORK_TRANSMIT, level: 1e7, normalLevel: 2e4, invertedRhythm: false };
    const bytesSent = { shape, metrics: [NETWORK_TRANSMIT], days: 1, end: timestamp(START + 51 * DAY) };
    const oneWay = episodeWith({ ...bytesSent, excess: { networkTransmitBytes: 2e11, networkReceiveBytes: 2e9 } });
    const bothWays = episodeWith({ ...bytesSent, excess: { networkTransmitBytes: 2e11, networkReceiveBytes: 2e11 } });
    expect(winner(factsOf(oneWay))).toBe("exfiltration");
    expect(winner(factsOf(bothWays))).not.toBe("exfiltration");
  });

  test("tell a GPU that mines from one that is fed", () => {
    const shape = { ...flatShape, metric: GPU_UTILIZATION, level: 0.9, normalLevel: 0.01 };
    const alone = episodeWith({ shape, metrics: [GPU_UTILIZATION], excess: { gpuHours: 900 } });
    const fed = episodeWith({
      shape,
      metrics: [GPU_UTILIZATION, CPU_UTILIZATION, DISK_READ],
      excess: { gpuHours: 900 },
    });
    expect(winner(factsOf(alone))).toBe("gpu-mining");
    expect(scoreOf(factsOf(fed), "gpu-mining")).toBeLessThan(0.6 * scoreOf(factsOf(alone), "gpu-mining"));
    expect(scoreOf(factsOf(episodeWith()), "gpu-mining")).toBeLessThan(0.1);
    const training = factsOf(fed, { processes: [processWith({ role: "scientific" })] });
    expect(winner(training)).not.toBe("gpu-mining");
  });

  test("read a level load of a browser that never browses as browser mining", () => {
    const browser = processWith({ name: "chrome.exe", role: "browser" });
    const facts = factsOf(episodeWith({ shape: flatShape }), { processes: [browser] });
    expect(winner(facts)).toBe("browser-mining");
    const byDay = { ...flatShape, offPeakShare: 0.1, throttleRatio: 6, flatness: 0.3, networkPerCpu: 1.1 };
    expect(winner(factsOf(episodeWith({ shape: byDay }), { processes: [browser] }))).not.toBe("browser-mining");
    expect(scoreOf(factsOf(episodeWith({ shape: flatShape })), "browser-mining")).toBeLessThan(0.1);
  });

  describe("on a surge of disk traffic", () => {
    const shape = {
      ...flatShape,
      metric: DISK_WRITE,
      level: 5e7,
      normalLevel: 5e5,
      flatness: 0.7,
      diskPerCpu: undefined,
    };
    const surge = { shape, metrics: [DISK_READ, DISK_WRITE], end: timestamp(START + 50.5 * DAY), days: 0.5 };
    const rewritten = episodeWith({ ...surge, excess: { diskReadBytes: 9e11, diskWriteBytes: 9.2e11 } });
    const stranger = processWith({ name: "lk.exe", isNewOnHost: true, isRareInClass: true, suspicion: 0.6 });

    test("read it as encryption only where more than bytes speaks for it", () => {
      expect(winner(factsOf(rewritten))).not.toBe("encryption");
      const facts = { processes: [stranger], controls: ["protection-stopped"], hasProcessSamples: true };
      expect(winner(factsOf(rewritten, facts))).toBe("encryption");
      const restore = { ...facts, processes: [processWith({ role: "backup" })] };
      expect(winner(factsOf(rewritten, restore))).not.toBe("encryption");
    });

    test("read a build agent's as a build, and an update's as patching", () => {
      const built = episodeWith({
        ...surge,
        excess: {
          diskReadBytes: 8e11,
          diskWriteBytes: 1.1e12,
          networkReceiveBytes: 8e10,
          networkTransmitBytes: 1.4e11,
        },
      });
      const recorded = { expectation: "bursty", hasProcessEvents: true } as const;
      expect(winner(factsOf(built, recorded))).toBe("build");
      const updated = episodeWith({
        ...surge,
        excess: { diskReadBytes: 4e11, diskWriteBytes: 5e11, networkReceiveBytes: 6e10, networkTransmitBytes: 1e9 },
      });
      expect(winner(factsOf(updated, recorded))).toBe("patching");
    });

    test("read what an archiver packs and sends as data staging, until it has come to stay", () => {
      const excess = {
        diskReadBytes: 9e11,
        diskWriteBytes: 4e11,
        networkTransmitBytes: 3e11,
        networkReceiveBytes: 1e9,
      };
      const archiver = { hasProcessEvents: true, processes: [processWith({ name: "7z.exe", role: "archiver" })] };
      expect(winner(factsOf(episodeWith({ ...surge, excess }), archiver))).toBe("data-staging");
      const nobody = { hasProcessEvents: true };
      const packed = factsOf(episodeWith({ ...surge, excess }), archiver);
      const unpacked = factsOf(episodeWith({ ...surge, excess }), nobody);
      expect(scoreOf(unpacked, "data-staging")).toBeLessThan(0.5 * scoreOf(packed, "data-staging"));
      const staying = factsOf(episodeWith({ ...surge, excess, end: undefined, days: 60 }), archiver);
      expect(scoreOf(staying, "data-staging")).toBeLessThan(scoreOf(packed, "data-staging"));
    });
  });

  test("read power that neither the CPU nor the idle reading of a GPU accounts for as GPU mining, and no other", () => {
    const shape = { ...flatShape, metric: POWER, normalLevel: 100, level: 270, persistence: 0.99 };
    const drawn = (numbers: Record<string, number>): EpisodeFacts =>
      factsOf(episodeWith({ shape, metrics: [POWER], numbers: { days: 40, ...numbers } }));
    expect(winner(drawn({ gpuLevel: 0.01, unexplainedShare: 1 }))).toBe("gpu-mining");
    expect(winner(drawn({ gpuLevel: 0.01, unexplainedShare: 0.2 }))).toBe("unknown");
    expect(winner(drawn({ gpuLevel: 0.6, unexplainedShare: 1 }))).toBe("unknown");
    expect(winner(drawn({ unexplainedShare: 1 }))).toBe("unknown");
  });

  test("read a render job as a batch, also the first that a host ever had", () => {
    const shape = { ...flatShape, diskPerCpu: 1.2, networkPerCpu: 0.2, level: 0.87 };
    const render = processWith({ role: "render", isNewOnHost: true, isRareInClass: true, suspicion: 0.475 });
    const episode = episodeWith({ shape, days: 12, end: timestamp(START + 62 * DAY) });
    expect(winner(factsOf(episode, { processes: [render] }))).toBe("batch");
    const hidden = { ...render, suspicion: 0.6 };
    expect(scoreOf(factsOf(episode, { processes: [hidden] }), "batch")).toBeLessThan(0.1);
  });

  test("fall back to unknown where nothing fits", () => {
    const shape = { ...flatShape, level: 0.07, diskPerCpu: 0.5, networkPerCpu: 0.5, persistence: 0.6, flatness: 0.5 };
    expect(winner(factsOf(episodeWith({ shape, days: 2 })))).toBe("unknown");
  });
});
