/** Two sources that give samples of the same series over the same time. */
import { HOUR, overlap, timestamp, type TimeRange } from "../../base/time.ts";
import type { Contribution } from "../../store/workspace.ts";

export interface SourceOverlap {
  readonly earlierSourceId: number;
  readonly laterSourceId: number;
  readonly seriesIds: readonly number[];
  /** From the first to the last common time of any series. */
  readonly range: TimeRange;
}

/** Exports that follow each other share their edge. */
const LEAST = HOUR;

/** By pairs of sources; the later one is the one that came into the workspace later. */
export function findOverlaps(contributions: readonly Contribution[]): SourceOverlap[] {
  const bySeries = new Map<number, Contribution[]>();
  for (const one of contributions) bySeries.set(one.seriesId, [...(bySeries.get(one.seriesId) ?? []), one]);
  const found = new Map<string, SourceOverlap>();
  for (const [seriesId, all] of bySeries) {
    all.forEach((one, at) => {
      for (const other of all.slice(at + 1)) {
        if (other.sourceId === one.sourceId || overlap(spanOf(one), spanOf(other)) < LEAST) continue;
        const [earlierSourceId, laterSourceId] =
          one.sourceId < other.sourceId ? [one.sourceId, other.sourceId] : [other.sourceId, one.sourceId];
        const key = `${earlierSourceId} ${laterSourceId}`;
        const known = found.get(key);
        const start = Math.max(one.from, other.from);
        const end = Math.min(one.to, other.to);
        found.set(key, {
          earlierSourceId,
          laterSourceId,
          seriesIds: [...(known?.seriesIds ?? []), seriesId],
          range: {
            start: timestamp(Math.min(start, known?.range.start ?? start)),
            end: timestamp(Math.max(end, known?.range.end ?? end)),
          },
        });
      }
    });
  }
  return [...found.values()];
}

function spanOf({ from, to }: Contribution): TimeRange {
  return { start: from, end: to };
}
