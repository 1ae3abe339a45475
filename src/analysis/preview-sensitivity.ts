/**
 * What other thresholds would make of a workspace, before anybody applies them.
 *
 * What the frames saw of each class is kept, as long as nothing that it rests on changes, so that the next question only
 * judges again: milliseconds instead of the seconds that looking takes. The judging is that of the analysis itself.
 */
import { canonicalJson } from "../base/canonical-json.ts";
import { DAY, HOUR } from "../base/time.ts";
import { judgeFleet, viewOf, type FleetView } from "../detection/detect-fleet.ts";
import { chosenOptions, type DetectionOptions } from "../detection/parameters.ts";
import type { DetectionChoices } from "../model/detection-choices.ts";
import type { DetectedEpisode, Episode } from "../model/episode.ts";
import type { PreviewChange, PreviewedEpisode, PreviewSide, SensitivityPreview } from "../model/sensitivity-preview.ts";
import type { Workspace } from "../store/workspace.ts";
import { readClass, samplesIn } from "./analyze-class.ts";
import { classJobs } from "./analyze-classes.ts";
import { pauseUnder, type Pause } from "./pause.ts";

export type TriedChoices = Pick<DetectionChoices, "sensitivity" | "policies">;

export interface PreviewOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly share: number; readonly doing: string }) => void;
}

export interface SensitivityPreviewer {
  /** A `UserError` "cancelled" where the signal is aborted. */
  preview(workspace: Workspace, tried: TriedChoices, options?: PreviewOptions): Promise<SensitivityPreview>;
}

/** Views of a larger fleet are not kept: a value is about 50 bytes, so these are some 200 MB. */
const MOST_KEPT_HOURS = 4_000_000;
/** An onset to the sample lies at most so far from the hour that detection tells. */
const ONSET_REACH = 4 * HOUR;
/** Episodes are the same incident from this share of common time on. */
const COMMON = 0.5;
const ORDER: readonly PreviewChange[] = ["becomes-alarm", "calms", "appears", "vanishes"];

interface Kept {
  readonly key: string;
  readonly views: readonly FleetView[];
}

export function sensitivityPreviewer(): SensitivityPreviewer {
  let kept: Kept | undefined;
  return {
    async preview(workspace, tried, { signal, onProgress = () => undefined } = {}) {
      const pause = pauseUnder(signal);
      const choices = workspace.choices();
      const key = keyOf(workspace, choices);
      if (kept?.key !== key) kept = undefined;
      const views = kept?.views ?? (await lookAt(workspace, choices, pause, onProgress));
      if (sizeOf(views) <= MOST_KEPT_HOURS) kept = { key, views };
      const known = workspace.episodes();
      const samplesOf = samplesIn(workspace);
      const now = await judgeAll(views, chosenOptions(choices, samplesOf), known, pause);
      const then = await judgeAll(views, chosenOptions({ ...choices, ...tried }, samplesOf), known, pause);
      return {
        now: now.side,
        then: then.side,
        changes: changesBetween(now.weighed, then.weighed),
        hosts: views.reduce((sum, { hosts }) => sum + hosts.length, 0),
        weeks: (views[0]?.hosts[0]?.hours ?? 0) / 168,
      };
    },
  };
}

async function lookAt(
  workspace: Workspace,
  choices: DetectionChoices,
  pause: Pause,
  onProgress: NonNullable<PreviewOptions["onProgress"]>,
): Promise<FleetView[]> {
  const hosts = [...workspace.hosts()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const classes = new Map(workspace.classes().map((systemClass) => [systemClass.name, systemClass]));
  const views: FleetView[] = [];
  let begun = 0;
  for (const job of classJobs(workspace, { hosts, classes, range: undefined, choices })) {
    const fleet = await readClass(workspace, job, pause, (host) =>
      onProgress({ share: begun++ / hosts.length, doing: `Looking at ${host}` }),
    );
    views.push(viewOf(fleet, chosenOptions(choices, samplesIn(workspace))));
    await pause();
  }
  return views;
}

/** Whatever a view rests on; what it is judged by is left out. */
function keyOf(workspace: Workspace, { acceptances, frozen }: DetectionChoices): string {
  return canonicalJson({
    path: workspace.path,
    sources: workspace.sources().map(({ id, sha256 }) => [id, sha256]),
    hosts: workspace.hosts(),
    classes: workspace.classes(),
    acceptances,
    frozen,
  });
}

function sizeOf(views: readonly FleetView[]): number {
  return views.reduce(
    (sum, { hosts, series }) => sum + series.reduce((values, all) => values + all.size, 0) * (hosts[0]?.hours ?? 0),
    0,
  );
}

interface Weighed {
  readonly episode: DetectedEpisode;
  readonly known: Episode | undefined;
  readonly isAlarm: boolean;
}

/** By host, metric and the hour of the onset. */
type ByPlace = ReadonlyMap<string, Weighed>;

/** What one set of choices makes of the views. */
interface Verdict {
  readonly weighed: ByPlace;
  readonly side: PreviewSide;
}

async function judgeAll(
  views: readonly FleetView[],
  options: DetectionOptions,
  known: readonly Episode[],
  pause: Pause,
): Promise<Verdict> {
  const knownOn = byHost(known);
  const weighed = new Map<string, Weighed>();
  let expected = 0;
  let hostWeeks = 0;
  for (const view of views) {
    const { episodes, rating } = judgeFleet(view, options);
    for (const episode of episodes) {
      const same = knownOf(episode, knownOn.get(episode.host) ?? []);
      const key = JSON.stringify([episode.host, episode.shape.metric, episode.start]);
      weighed.set(key, { episode, known: same, isAlarm: isAlarm(episode, same) });
    }
    for (const all of view.series) for (const one of all.values()) expected += rating.expectedAlarms(one);
    hostWeeks += (view.hosts.length * (view.hosts[0]?.hours ?? 0)) / 168;
    await pause();
  }
  const alarms = [...weighed.values()].filter((one) => one.isAlarm);
  return {
    weighed,
    side: {
      alarms: alarms.length,
      unweighed: alarms.filter(({ known: same }) => same === undefined).length,
      listed: weighed.size,
      falsePerHostWeek: hostWeeks === 0 ? 0 : expected / hostWeeks,
    },
  };
}

function byHost(episodes: readonly Episode[]): Map<string, Episode[]> {
  const groups = new Map<string, Episode[]>();
  for (const episode of episodes) groups.set(episode.host, [...(groups.get(episode.host) ?? []), episode]);
  return groups;
}

/** The same incident in the last analysis, by whichever metric it was led then. */
function knownOf(episode: DetectedEpisode, known: readonly Episode[]): Episode | undefined {
  return (
    known.find(
      ({ shape, start }) => shape.metric === episode.shape.metric && Math.abs(start - episode.start) <= ONSET_REACH,
    ) ?? known.find((one) => isSameTime(one, episode))
  );
}

/** As join-candidates.ts has it: half of the time that either takes. */
function isSameTime(a: DetectedEpisode, b: DetectedEpisode): boolean {
  const [endA, endB] = [a.end ?? Number.MAX_SAFE_INTEGER, b.end ?? Number.MAX_SAFE_INTEGER];
  if (a.end === undefined && b.end === undefined) return Math.abs(a.start - b.start) <= DAY;
  const common = Math.min(endA, endB) - Math.max(a.start, b.start);
  return common >= COMMON * (Math.max(endA, endB) - Math.min(a.start, b.start));
}

/** What correlation found moves the bar by the same factor as it did; nobody has looked for it at a new episode. */
function isAlarm({ strength, frames }: DetectedEpisode, known: Episode | undefined): boolean {
  if (known === undefined) return strength >= 1;
  if (known.justification.state === "explained") return false;
  if (frames.includes("policy")) return true;
  const weight = known.numbers["weight"] ?? known.strength;
  // A known miner or pool makes an alarm of whatever is listed (detection/alarm.ts).
  const isPlain = known.alarm && weight < 1 && !known.frames.includes("policy");
  return isPlain || strength * (weight / known.strength) >= 1;
}

function changesBetween(now: ByPlace, then: ByPlace): PreviewedEpisode[] {
  const gone = [...now].filter(([key]) => !then.has(key)).map(([, weighed]) => weighed);
  const pairs: [Weighed | undefined, Weighed | undefined][] = [];
  for (const [key, after] of then) {
    const before = now.get(key) ?? takeSame(gone, after);
    pairs.push([before, after]);
  }
  for (const before of gone) pairs.push([before, undefined]);
  const strength = ({ strengthNow, strengthThen }: PreviewedEpisode): number => strengthThen ?? strengthNow ?? 0;
  return pairs
    .flatMap(([before, after]) => previewed(before, after) ?? [])
    .sort(
      (a, b) =>
        ORDER.indexOf(a.change) - ORDER.indexOf(b.change) ||
        strength(b) - strength(a) ||
        (a.host < b.host ? -1 : a.host > b.host ? 1 : a.start - b.start),
    );
}

/** Other thresholds may make another metric lead an incident: it has not gone for that. */
function takeSame(gone: Weighed[], { episode }: Weighed): Weighed | undefined {
  const at = gone.findIndex((one) => one.episode.host === episode.host && isSameTime(one.episode, episode));
  return at < 0 ? undefined : gone.splice(at, 1)[0];
}

function previewed(before: Weighed | undefined, after: Weighed | undefined): PreviewedEpisode | undefined {
  const one = after ?? before;
  const change = changeOf(before, after);
  if (one === undefined || change === undefined) return undefined;
  const { host, shape, start, end } = one.episode;
  return {
    change,
    host,
    metric: shape.metric,
    // To the sample, where an analysis has looked.
    start: one.known?.start ?? start,
    end,
    strengthNow: before?.episode.strength,
    strengthThen: after?.episode.strength,
    episodeId: one.known?.id,
  };
}

function changeOf(before: Weighed | undefined, after: Weighed | undefined): PreviewChange | undefined {
  if (before === undefined) return after?.isAlarm === true ? "becomes-alarm" : "appears";
  if (after === undefined) return before.isAlarm ? "calms" : "vanishes";
  if (before.isAlarm === after.isAlarm) return undefined;
  return after.isAlarm ? "becomes-alarm" : "calms";
}
