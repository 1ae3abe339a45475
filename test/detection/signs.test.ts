import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/base/time.ts";
import { detectFleet } from "../../src/detection/detect-fleet.ts";
import type { HostHours, WitnessHours } from "../../src/detection/input.ts";
import type { DetectedEpisode, EpisodeKind } from "../../src/model/episode.ts";
import {
  CPU_UTILIZATION,
  GPU_MEMORY,
  GPU_UTILIZATION,
  HYPERVISOR_CPU,
  NETWORK_TRANSMIT,
  POWER,
} from "../../src/model/metrics.ts";
import { classOfTest, hostOfTest, quietLoad, START, type HourOfTest } from "./host-series.ts";

const DAYS = 70;
const ONSET = 40 * 24;

type Load = (at: HourOfTest) => number;

const hourIn = (time: number): number => (time - START) / HOUR;
const isLate = ({ hour }: HourOfTest): boolean => hour >= ONSET;
/** A busy server: a third of it by day, a sixth by night. */
const busyLoad: Load = ({ isBusiness, random }) => (isBusiness ? 0.33 : 0.16) + 0.01 * random.normal();

function classWith(metrics: Readonly<Record<string, Load>>, witnesses: readonly WitnessHours[] = []): HostHours[] {
  const [subject, ...peers] = classOfTest({ host: "subject", days: DAYS, metrics }, 7);
  return subject === undefined ? [] : [{ ...subject, witnesses }, ...peers];
}

/** The subject with a load of its own among busy servers. */
const amongBusy = (load: Load): HostHours[] =>
  Array.from({ length: 7 }, (_, i) =>
    hostOfTest({
      host: i === 0 ? "subject" : `peer-${i}`,
      className: "busy",
      days: DAYS,
      metrics: { [CPU_UTILIZATION]: i === 0 ? load : busyLoad },
    }),
  );

const ofSubject = (fleet: readonly HostHours[]): DetectedEpisode[] =>
  detectFleet(fleet).episodes.filter(({ host }) => host === "subject");
const kindsOf = (fleet: readonly HostHours[]): EpisodeKind[] => ofSubject(fleet).map(({ kind }) => kind);
const signOf = (fleet: readonly HostHours[], kind: EpisodeKind): DetectedEpisode | undefined =>
  ofSubject(fleet).find((episode) => episode.kind === kind);

describe("kinds of load", () => {
  test("a step to a noisy level is a level shift, one to a level line a flat plateau", () => {
    const noisy: Load = (at) => quietLoad(at) + (isLate(at) ? 0.3 * (1 + 0.5 * at.random.normal()) : 0);
    const flat: Load = (at) => (isLate(at) ? 0.6 + 0.005 * at.random.normal() : quietLoad(at));
    expect(kindsOf(classWith({ [CPU_UTILIZATION]: noisy }))).toContain("level-shift");
    expect(kindsOf(classWith({ [CPU_UTILIZATION]: flat }))).toContain("flat-plateau");
  });

  test("what creeps up is a slow drift", () => {
    const creeping: Load = (at) => quietLoad(at) + Math.max(0, (at.hour - 20 * 24) / (50 * 24)) * 0.5;
    expect(kindsOf(classWith({ [CPU_UTILIZATION]: creeping }))).toContain("slow-drift");
  });

  test("more by night than by day is a rhythm change, with or without more load", () => {
    const throttled: Load = (at) => (isLate(at) ? (at.isBusiness ? 0.6 : 0.95) : quietLoad(at));
    expect(kindsOf(classWith({ [CPU_UTILIZATION]: throttled }))).toEqual(["rhythm-change"]);
    const moved: Load = (at) => (isLate(at) ? busyLoad({ ...at, isBusiness: !at.isBusiness }) : busyLoad(at));
    const sign = signOf(amongBusy(moved), "rhythm-change");
    expect(Math.abs(hourIn(sign?.start ?? 0) - ONSET)).toBeLessThanOrEqual(72);
  });
});

describe("a drop of load", () => {
  test("is listed from when it fell, with what is left, and is no alarm by itself", () => {
    const sign = signOf(classWith({ [CPU_UTILIZATION]: (at) => (isLate(at) ? 0.02 : busyLoad(at)) }), "drop");
    expect(Math.abs(hourIn(sign?.start ?? 0) - ONSET)).toBeLessThanOrEqual(12);
    expect(sign).toMatchObject({ end: undefined, metrics: [CPU_UTILIZATION], excess: {} });
    expect(sign?.shape.level).toBeCloseTo(0.02, 2);
    expect(sign?.shape.normalLevel).toBeGreaterThan(0.12);
    expect(sign?.strength).toBeLessThan(1);
  });

  test("is none where the whole class fell", () => {
    const load: Load = (at) => (isLate(at) ? 0.02 : busyLoad(at));
    const fleet = Array.from({ length: 7 }, (_, i) =>
      hostOfTest({
        host: i === 0 ? "subject" : `peer-${i}`,
        className: "all",
        days: DAYS,
        metrics: { [CPU_UTILIZATION]: load },
      }),
    );
    expect(kindsOf(fleet)).not.toContain("drop");
  });
});

describe("missing data", () => {
  const silentFor =
    (days: number): Load =>
    (at) =>
      isLate(at) && at.hour < ONSET + days * 24 ? Number.NaN : quietLoad(at);

  test("is listed for a host gone silent while its class reports, to the hour", () => {
    const sign = signOf(classWith({ [CPU_UTILIZATION]: silentFor(4) }), "missing-data");
    expect([hourIn(sign?.start ?? 0), hourIn(sign?.end ?? 0)]).toEqual([ONSET, ONSET + 96]);
    expect(sign?.numbers).toMatchObject({ expectedHours: 96, peersReporting: 6 });
    expect(sign?.strength).toBeLessThan(1);
  });

  test("lasts where the host never came back", () => {
    const sign = signOf(classWith({ [CPU_UTILIZATION]: silentFor(100) }), "missing-data");
    expect([hourIn(sign?.start ?? 0), sign?.end]).toEqual([ONSET, undefined]);
  });

  test("is none for a night, a laptop that sleeps, a class that is silent together, or a host without one", () => {
    expect(kindsOf(classWith({ [CPU_UTILIZATION]: silentFor(0.5) }))).not.toContain("missing-data");
    const laptop: Load = (at) => (at.isBusiness ? quietLoad(at) : Number.NaN);
    expect(kindsOf(classWith({ [CPU_UTILIZATION]: laptop }))).not.toContain("missing-data");
    const metrics = { [CPU_UTILIZATION]: silentFor(4) };
    const together = Array.from({ length: 6 }, (_, i) =>
      hostOfTest({ host: i === 0 ? "subject" : `peer-${i}`, className: "all", days: DAYS, metrics }),
    );
    expect(kindsOf(together)).not.toContain("missing-data");
    expect(kindsOf([hostOfTest({ host: "subject", days: DAYS, metrics })])).not.toContain("missing-data");
  });
});

describe("a falsified reading", () => {
  const witnessOf = (metric: string, witness: WitnessHours["witness"], valueAt: (hour: number) => number) => ({
    metric,
    witness,
    values: Float32Array.from({ length: DAYS * 24 }, (_, hour) => valueAt(hour)),
  });

  test("is a guest's idle CPU where the hypervisor measured a busy one", () => {
    const busy: Load = (at) => (isLate(at) ? 0.75 : quietLoad(at));
    const sign = signOf(classWith({ [CPU_UTILIZATION]: quietLoad, [HYPERVISOR_CPU]: busy }), "falsified-reading");
    expect(sign).toMatchObject({ witness: "hypervisor", frames: ["sources"], metrics: [CPU_UTILIZATION] });
    expect(hourIn(sign?.start ?? 0)).toBe(ONSET);
    expect(sign?.numbers["implied"]).toBeCloseTo(0.75, 5);
    expect(sign?.strength).toBeGreaterThanOrEqual(1);
  });

  test("is a total below the sum of the host's processes", () => {
    const sum = witnessOf(CPU_UTILIZATION, "processes", (hour) => (hour >= ONSET ? 0.8 : 0.04));
    expect(signOf(classWith({ [CPU_UTILIZATION]: quietLoad }, [sum]), "falsified-reading")).toMatchObject({
      witness: "processes",
    });
    const all = witnessOf(CPU_UTILIZATION, "processes", () => 3);
    expect(kindsOf(classWith({ [CPU_UTILIZATION]: quietLoad }, [all]))).not.toContain("falsified-reading");
  });

  test("is an interface that carried less than its connections", () => {
    const sent: Load = () => 20_000;
    const bytes = witnessOf(NETWORK_TRANSMIT, "connections", (hour) => (hour >= ONSET ? 400_000 : Number.NaN));
    expect(
      signOf(classWith({ [CPU_UTILIZATION]: quietLoad, [NETWORK_TRANSMIT]: sent }, [bytes]), "falsified-reading"),
    ).toMatchObject({ witness: "connections", metrics: [NETWORK_TRANSMIT] });
  });

  test("is an idle GPU in a machine that draws a working one's power with its memory in use", () => {
    const metrics = (isUsed: boolean, cpu: Load = quietLoad): Readonly<Record<string, Load>> => ({
      [CPU_UTILIZATION]: cpu,
      [GPU_UTILIZATION]: () => 0,
      [GPU_MEMORY]: (at) => (isUsed && isLate(at) ? 0.7 : 0.05),
      [POWER]: (at) => (isLate(at) ? 290 : 90) + 2 * at.random.normal(),
    });
    expect(signOf(classWith(metrics(true)), "falsified-reading")).toMatchObject({ witness: "gpu-power" });
    expect(kindsOf(classWith(metrics(false)))).not.toContain("falsified-reading");
    const rendering: Load = (at) => (isLate(at) ? 0.9 : quietLoad(at));
    expect(kindsOf(classWith(metrics(true, rendering)))).not.toContain("falsified-reading");
  });
});
