/** An episode that rests on indicators alone, with everything else that the workspace can say about its host and time. */
import { createHash } from "node:crypto";
import { HOUR, timestamp, type TimeRange } from "../base/time.ts";
import type { ExcessCurve } from "../correlation/excess-curve.ts";
import { testClaims } from "../correlation/claims.ts";
import type { Indicated } from "../correlation/indication.ts";
import { priorityOf } from "../correlation/priority.ts";
import { programName } from "../correlation/program.ts";
import { relatedSubjects } from "../correlation/subjects.ts";
import type { DetectedEpisode, Episode, JustificationVerdict, Shape, SuspectProcess } from "../model/episode.ts";
import type { HostSummary, SystemClass } from "../model/fleet.ts";
import { NETWORK_TRANSMIT } from "../model/metrics.ts";
import { usualSending, type Surroundings } from "./correlate-episode.ts";
import { controlRules, graveRules, matchedRules } from "./episode-rules.ts";
import { findControls } from "./find-controls.ts";
import { findConnections } from "./find-connections.ts";
import { findProcesses } from "./find-processes.ts";

/** From this score on a person should look: more than `NAMED_FROM`, since nothing was measured. */
const ALARM_FROM = 0.75;
/** What goes on until so near the end of the host's data goes on. */
const STILL_THERE = HOUR;

const NO_SHAPE: Shape = {
  metric: "",
  normalLevel: 0,
  level: 0,
  levelBusiness: undefined,
  levelOffPeak: undefined,
  deviation: 0,
  peerLevel: undefined,
  peerCount: 0,
  offPeakShare: undefined,
  flatness: undefined,
  onsetStep: undefined,
  throttleRatio: undefined,
  invertedRhythm: false,
  diskPerCpu: undefined,
  networkPerCpu: undefined,
  persistence: 0,
  coverage: 0,
};

/** Whether an episode that is an alarm already tells of the same program or destination at the same time. */
export function isTold({ first, last, indications, host }: Indicated & { readonly host: HostSummary }) {
  return (episode: Episode): boolean =>
    episode.alarm &&
    episode.host === host.name &&
    episode.start <= last &&
    (episode.end === undefined || episode.end >= first) &&
    indications.some(
      ({ destination, program }) =>
        episode.connections.some((one) => destination === one.destination || destination === one.domain) ||
        episode.processes.some(({ name }) => program !== undefined && programName(program) === programName(name)),
    );
}

export async function indicatorEpisode(
  { first, last, indications, readings, host }: Indicated & { readonly host: HostSummary },
  systemClass: SystemClass | undefined,
  surroundings: Surroundings,
): Promise<Episode> {
  const { workspace, inventory, knowledge, pause } = surroundings;
  const reading = readings[0] ?? { profile: "unknown", score: 0, reasons: { for: [], against: [] } };
  const range: TimeRange = { start: first, end: timestamp(last + 1) };
  const lasts = last - first >= STILL_THERE && host.to !== undefined && last >= host.to - STILL_THERE;
  const detected: DetectedEpisode = {
    host: host.name,
    start: first,
    end: lasts ? undefined : range.end,
    startsBeforeData: false,
    metrics: [],
    frames: ["indicator"],
    kind: "indicator",
    excess: {},
    shape: NO_SHAPE,
    strength: reading.score / ALARM_FROM,
    confidence: reading.score,
    numbers: { indications: indications.length, days: (last - first) / (24 * HOUR) },
  };
  const processes = await findProcesses(workspace, inventory, host, range, undefined, knowledge, pause);
  const connections = await findConnections(
    workspace,
    inventory,
    host.name,
    range,
    processes.isCarrier,
    usualSending(surroundings.baselineOf(host.name, NETWORK_TRANSMIT), range),
    knowledge,
    pause,
  );
  const controls = await findControls(workspace, host.name, first, processes, knowledge, pause);
  const rules = matchedRules([...processes.rules, ...connections.rules, ...controlRules(controls, knowledge)]);
  const programs = new Set(indications.flatMap(({ program }) => (program === undefined ? [] : [programName(program)])));
  const justification = permissionFor(range, host.name, programs, surroundings);
  const subjects = relatedSubjects(host.owner, processes.suspects, controls, surroundings.subjects, knowledge);
  const priority = priorityOf(
    {
      episode: detected,
      until: range.end,
      weight: detected.strength,
      weightReasons: [],
      reading,
      justification,
      expectation: systemClass?.expectation,
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
    id: idOf(host.name, reading.profile, first),
    alarm: reading.score >= ALARM_FROM && justification.state !== "explained",
    profile: reading.profile,
    profileScore: reading.score,
    reasons: { ...reading.reasons, for: [...reading.reasons.for, ...graveRules(rules)] },
    readings,
    justification,
    processes: firstThose(processes.suspects, programs),
    unattributedShare: undefined,
    connections: connections.suspects,
    controls,
    subjects,
    ...(rules.length === 0 ? {} : { rules }),
    priority,
  };
}

/** Without a load only a claim that names the program can be held against what was found. */
function permissionFor(
  range: TimeRange,
  host: string,
  programs: ReadonlySet<string>,
  { justifications }: Surroundings,
): JustificationVerdict {
  const naming = justifications.filter(({ process }) => process !== undefined && programs.has(programName(process)));
  const hours = Math.max(1, Math.ceil((range.end - range.start) / HOUR));
  const curve: ExcessCurve = {
    metric: "",
    range,
    start: range.start,
    level: new Float64Array(hours).fill(Number.NaN),
    excess: new Float64Array(hours).fill(1),
    total: hours,
  };
  const carriers = new Map([...programs].map((name) => [name, 1 / programs.size]));
  return testClaims({ host, range, metrics: [], curve, levelsOf: () => undefined, carriers }, naming);
}

function firstThose(suspects: readonly SuspectProcess[], programs: ReadonlySet<string>): SuspectProcess[] {
  const isNamed = ({ name }: SuspectProcess): number => (programs.has(programName(name)) ? 0 : 1);
  return [...suspects].sort((a, b) => isNamed(a) - isNamed(b));
}

function idOf(host: string, profile: string, start: number): string {
  return `ep-${createHash("sha256")
    .update(JSON.stringify([host, profile, start]))
    .digest("hex")
    .slice(0, 12)}`;
}
