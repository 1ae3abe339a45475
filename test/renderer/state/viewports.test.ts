import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, timestamp, type TimeRange } from "../../../src/base/time.ts";
import { fitInside, NARROWEST, shift, zoomAround } from "../../../renderer/state/viewports.ts";

const range = (start: number, end: number): TimeRange => ({ start: timestamp(start), end: timestamp(end) });
const limits = range(0, 10 * DAY);

describe("fitInside", () => {
  it("moves a range that hangs over an edge instead of cutting it", () => {
    expect(fitInside(range(-DAY, DAY), limits)).toEqual(range(0, 2 * DAY));
    expect(fitInside(range(9 * DAY, 11 * DAY), limits)).toEqual(range(8 * DAY, 10 * DAY));
  });

  it("never shows more than there is or less than a minute", () => {
    expect(fitInside(range(-DAY, 30 * DAY), limits)).toEqual(limits);
    expect(fitInside(range(HOUR, HOUR + 1), limits)).toEqual(range(HOUR, HOUR + NARROWEST));
    expect(fitInside(range(0, HOUR), range(0, MINUTE))).toEqual(range(0, MINUTE));
  });
});

it("keeps the instant under the pointer where it is while zooming", () => {
  const zoomed = zoomAround(range(0, 4 * HOUR), HOUR, 0.5);
  expect(zoomed).toEqual(range(HOUR / 2, 2.5 * HOUR));
  expect((HOUR - zoomed.start) / (zoomed.end - zoomed.start)).toBe(0.25);
});

it("moves both ends", () => {
  expect(shift(range(0, HOUR), DAY)).toEqual(range(DAY, DAY + HOUR));
});
