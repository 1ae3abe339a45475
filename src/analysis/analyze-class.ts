/**
 * Detection over one system class, from the store to refined episodes: the piece of an analysis that needs all samples
 * of its hosts and nothing of any other class, so that classes can be done one after the other or at the same time.
 */
import { timestamp, type TimeRange } from "../base/time.ts";
import { detectFleet } from "../detection/detect-fleet.ts";
import type { HostHours } from "../detection/input.ts";
import { chosenOptions, type SamplesOf } from "../detection/parameters.ts";
import { allTeaches } from "../detection/learning.ts";
import { refineOnset, SAMPLES_AROUND } from "../detection/refine-onset.ts";
import { calendarOf, type Calendar } from "../model/calendar.ts";
import { isLoad, type DetectedEpisode } from "../model/episode.ts";
import type { DetectionChoices } from "../model/detection-choices.ts";
import type { HostSummary, SystemClass } from "../model/fleet.ts";
import { sealBaseline } from "../store/conclusions/baseline-table.ts";
import { sealWeek } from "../store/samples/week-table.ts";
import type { PastBlock, PastPart, SealedBaseline, SealedWeek, Workspace } from "../store/workspace.ts";
import type { Pause } from "./pause.ts";
import type { HourSpan } from "./hour-span.ts";
import { orderMemory } from "./order-memory.ts";
import { seasonMemory } from "./season-memory.ts";
import { witnessHours } from "./witness-hours.ts";
import { readHostHours, readMetricSamples, seriesByMetric } from "./read-host-hours.ts";

/** What a thread must be told; structured clone carries it. */
export interface ClassJob {
  /** All hosts of one class, or one host without a class. */
  readonly hosts: readonly HostSummary[];
  readonly systemClass: SystemClass | undefined;
  readonly span: HourSpan;
  readonly range: TimeRange | undefined;
  readonly choices: DetectionChoices;
}

/** Hours without their calendar, which is code (`withCalendar` gives it back), and without what detection alone reads. */
export type PlainHours = Omit<HostHours, "calendar" | "witnesses">;

export interface ClassFindings {
  readonly episodes: readonly DetectedEpisode[];
  readonly baselines: readonly SealedBaseline[];
  /** Of the hosts that have episodes. */
  readonly hours: readonly PlainHours[];
  /** Hosts that had samples. */
  readonly read: number;
}

/** What a class's analysis tells while it is at it. */
export type ClassNotice =
  | { readonly type: "reading"; readonly host: string }
  /** What the next analysis goes on from, to be kept by whoever may write. */
  | { readonly type: "known"; readonly weeks: readonly WeeksOfHost[]; readonly pasts: readonly PastOfMetric[] };

/** Features that were made anew. */
export interface WeeksOfHost {
  readonly host: string;
  readonly weeks: readonly SealedWeek[];
}

export interface PastOfMetric {
  readonly name: string;
  readonly metric: string;
  readonly part: PastPart;
  readonly blocks: readonly PastBlock[];
}

/** What those who are looked at together are called: their class, or the host that has none. */
export function standingName({ name, className }: HostSummary): string {
  return className ?? JSON.stringify([name]);
}

export async function analyzeClass(
  workspace: Workspace,
  job: ClassJob,
  pause: Pause,
  notify: (notice: ClassNotice) => void,
): Promise<ClassFindings> {
  const weeks: WeeksOfHost[] = [];
  const pasts: PastOfMetric[] = [];
  const fleet = await readClass(workspace, job, pause, (host) => notify({ type: "reading", host }), weeks);
  const options = chosenOptions(job.choices, samplesIn(workspace), job.range);
  const [first] = job.hosts;
  const name = first === undefined ? "" : standingName(first);
  const remember = seasonMemory(workspace, name, options.learning ?? allTeaches, (metric, part, blocks) =>
    pasts.push({ name, metric, part, blocks }),
  );
  const orders = orderMemory(workspace, name);
  const { episodes, baselines } = detectFleet(fleet, options, remember, orders);
  for (const { metric, block } of orders.changed()) pasts.push({ name, metric, part: "order", blocks: [block] });
  notify({ type: "known", weeks, pasts });
  const suspects = new Set(episodes.map(({ host }) => host));
  return {
    episodes: episodes.map((episode) => refined(workspace, episode)),
    baselines: baselines.map(sealBaseline),
    hours: fleet.filter(({ host }) => suspects.has(host)).map(({ calendar: _, witnesses: __, ...hours }) => hours),
    read: fleet.length,
  };
}

/** The hours of a class's hosts that have samples; those that had to be made are added to `made`. */
export async function readClass(
  workspace: Workspace,
  { hosts, systemClass, span }: Pick<ClassJob, "hosts" | "systemClass" | "span">,
  pause: Pause,
  onHost: (name: string) => void,
  made: WeeksOfHost[] = [],
): Promise<HostHours[]> {
  const calendars = calendarsOf(systemClass);
  const fleet: HostHours[] = [];
  for (const host of hosts) {
    onHost(host.name);
    const read = readHostHours(workspace, host, systemClass, calendars(host), span);
    if (read !== undefined) {
      fleet.push({ ...read.hours, witnesses: witnessHours(workspace, host, span, read.hours.metrics) });
      if (read.made.length > 0) made.push({ host: host.name, weeks: read.made.map(sealWeek) });
    }
    await pause();
  }
  return fleet;
}

export function withCalendar(hours: PlainHours, host: HostSummary, systemClass: SystemClass | undefined): HostHours {
  return { ...hours, calendar: calendarOf(host, systemClass) };
}

/** Hosts of one zone share a calendar, and with it what detection derives from it. */
function calendarsOf(systemClass: SystemClass | undefined): (host: HostSummary) => Calendar {
  const calendars = new Map<string, Calendar>();
  return (host) => {
    const zone = host.timeZone ?? "";
    const calendar = calendars.get(zone) ?? calendarOf(host, systemClass);
    calendars.set(zone, calendar);
    return calendar;
  };
}

/** The samples of whole metrics, as detection asks for them. */
export function samplesIn(workspace: Workspace): SamplesOf {
  return (host, metric) => {
    const series = seriesByMetric(workspace.series({ hosts: [host], metrics: [metric] })).get(metric) ?? [];
    return readMetricSamples(workspace, series);
  };
}

/** The onset to the sample, from the leading metric's samples. */
function refined(workspace: Workspace, episode: DetectedEpisode): DetectedEpisode {
  // Only a load steps: a contradiction or a silence is as long as its hours, and a breach was found in samples.
  if (episode.kind === "policy-breach" || (!isLoad(episode.kind) && episode.kind !== "drop")) return episode;
  const { metric } = episode.shape;
  const series = seriesByMetric(workspace.series({ hosts: [episode.host], metrics: [metric] })).get(metric) ?? [];
  const around = {
    start: timestamp(episode.start - SAMPLES_AROUND),
    end: timestamp((episode.end ?? episode.start) + SAMPLES_AROUND),
  };
  // How instances are combined depends on all of their samples.
  const samples = readMetricSamples(workspace, series, series.length === 1 ? around : undefined);
  return samples === undefined ? episode : refineOnset(samples, episode);
}
