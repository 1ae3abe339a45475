/** An episode as detection found it, with everything else that the workspace can say about it. */
import { createHash } from "node:crypto";
import { SECOND, type TimeRange, type Timestamp } from "../base/time.ts";
import { isAttributable } from "../correlation/attribution.ts";
import { testClaims } from "../correlation/claims.ts";
import type { UsualSending } from "../correlation/connection-traits.ts";
import { excessCurve, expectedFor, timeCurve, type ExcessCurve } from "../correlation/excess-curve.ts";
import { priorityOf } from "../correlation/priority.ts";
import { relatedSubjects } from "../correlation/subjects.ts";
import { decideAlarm } from "../detection/alarm.ts";
import type { EpisodeFacts } from "../detection/facts.ts";
import type { HostHours } from "../detection/input.ts";
import { readProfiles } from "../detection/profiles/index.ts";
import type { Baseline } from "../model/baseline.ts";
import { isLoad, type DetectedEpisode, type Episode, type ProfileReading, type Reason } from "../model/episode.ts";
import type { HostSummary, Subject } from "../model/fleet.ts";
import type { Justification } from "../model/justification.ts";
import type { Knowledge } from "../model/knowledge.ts";
import { CPU_UTILIZATION, findMetric, NETWORK_TRANSMIT } from "../model/metrics.ts";
import type { Workspace } from "../store/workspace.ts";
import { controlRules, graveRules, matchedRules } from "./episode-rules.ts";
import { findConnections } from "./find-connections.ts";
import { findRemainders } from "./find-remainders.ts";
import { findControls } from "./find-controls.ts";
import { findProcesses } from "./find-processes.ts";
import type { FleetInventory } from "./fleet-inventory.ts";
import type { Pause } from "./pause.ts";

/** What is the same for all episodes of an analysis. */
export interface Surroundings {
  readonly workspace: Workspace;
  readonly inventory: FleetInventory;
  readonly justifications: readonly Justification[];
  readonly subjects: readonly Subject[];
  readonly knowledge: Knowledge;
  readonly pause: Pause;
  baselineOf(host: string, metric: string): Baseline | undefined;
  /** Share of the class's other hosts that started to deviate likewise within a day of the onset. */
  simultaneousShare(episode: DetectedEpisode): number;
}

export async function correlateEpisode(
  detected: DetectedEpisode,
  host: HostSummary,
  hours: HostHours,
  surroundings: Surroundings,
): Promise<Episode> {
  const { workspace, inventory, knowledge, pause, baselineOf } = surroundings;
  // A last sample belongs to the episode: ranges are half-open.
  const range: TimeRange = { start: detected.start, end: detected.end ?? ((hours.data.end + 1) as Timestamp) };
  const curveOf = (metric: string): ExcessCurve | undefined =>
    isLoad(detected.kind) ? curveFor(metric, detected, range, hours, surroundings) : timeCurve(metric, range);
  const attributable = isLoad(detected.kind) ? attributableMetric(detected) : undefined;
  const processes = await findProcesses(
    workspace,
    inventory,
    host,
    range,
    attributable === undefined ? undefined : curveOf(attributable),
    knowledge,
    pause,
  );
  const connections = await findConnections(
    workspace,
    inventory,
    host.name,
    range,
    processes.isCarrier,
    usualSending(baselineOf(host.name, NETWORK_TRANSMIT), range),
    knowledge,
    pause,
  );
  const controls = await findControls(workspace, host.name, detected.start, processes, knowledge, pause);
  const remainders = findRemainders(workspace, host, hours, detected, range);
  const rules = matchedRules([...processes.rules, ...connections.rules, ...controlRules(controls, knowledge)]);
  const curve = curveOf(detected.shape.metric);
  const justification =
    curve === undefined
      ? ({ state: "unexplained", coverage: 0, refs: [] } as const)
      : testClaims(
          {
            host: host.name,
            range,
            metrics: detected.metrics,
            curve,
            levelsOf: curveOf,
            carriers: attributable === detected.shape.metric ? processes.carriers : undefined,
          },
          surroundings.justifications,
        );
  const facts: EpisodeFacts = {
    episode: detected,
    expectation: hours.expectation,
    hasProcessSamples: processes.hasSamples,
    hasProcessEvents: processes.hasEvents,
    hasConnections: connections.hasRecords,
    processes: processes.facts,
    unattributedShare: processes.attribution?.unattributedShare,
    connections: connections.facts,
    controls: controls.map(({ action }) => action),
    simultaneousShare: surroundings.simultaneousShare(detected),
  };
  const readings = readProfiles(facts);
  const reading: ProfileReading = readings[0] ?? { profile: "unknown", score: 0, reasons: { for: [], against: [] } };
  const decision = decideAlarm(facts, readings, detected);
  const subjects = relatedSubjects(host.owner, processes.suspects, controls, surroundings.subjects, knowledge);
  const priority = priorityOf(
    {
      episode: detected,
      until: range.end,
      weight: decision.weight,
      weightReasons: decision.why,
      reading,
      justification,
      expectation: hours.expectation,
      className: host.className,
      processes: processes.suspects,
      connections: connections.suspects,
      controls,
      related: subjects,
      subjects: surroundings.subjects,
    },
    knowledge,
  );
  return {
    ...detected,
    numbers: { ...detected.numbers, weight: decision.weight },
    id: episodeId(detected),
    // What was allowed needs no person, however strongly it deviates.
    alarm: decision.alarm && justification.state !== "explained",
    profile: reading.profile,
    profileScore: reading.score,
    reasons: {
      for: [
        ...reading.reasons.for,
        ...remainders.map(({ text, share }) => withValue(text, share)),
        ...graveRules(rules),
      ],
      against: reading.reasons.against,
    },
    readings,
    justification,
    processes: processes.suspects,
    unattributedShare: processes.attribution?.unattributedShare,
    connections: connections.suspects,
    controls,
    subjects,
    ...(rules.length === 0 ? {} : { rules }),
    ...(remainders.length === 0 ? {} : { remainders }),
    priority,
  };
}

/** What the load lines lead to expect of all that is sent in a range, in bytes. */
export function usualSending(baseline: Baseline | undefined, range: TimeRange): UsualSending {
  const seconds = (range.end - range.start) / SECOND;
  const bytes = (rates: Float64Array | undefined): number | undefined => {
    const known = [...(rates ?? [])].filter((rate) => !Number.isNaN(rate));
    return known.length === 0 ? undefined : (known.reduce((sum, rate) => sum + rate, 0) / known.length) * seconds;
  };
  return { own: bytes(baseline?.median), peers: bytes(baseline?.peers?.median) };
}

function withValue(text: string, value: number | undefined): Reason {
  return value === undefined ? { text } : { text, value };
}

/** The same data give the same id: host, leading metric and onset make it, and the kind of what is no load. */
export function episodeId({ host, start, shape, kind }: DetectedEpisode): string {
  const name = JSON.stringify([host, shape.metric, start, ...(isLoad(kind) ? [] : [kind])]);
  return `ep-${createHash("sha256").update(name).digest("hex").slice(0, 12)}`;
}

/** The metric whose excess processes are credited with: the leading one, else another that deviates, or what drives it. */
function attributableMetric({ shape, metrics }: DetectedEpisode): string | undefined {
  const direct = [shape.metric, ...metrics].find(isAttributable);
  if (direct !== undefined) return direct;
  const group = findMetric(shape.metric)?.group;
  return group === "power" || group === "cpu" ? CPU_UTILIZATION : undefined;
}

function curveFor(
  metric: string,
  detected: DetectedEpisode,
  range: TimeRange,
  hours: HostHours,
  { baselineOf }: Surroundings,
): ExcessCurve | undefined {
  const own = hours.metrics.find((candidate) => candidate.metric === metric);
  if (own === undefined) return undefined;
  const expected = expectedFor(detected, baselineOf(hours.host, metric), hours.calendar);
  const fallback = metric === detected.shape.metric ? detected.shape.normalLevel : Number.NaN;
  return excessCurve(own, hours.start, range, expected, fallback);
}
