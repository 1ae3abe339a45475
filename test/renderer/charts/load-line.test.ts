import { describe, expect, it } from "vitest";
import type { LaneData } from "../../../src/model/lane.ts";
import type { Against } from "../../../renderer/charts/lane.ts";
import { exampleBand, exampleTrace } from "./example-lane.ts";
import {
  bandSteps,
  greatestOf,
  longestStep,
  measuredAgainst,
  nearestPoint,
  outsideBand,
} from "../../../renderer/charts/load-line.ts";

const lane = (band: LaneData["band"]): LaneData =>
  exampleTrace({
    envelope: {
      times: Float64Array.of(0, 10, 20, 30),
      min: Float64Array.of(0.01, 0.02, 0.9, 0.02),
      mean: Float64Array.of(0.05, 0.03, 0.95, 0.005),
      max: Float64Array.of(0.06, 0.04, 0.99, 0.04),
      count: Float64Array.of(1, 2, 2, 2),
    },
    band,
  });
const band = exampleBand(Float64Array.of(5, 20), Float64Array.of(0.02, 0.02), Float64Array.of(0.08, 0.09));

describe("outsideBand", () => {
  it("flags nothing before an analysis", () => {
    expect([...outsideBand(lane(undefined))]).toEqual([0, 0, 0, 0]);
  });

  it("holds each point against the step of the band that it falls into, on both sides", () => {
    expect([...bandSteps(lane(band))]).toEqual([-1, 0, 1, 1]);
    expect([...outsideBand(lane(band))]).toEqual([0, 0, 1, 1]);
  });

  it("takes the class's line, or none, where the lane is held against that", () => {
    const { times, low, median, high, scale } = band;
    const peers = { times, low, median, high: high.map(() => 1), scale, hosts: 11 };
    const own = lane({ ...band, peers });
    const outside = (against: Against): number[] => [...outsideBand(measuredAgainst(own, against))];
    expect([outside("own"), outside("class"), outside("none")]).toEqual([
      [0, 0, 1, 1],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
    ]);
  });

  it("lets pass what stands outside by less than means anything", () => {
    const near = {
      ...lane(band),
      envelope: { ...lane(band).envelope, mean: Float64Array.of(0.05, 0.085, 0.095, 0.012) },
    };
    expect([...outsideBand(near)]).toEqual([0, 0, 0, 0]);
  });
});

it("finds the greatest value that a lane has to hold", () => {
  expect([
    greatestOf(lane(band)),
    greatestOf({ ...lane(band), band: { ...band, high: Float64Array.of(2, 1) } }),
  ]).toEqual([0.99, 2]);
});

it("breaks a line where a step is several times the usual one", () => {
  const limit = longestStep(Float64Array.of(0, 10, 20, 30, 300, 310));
  expect(limit).toBeGreaterThan(20);
  expect(limit).toBeLessThan(270);
  expect(longestStep(Float64Array.of(1, 2))).toBe(Number.POSITIVE_INFINITY);
});

it("finds the point nearest to an instant, and none among none", () => {
  const times = Float64Array.of(0, 10, 20);
  expect([-5, 4, 6, 15, 99].map((time) => nearestPoint(times, time))).toEqual([0, 0, 1, 1, 2]);
  expect(nearestPoint(new Float64Array(), 1)).toBe(-1);
});
