/** The fleet at a glance: for every host and week, how far its off-peak CPU load stands from its load line. */
import { HOUR, WEEK, timestamp, type Timestamp } from "../base/time.ts";
import { median } from "../statistics/median.ts";
import type { Band, Baseline } from "../model/baseline.ts";
import { calendarOf, type Calendar } from "../model/calendar.ts";
import type { HostSummary } from "../model/fleet.ts";
import { CPU_UTILIZATION } from "../model/metrics.ts";
import type { SeriesSummary } from "../model/series.ts";
import type { Workspace } from "../store/workspace.ts";
import { hourSpan, type HourSpan } from "./hour-span.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { pauseUnder } from "./pause.ts";
import { readMetricSamples, seriesByMetric } from "./read-host-hours.ts";

/** As the engine's contract has it. */
export interface WeeksOfFleet {
  readonly weeks: readonly Timestamp[];
  readonly hosts: readonly WeeksOfHost[];
}

export interface WeeksOfHost {
  readonly host: string;
  readonly className: string | undefined;
  /** Highest episode priority of the host, 0 where there is none. */
  readonly priority: number;
  readonly alarms: number;
  /** Robust z of the week's median off-peak load; NaN without data. */
  readonly residual: Float64Array;
  /** Share of the week's hours, as far as the fleet has data, in which the host has CPU samples. */
  readonly coverage: Float64Array;
}

/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * 24 * HOUR;
/** Weeks that are shown, the latest ones. */
const MOST_WEEKS = 260;

/**
 * Gives the weeks of a workspace's fleet: hosts by name; weeks begin on Mondays, 00:00 UTC. Only hosts that got samples or
 * a new load line since it was asked last are read again, with a pause between any two, and of those who ask while it is
 * at work all get one answer.
 */
export function fleetWeeksOf(workspace: Workspace): () => Promise<WeeksOfFleet> {
  const known = new Map<string, KnownWeeks>();
  return oneAtATime(() => fleetWeeks(workspace, known));
}

interface KnownWeeks extends Pick<WeeksOfHost, "residual" | "coverage"> {
  readonly madeOf: string;
}

async function fleetWeeks(workspace: Workspace, known: Map<string, KnownWeeks>): Promise<WeeksOfFleet> {
  const pause = pauseUnder(undefined);
  const hosts = [...workspace.hosts()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const classes = new Map(workspace.classes().map((systemClass) => [systemClass.name, systemClass]));
  const series = workspace.series({ metrics: [CPU_UTILIZATION] });
  const weeks = weeksOf(series);
  const span = hourSpan(series);
  const episodes = workspace.episodes();
  const analysedAt = workspace.lastAnalysis()?.at;
  const offPeaks = new Map<string, OffPeak>();
  const offPeakFor = (host: HostSummary): OffPeak => {
    const key = JSON.stringify([host.className, host.timeZone]);
    const found = offPeaks.get(key) ?? offPeakOf(calendarOf(host, classes.get(host.className ?? "")), weeks);
    offPeaks.set(key, found);
    return found;
  };
  const rows: WeeksOfHost[] = [];
  for (const host of hosts) {
    const { name, className, timeZone, sampleCount, from, to } = host;
    const madeOf = JSON.stringify([span, weeks.length, analysedAt, className, timeZone, sampleCount, from, to]);
    let found = known.get(name);
    if (found?.madeOf !== madeOf) {
      await pause();
      found = { madeOf, ...weeksOfHost(workspace, host, offPeakFor(host), weeks, span) };
      known.set(name, found);
    }
    const own = episodes.filter((episode) => episode.host === name);
    rows.push({
      host: name,
      className,
      priority: Math.max(0, ...own.map(({ priority }) => priority.score)),
      alarms: own.filter(({ alarm }) => alarm).length,
      residual: found.residual,
      coverage: found.coverage,
    });
  }
  return { weeks, hosts: rows };
}

function weeksOf(series: readonly SeriesSummary[]): Timestamp[] {
  if (series.length === 0) return [];
  const weekOf = (time: number): number => Math.floor((time - FIRST_MONDAY) / WEEK);
  const last = weekOf(Math.max(...series.map(({ to }) => to)));
  const first = Math.max(weekOf(Math.min(...series.map(({ from }) => from))), last - MOST_WEEKS + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => timestamp(FIRST_MONDAY + (first + index) * WEEK));
}

/** What a calendar makes of the hours of the weeks that are shown. */
interface OffPeak {
  /** 1 for an hour that is off-peak, from the first week's beginning on. */
  readonly isOff: Uint8Array;
  /** The bins of each week's off-peak hours. */
  readonly bins: readonly Uint8Array[];
}

const HOURS = WEEK / HOUR;

function offPeakOf(calendar: Calendar, weeks: readonly Timestamp[]): OffPeak {
  const isOff = new Uint8Array(weeks.length * HOURS);
  const bins = weeks.map((week, index) => {
    const own: number[] = [];
    for (let hour = 0; hour < HOURS; hour++) {
      const time = timestamp(week + hour * HOUR);
      if (calendar.isBusinessTime(time)) continue;
      isOff[index * HOURS + hour] = 1;
      own.push(calendar.binOf(time));
    }
    return Uint8Array.from(own);
  });
  return { isOff, bins };
}

function weeksOfHost(
  workspace: Workspace,
  host: HostSummary,
  { isOff, bins }: OffPeak,
  weeks: readonly Timestamp[],
  span: HourSpan | undefined,
): Pick<WeeksOfHost, "residual" | "coverage"> {
  const coverage = new Float64Array(weeks.length);
  const residual = new Float64Array(weeks.length).fill(Number.NaN);
  const baseline = workspace.baseline(host.name, CPU_UTILIZATION);
  const series = seriesByMetric(workspace.series({ hosts: [host.name], metrics: [CPU_UTILIZATION] }));
  const samples = readMetricSamples(workspace, series.get(CPU_UTILIZATION) ?? []);
  const [firstWeek] = weeks;
  if (samples === undefined || firstWeek === undefined || span === undefined) return { residual, coverage };
  const { times, values } = samples;
  const reports = new Uint8Array(isOff.length);
  /** Off-peak values in order of time, and where those of each week end. */
  const offPeak = new Float64Array(times.length);
  const ends = new Int32Array(weeks.length);
  let kept = 0;
  for (let index = 0; index < times.length;) {
    const hour = Math.floor(((times[index] ?? 0) - firstWeek) / HOUR);
    const hourEnd = firstWeek + (hour + 1) * HOUR;
    const isKept = isOff[hour] === 1;
    if (hour >= 0) reports[hour] = 1;
    for (; index < times.length && (times[index] ?? 0) < hourEnd; index++) {
      if (!isKept) continue;
      offPeak[kept] = values[index] ?? Number.NaN;
      kept++;
    }
    if (isKept) ends[Math.floor(hour / HOURS)] = kept;
  }
  let begin = 0;
  bins.forEach((own, index) => {
    const from = Math.max(index * HOURS, (span.start - firstWeek) / HOUR);
    const to = Math.min((index + 1) * HOURS, (span.start - firstWeek) / HOUR + span.hours);
    coverage[index] = reports.subarray(from, to).reduce((sum, one) => sum + one, 0) / Math.max(1, to - from);
    const end = Math.max(begin, ends[index] ?? 0);
    if (baseline !== undefined) residual[index] = standing(offPeak.subarray(begin, end), offPeakLine(baseline, own));
    begin = end;
  });
  return { residual, coverage };
}

interface Line {
  readonly median: number;
  readonly scale: number;
}

/** What is normal for the off-peak hours of a week: the host's own line, and its peers' where they lie lower. */
function offPeakLine(baseline: Baseline, bins: Uint8Array): Line {
  const lineOf = (band: Band): Line => ({
    median: median(Float64Array.from(bins, (bin) => band.median[bin] ?? Number.NaN)),
    scale: median(band.scale),
  });
  const own = lineOf(baseline);
  const peers = baseline.peers === undefined ? undefined : lineOf(baseline.peers);
  return peers !== undefined && peers.median + peers.scale < own.median ? peers : own;
}

function standing(values: Float64Array, line: Line): number {
  return values.length === 0 ? Number.NaN : (median(values) - line.median) / line.scale;
}
