/**
 * The whole analysis: baselines, episodes, what caused them, who was allowed what, and what to look at first.
 *
 * The store is read host by host and class by class, so that no fleet is ever in memory. The same workspace gives the same
 * episodes, byte for byte, in whatever order its sources were imported and whatever was analysed before. No result is
 * stored before all is known: a cancel leaves those of the last analysis.
 */
import { canonicalJson } from "../base/canonical-json.ts";
import { overall } from "../base/progress.ts";
import { fromMilliseconds, type TimeRange, type Timestamp } from "../base/time.ts";
import { defaultParameters } from "../detection/parameters.ts";
import { simultaneousShares } from "../detection/simultaneous-share.ts";
import type { Episode } from "../model/episode.ts";
import type { HostSummary } from "../model/fleet.ts";
import { openBaseline, sealBaseline } from "../store/conclusions/baseline-table.ts";
import type { SealedBaseline, Workspace } from "../store/workspace.ts";
import { standingName, withCalendar } from "./analyze-class.ts";
import { analyzeClasses } from "./analyze-classes.ts";
import { contentLabels, requireContent, type LoadedContent } from "./load-content.ts";
import { correlateEpisode, type Surroundings } from "./correlate-episode.ts";
import { findIndicators } from "./find-indicators.ts";
import { takeInventory } from "./fleet-inventory.ts";
import { indicatorEpisode, isTold } from "./indicator-episode.ts";
import { markClusters, withoutClusters } from "./mark-clusters.ts";
import { pauseUnder } from "./pause.ts";

export interface AnalysisProgress {
  readonly share: number;
  readonly doing: string;
}

export interface AnalysisOptions {
  /** Only these hosts' results are renewed; the rest of their classes is read, since it says what is normal. */
  readonly hosts?: readonly string[];
  /** What is shipped and what the workspace's bundles brought, unless told. */
  readonly content?: LoadedContent;
  /** Only episodes that touch this range are kept; all data teach. */
  readonly range?: TimeRange;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AnalysisProgress) => void;
  /** Threads that detect, at most one a class; what pays unless told, 0 for none. They change no result. */
  readonly workers?: number;
  /** The clock of the run's record. */
  readonly now?: () => Timestamp;
}

export interface AnalysisResult {
  /** Highest priority first. */
  readonly episodes: Episode[];
  readonly hosts: number;
  readonly elapsedMs: number;
}

/** What each stage of the work takes, as a share of the whole. */
const STAGES = { detect: 0.6, inventory: 0.75 } as const;

/** A `UserError` "cancelled" where the signal is aborted. */
export async function analyzeWorkspace(workspace: Workspace, options: AnalysisOptions = {}): Promise<AnalysisResult> {
  const started = performance.now();
  const pause = pauseUnder(options.signal);
  const progress = options.onProgress ?? (() => undefined);
  const { knowledge, listing } = options.content ?? requireContent(workspace, undefined);
  const hosts = [...workspace.hosts()].sort((a, b) => compare(a.name, b.name));
  const renewed = new Set(options.hosts ?? hosts.map(({ name }) => name));
  const needed = withClassmates(hosts, renewed);

  const classes = new Map(workspace.classes().map((systemClass) => [systemClass.name, systemClass]));
  const choices = workspace.choices();
  const run = { hosts: needed, classes, range: options.range, choices, workers: options.workers };
  const findings = await analyzeClasses(workspace, run, pause, (share, doing) =>
    progress({ share: overall(0, STAGES.detect, share), doing }),
  );
  if (options.hosts === undefined) workspace.forgetPastBut([...new Set(hosts.map(standingName))]);
  const found = findings.flatMap(({ episodes }) => episodes);
  const baselines = findings.flatMap((finding) => finding.baselines);

  progress({ share: STAGES.detect, doing: "Taking stock of programs and destinations" });
  const wanted = found.filter(({ host }) => renewed.has(host));
  const inventory = await takeInventory(workspace, hosts, knowledge, pause);
  const bands = new Map(baselines.map((baseline) => [keyOf(baseline.host, baseline.metric), baseline]));
  const surroundings: Surroundings = {
    workspace,
    inventory,
    justifications: workspace.justifications(),
    subjects: workspace.subjects(),
    knowledge,
    pause,
    baselineOf: (host, metric) => {
      const sealed = bands.get(keyOf(host, metric));
      return sealed === undefined ? undefined : openBaseline(sealed);
    },
    simultaneousShare: simultaneousShares(
      found,
      needed.map(({ name, className }) => [name, className]),
    ),
  };
  const summaries = new Map(hosts.map((host) => [host.name, host]));
  const hoursOf = new Map(findings.flatMap(({ hours }) => hours).map((hours) => [hours.host, hours]));
  const fresh: Episode[] = [];
  for (const [index, detected] of wanted.entries()) {
    const host = summaries.get(detected.host);
    const hours = hoursOf.get(detected.host);
    if (host === undefined || hours === undefined) continue;
    progress({
      share: overall(STAGES.inventory, 1, index / wanted.length),
      doing: `Looking for causes on ${host.name}`,
    });
    const systemClass = classes.get(host.className ?? "");
    fresh.push(await correlateEpisode(detected, host, withCalendar(hours, host, systemClass), surroundings));
    await pause();
  }

  const indicators = await findIndicators(
    workspace,
    inventory,
    hosts.filter(({ name }) => renewed.has(name)),
    (host, range) => fresh.some((episode) => episode.host === host && touches(episode, range)),
    knowledge,
    pause,
  );
  for (const indicator of indicators) {
    if (options.range !== undefined && !touches({ start: indicator.first, end: indicator.last }, options.range))
      continue;
    if (fresh.some(isTold(indicator))) continue;
    fresh.push(await indicatorEpisode(indicator, classes.get(indicator.host.className ?? ""), surroundings));
  }

  const kept = options.hosts === undefined ? [] : workspace.episodes().filter(({ host }) => !renewed.has(host));
  const all = [...fresh, ...kept.map(withoutClusters)];
  const episodes = await markClusters(workspace, all, hosts, surroundings.subjects, knowledge, pause);
  episodes.sort(byPriority);
  const read = findings.reduce((sum, finding) => sum + finding.read, 0);
  const elapsedMs = Math.round(performance.now() - started);
  const parameters = canonicalJson({
    detection: defaultParameters,
    choices,
    knowledge: knowledge.version,
    hosts: options.hosts,
    range: options.range,
  });
  const at = options.now?.() ?? fromMilliseconds(Date.now());
  workspace.saveAnalysis(
    { at, parameters, hosts: read, elapsedMs, content: contentLabels(listing) },
    episodes,
    options.hosts === undefined ? baselines : withOthers(workspace, baselines),
  );
  progress({ share: 1, doing: "Done" });
  return { episodes, hosts: read, elapsedMs };
}

function touches(
  episode: { readonly start: Timestamp; readonly end: Timestamp | undefined },
  range: TimeRange,
): boolean {
  return episode.start < range.end && (episode.end === undefined || episode.end >= range.start);
}

/** The hosts and all others of their classes. */
function withClassmates(hosts: readonly HostSummary[], names: ReadonlySet<string>): HostSummary[] {
  const classes = new Set(hosts.filter(({ name }) => names.has(name)).map(({ className }) => className));
  return hosts.filter(({ name, className }) => names.has(name) || (className !== undefined && classes.has(className)));
}

/** Load lines of hosts that were not read stay as they were. */
function withOthers(workspace: Workspace, fresh: readonly SealedBaseline[]): SealedBaseline[] {
  const read = new Set(fresh.map(({ host }) => host));
  const others = workspace.series().filter(({ host }) => !read.has(host));
  const keys = new Map(others.map(({ host, metric }) => [keyOf(host, metric), { host, metric }]));
  const kept = [...keys.values()].map(({ host, metric }) => workspace.baseline(host, metric));
  return [...fresh, ...kept.filter((baseline) => baseline !== undefined).map(sealBaseline)];
}

function byPriority(a: Episode, b: Episode): number {
  return b.priority.score - a.priority.score || a.start - b.start || compare(a.id, b.id);
}

function keyOf(host: string, metric: string): string {
  return JSON.stringify([host, metric]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
