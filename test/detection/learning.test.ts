import { describe, expect, test } from "vitest";
import { HOUR, timestamp } from "../../src/base/time.ts";
import { detectFleet, type FleetDetection } from "../../src/detection/detect-fleet.ts";
import type { Learning } from "../../src/detection/learning.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { classOfTest, quietLoad, START, type HourOfTest } from "./host-series.ts";

const SHIFT = 30 * 24;
const SECOND = 90 * 24;
const at = (hour: number) => timestamp(START + hour * HOUR);

/** From day 30 on a third of the machine more; from day 90 on, where told, another third. */
const shifted =
  (hasSecond: boolean) =>
  (time: HourOfTest): number =>
    quietLoad(time) + (time.hour >= SHIFT ? 0.3 : 0) + (hasSecond && time.hour >= SECOND ? 0.3 : 0);

const fleet = (hasSecond = false, days = 130) =>
  classOfTest({ host: "subject", days, metrics: { [CPU_UTILIZATION]: shifted(hasSecond) } }, 6);

const accepted: Learning = {
  acceptances: [{ host: "subject", metrics: [CPU_UTILIZATION], from: at(SHIFT) }],
  frozenAt: undefined,
};
const frozen: Learning = { acceptances: [], frozenAt: at(25 * 24) };

const lineOf = ({ baselines }: FleetDetection) =>
  baselines.find(({ host, metric }) => host === "subject" && metric === CPU_UTILIZATION);

const ofSubject = (learning: Learning | undefined, hasSecond = false) => {
  const found = detectFleet(fleet(hasSecond), learning === undefined ? {} : { learning });
  return {
    strong: found.episodes.filter(({ host, strength }) => host === "subject" && strength >= 1),
    line: lineOf(found),
  };
};

describe("a shift that nobody accepted", () => {
  test("is never absorbed: it stays one episode to the end, and the load line stays what it was", () => {
    const { strong, line } = ofSubject(undefined);
    expect(strong.map(({ start, end }) => [(start - START) / HOUR, end])).toEqual([[SHIFT, undefined]]);
    expect(Math.max(...(line?.median ?? []))).toBeLessThan(0.15);
    expect(line?.learned.end).toBeLessThanOrEqual(at(SHIFT));
  });

  test("is not absorbed by an acceptance of another host or of another metric", () => {
    for (const acceptance of [
      { host: "peer-0", metrics: [CPU_UTILIZATION], from: at(SHIFT) },
      { host: "subject", metrics: ["hw.power"], from: at(SHIFT) },
    ]) {
      expect(ofSubject({ acceptances: [acceptance], frozenAt: undefined }).strong).toHaveLength(1);
    }
  });
});

describe("a shift that somebody accepted", () => {
  test("is no deviation any more, and the load line learns from it on", () => {
    const { strong, line } = ofSubject(accepted);
    expect(strong).toEqual([]);
    expect(Math.min(...(line?.median ?? []))).toBeGreaterThan(0.25);
    expect(line?.learned.start).toBe(at(SHIFT));
  });

  test("hides no second one", () => {
    const { strong } = ofSubject(accepted, true);
    expect(strong.map(({ start }) => (start - START) / HOUR)).toEqual([SECOND]);
    expect(strong[0]?.shape.normalLevel).toBeGreaterThan(0.25);
  });
});

describe("load lines that are frozen as of a date", () => {
  test("learn nothing of what came after it", () => {
    const { line } = ofSubject(frozen);
    expect(line?.learned.end).toBe(at(25 * 24));
    for (const hours of [130, 60]) {
      const same = lineOf(detectFleet(fleet(false, hours), { learning: frozen }));
      expect(same?.median).toEqual(line?.median);
    }
  });

  test("know of no acceptance of a later shift", () => {
    expect(ofSubject({ ...accepted, frozenAt: at(25 * 24) }).strong).toHaveLength(1);
  });
});
