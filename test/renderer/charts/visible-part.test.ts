import { expect, it } from "vitest";
import { timestamp } from "../../../src/base/time.ts";
import { exampleBand, exampleTrace } from "./example-lane.ts";
import { visiblePart } from "../../../renderer/charts/visible-part.ts";

const values = Float64Array.of(1, 2, 3, 4, 5);
const lane = exampleTrace({
  envelope: { times: Float64Array.of(0, 10, 20, 30, 40), min: values, mean: values, max: values, count: values },
  band: exampleBand(Float64Array.of(0, 20, 40), values, values),
});
const shown = (start: number, end: number) => {
  const { envelope, band } = visiblePart(lane, { start: timestamp(start), end: timestamp(end) });
  return [[...envelope.times], [...envelope.mean], [...(band?.times ?? [])]];
};

it("keeps one point beyond each edge, so that a line runs to it", () => {
  expect(shown(15, 25)).toEqual([
    [10, 20, 30],
    [2, 3, 4],
    [0, 20, 40],
  ]);
});

it("keeps everything of a lane that is shown whole, and an edge of one that lies outside", () => {
  expect(shown(0, 41)[0]).toEqual([0, 10, 20, 30, 40]);
  expect(shown(100, 200)[0]).toEqual([40]);
  expect(shown(-20, -10)[0]).toEqual([0]);
});
