/**
 * Clocks that disagree: the same process starts and connections as two sources saw them, apart by the same time again
 * and again.
 *
 * Only what each source names once is compared, so that a service that starts every night is no evidence. Sources that
 * merely noticed something later (a list taken every minute) disagree by ever different times, and are not told.
 */
import { SECOND } from "../../base/time.ts";
import { median } from "../../statistics/median.ts";

export interface Sighting {
  readonly sourceId: number;
  /** What was seen, so that the same thing has the same key: pid and name, addresses and ports. */
  readonly key: string;
  /** Microseconds. */
  readonly time: number;
}

export interface ClockOffset {
  readonly sourceId: number;
  /** The one that is later, by this many microseconds. */
  readonly laterSourceId: number;
  readonly offset: number;
  /** Things that both saw, and how many of them agree on the offset. */
  readonly pairs: number;
  readonly agreeing: number;
}

const LEAST_PAIRS = 5;
/** Share of the pairs that agree on the offset, within so much. */
const AGREEING = 0.8;
const WITHIN = 2 * SECOND;
/** Writers round and delay by seconds. */
const LEAST_OFFSET = 5 * SECOND;

/** Pairs of sources in the order in which they are met. O(sightings) a pair of sources. */
export function findClockOffsets(sightings: Iterable<Sighting>): ClockOffset[] {
  const bySource = new Map<number, Map<string, number>>();
  for (const { sourceId, key, time } of sightings) {
    const seen = bySource.get(sourceId) ?? new Map<string, number>();
    seen.set(key, seen.has(key) ? Number.NaN : time);
    bySource.set(sourceId, seen);
  }
  const sources = [...bySource];
  return sources.flatMap(([one, times], at) =>
    sources.slice(at + 1).flatMap(([other, otherTimes]) => offsetBetween(one, times, other, otherTimes) ?? []),
  );
}

function offsetBetween(
  one: number,
  times: ReadonlyMap<string, number>,
  other: number,
  otherTimes: ReadonlyMap<string, number>,
): ClockOffset | undefined {
  const offsets: number[] = [];
  for (const [key, time] of times) {
    const offset = (otherTimes.get(key) ?? Number.NaN) - time;
    if (!Number.isNaN(offset)) offsets.push(offset);
  }
  if (offsets.length < LEAST_PAIRS) return undefined;
  const offset = median(offsets);
  const agreeing = offsets.filter((found) => Math.abs(found - offset) <= WITHIN).length;
  if (Math.abs(offset) < LEAST_OFFSET || agreeing < AGREEING * offsets.length) return undefined;
  const isLater = offset > 0;
  return {
    sourceId: isLater ? one : other,
    laterSourceId: isLater ? other : one,
    offset: Math.abs(offset),
    pairs: offsets.length,
    agreeing,
  };
}
