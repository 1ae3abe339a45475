/** The part of a lane that lies in what is shown, with one point beyond each edge so that lines run to it. */
import type { BandOverTime } from "../../src/model/lane.ts";
import type { TimeRange } from "../../src/base/time.ts";
import type { Measured } from "./load-line.ts";

export function visiblePart(lane: Measured, range: TimeRange): Measured {
  const { envelope, band } = lane;
  const [from, to] = between(envelope.times, range);
  const cut = (values: Float64Array): Float64Array => values.subarray(from, to);
  return {
    metric: lane.metric,
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

function cutBand(band: BandOverTime, range: TimeRange): BandOverTime {
  const [from, to] = between(band.times, range);
  return {
    times: band.times.subarray(from, to),
    low: band.low.subarray(from, to),
    median: band.median.subarray(from, to),
    high: band.high.subarray(from, to),
    scale: band.scale.subarray(from, to),
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
