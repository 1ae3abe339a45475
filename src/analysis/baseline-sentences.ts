/** The load line in words: for the hours that deviate most, what is normal, on which evidence, and what was observed. */
import { HOUR, timestamp, type TimeRange } from "../base/time.ts";
import type { Baseline } from "../model/baseline.ts";
import { calendarOf, type Calendar } from "../model/calendar.ts";
import type { Episode } from "../model/episode.ts";
import type { HostSummary } from "../model/fleet.ts";
import { findMetric } from "../model/metrics.ts";
import { median } from "../statistics/median.ts";
import type { Workspace } from "../store/workspace.ts";
import { readMetricSamples, seriesByMetric } from "./read-host-hours.ts";
import { valueOf } from "./wording.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

interface ObservedBin {
  readonly bin: number;
  readonly isBusiness: boolean;
  /** Median of the episode's samples in this hour of the week. */
  readonly observed: number;
  readonly hours: number;
}

/** One sentence for business hours and one for the rest, where the episode has them. */
export function baselineSentences(workspace: Workspace, episode: Episode, host: HostSummary | undefined): string[] {
  const { metric } = episode.shape;
  if (episode.metrics.length === 0) return [];
  const baseline = workspace.baseline(episode.host, metric);
  if (baseline === undefined || host === undefined) {
    return [`No load line is stored for ${findMetric(metric)?.title ?? metric} of ${episode.host}.`];
  }
  const systemClass = workspace.classes().find(({ name }) => name === host.className);
  const calendar = calendarOf(host, systemClass);
  const bins = observedBins(workspace, episode, calendar);
  return [false, true].flatMap((isBusiness) => {
    const worst = bins
      .filter((bin) => bin.isBusiness === isBusiness)
      .sort((a, b) => excess(b, baseline, episode) - excess(a, baseline, episode) || a.bin - b.bin)[0];
    return worst === undefined ? [] : [sentence(worst, baseline, metric)];
  });
}

function sentence({ bin, observed, hours }: ObservedBin, baseline: Baseline, metric: string): string {
  const day = DAYS[Math.floor(bin / 24)] ?? "";
  const hour = `${String(bin % 24).padStart(2, "0")}:00`;
  const title = findMetric(metric)?.title ?? metric;
  const evidence = [own(baseline, bin), peers(baseline, bin, metric)].filter((part) => part !== "").join("; ");
  const normally = `normally ${span(baseline.low[bin], baseline.high[bin], metric)} (${evidence})`;
  return `${title}, ${day} ${hour} (${baseline.zone}): ${normally}; observed ${valueOf(observed, metric)} (median of ${hours} such ${hours === 1 ? "hour" : "hours"} in the episode).`;
}

function own({ count }: Baseline, bin: number): string {
  const weeks = count[bin] ?? 0;
  return `n = ${weeks} ${weeks === 1 ? "week" : "weeks"}`;
}

function peers({ peers: band }: Baseline, bin: number, metric: string): string {
  if (band === undefined) return "too few peers to compare";
  return `peers ${span(band.low[bin], band.high[bin], metric)}, ${band.hosts} hosts`;
}

function span(low: number | undefined, high: number | undefined, metric: string): string {
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return "unknown";
  return `${valueOf(low, metric)} to ${valueOf(high, metric)}`;
}

/** How far an hour of the week stands above the line that the episode was measured against. */
function excess({ bin, observed }: ObservedBin, baseline: Baseline, episode: Episode): number {
  const band = episode.startsBeforeData ? (baseline.peers ?? baseline) : baseline;
  const above = observed - (band.median[bin] ?? Number.NaN);
  return Number.isNaN(above) ? Number.NEGATIVE_INFINITY : above;
}

function observedBins(workspace: Workspace, episode: Episode, calendar: Calendar): ObservedBin[] {
  const { metric } = episode.shape;
  const all = seriesByMetric(workspace.series({ hosts: [episode.host], metrics: [metric] })).get(metric) ?? [];
  const end = episode.end ?? timestamp(Math.max(episode.start, ...all.map(({ to }) => to)) + 1);
  const range: TimeRange = { start: episode.start, end };
  const samples = readMetricSamples(workspace, all, range);
  const byBin = new Map<number, { values: number[]; hours: Set<number>; isBusiness: boolean }>();
  samples?.times.forEach((time, index) => {
    const instant = timestamp(time);
    const bin = calendar.binOf(instant);
    const entry = byBin.get(bin) ?? { values: [], hours: new Set(), isBusiness: calendar.isBusinessTime(instant) };
    entry.values.push(samples.values[index] ?? Number.NaN);
    entry.hours.add(Math.floor(time / HOUR));
    byBin.set(bin, entry);
  });
  return [...byBin].map(([bin, { values, hours, isBusiness }]) => ({
    bin,
    isBusiness,
    observed: median(values),
    hours: hours.size,
  }));
}
