/** The part of a lane that lies in what is shown, with one point beyond each edge so that lines run to it. */
import type { LaneData } from "../../src/api/engine-contract.ts";
import type { TimeRange } from "../../src/base/time.ts";

export function visiblePart(lane: LaneData, range: TimeRange): LaneData {
  const { envelope, band } = lane;
  const [from, to] = between(envelope.times, range);
  const cut = (values: Float64Array): Float64Array => values.subarray(from, to);
  return {
    ...lane,
    envelope: {
      times: cut(envelope.times),
      min: cut(envelope.min),
      mean: cut(envelope.mean),
      max: cut(envelope.max),
      count: cut(envelope.count),
    },
    band: band === undefined ? undefined : cutBand(band, range),
  };
}

function cutBand(band: NonNullable<LaneData["band"]>, range: TimeRange): NonNullable<LaneData["band"]> {
  const [from, to] = between(band.times, range);
  return {
    times: band.times.subarray(from, to),
    low: band.low.subarray(from, to),
    median: band.median.subarray(from, to),
    high: band.high.subarray(from, to),
  };
}

/** Positions from the last time before the range to the first one after it, the second exclusive. */
function between(times: Float64Array, range: TimeRange): readonly [number, number] {
  return [Math.max(0, firstFrom(times, range.start) - 1), Math.min(times.length, firstFrom(times, range.end) + 1)];
}

/** Position of the first time that is not before an instant. */
function firstFrom(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
