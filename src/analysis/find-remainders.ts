/** Remainders of an episode that should not be there: load that no process or connection accounts for, as sentences. */
import { DAY, HOUR, timestamp, type TimeRange } from "../base/time.ts";
import { gpuContradictions } from "../correlation/gpu-remainder.ts";
import { remainderStanding, UNEXPECTED_SHARE, type Buckets, type RemainderStanding } from "../correlation/remainder.ts";
import type { HostHours } from "../detection/input.ts";
import type { DetectedEpisode, RemainderFinding } from "../model/episode.ts";
import type { HostSummary } from "../model/fleet.ts";
import { findMetric, GPU_UTILIZATION, remainders, type MetricGroup } from "../model/metrics.ts";
import type { Workspace } from "../store/workspace.ts";
import { remainderSeries } from "./remainder-series.ts";
import { list, percent, valueOf } from "./wording.ts";

/** How long before the onset a remainder is measured, and how long after it. */
const BEFORE = 7 * DAY;
const AFTER = 14 * DAY;
/** A remainder below this, in its unit, is what sampling leaves out. */
const LEAST: Readonly<Partial<Record<MetricGroup, number>>> = { cpu: 0.1, disk: 1e6, network: 50_000 };
/** Records that accounted for all but this share of the total can be expected to go on doing so. */
const COMPLETE = 0.25;
const PARTS: Readonly<Partial<Record<MetricGroup, string>>> = {
  cpu: "no sampled process",
  disk: "no sampled process",
  network: "no recorded connection",
};

export function findRemainders(
  workspace: Workspace,
  host: HostSummary,
  hours: HostHours,
  detected: DetectedEpisode,
  range: TimeRange,
): RemainderFinding[] {
  const groups = new Set(detected.metrics.map((metric) => findMetric(metric)?.group));
  // Power is used by something: it may be CPU that no process shows.
  if (groups.has("power")) groups.add("cpu");
  const buckets: Buckets = {
    range: {
      start: timestamp(range.start - BEFORE),
      end: timestamp(Math.min(range.end, range.start + AFTER)),
    },
    width: HOUR,
  };
  const found = remainders.flatMap(({ id, group }): RemainderFinding[] => {
    if (!groups.has(group)) return [];
    const series = remainderSeries(workspace, host, id, buckets);
    const standing = series && remainderStanding(series.total, series.values, buckets, range);
    const text = standing && textOf(id, group, standing);
    if (standing === undefined || text === undefined) return [];
    const { before, inside, share } = standing;
    return [{ metric: id, before, inside, share, text }];
  });
  const contradictions = gpuContradictions(hours, range);
  if (contradictions.length === 0) return found;
  const text = `GPU use did not rise, and ${list(contradictions)} did: work that the meter does not count, or a reading that is not true.`;
  return [...found, { metric: GPU_UTILIZATION, before: undefined, inside: undefined, share: undefined, text }];
}

function textOf(id: string, group: MetricGroup, standing: RemainderStanding): string | undefined {
  const { before, inside, share, totalBefore, hours } = standing;
  const least = LEAST[group] ?? 0;
  const title = findMetric(id)?.title ?? id;
  const value = (amount: number): string => valueOf(Math.max(0, amount), id);
  if (group === "cpu" && inside <= -least) {
    return `Processes use ${valueOf(-inside, id)} more CPU than the host's own reading shows: one of the two readings is not true.`;
  }
  if (inside < least || share < UNEXPECTED_SHARE || before === undefined || totalBefore === undefined) return undefined;
  if (before > Math.max(COMPLETE * totalBefore, least / 2)) return undefined;
  return (
    `${title}: ${value(inside)} over ${hours} hours, ${value(before)} in the week before. ${percent(share)} of the rise ` +
    `is in ${PARTS[group] ?? "nothing"}: something is hidden from the list, or a reading is not true.`
  );
}
