/**
 * What to look at first. A priority is the sum of named terms, each with its reason, so that nobody has to believe a
 * bare number. The points are judgement: what would do most harm if it were true, times how well it is supported.
 */
import { DAY, toIso, type Timestamp } from "../base/time.ts";
import type {
  DetectedEpisode,
  JustificationVerdict,
  Priority,
  PriorityTerm,
  ProfileReading,
  RelatedControl,
  RelatedSubject,
  SuspectConnection,
  SuspectProcess,
} from "../model/episode.ts";
import type { Expectation, Subject } from "../model/fleet.ts";
import type { Knowledge } from "../model/knowledge.ts";
import { shareAtMost } from "./attribution.ts";
import { programName } from "./program.ts";

export interface PriorityFacts {
  readonly episode: DetectedEpisode;
  /** End of the data, for episodes that last. */
  readonly until: Timestamp;
  /** Strength after evidence moved it, and what moved it. */
  readonly weight: number;
  readonly weightReasons: readonly string[];
  readonly reading: ProfileReading;
  readonly justification: JustificationVerdict;
  readonly expectation: Expectation | undefined;
  readonly className: string | undefined;
  readonly processes: readonly SuspectProcess[];
  readonly connections: readonly SuspectConnection[];
  readonly controls: readonly RelatedControl[];
  readonly related: readonly RelatedSubject[];
  readonly subjects: readonly Subject[];
}

/** Points for a profile that fits wholly; innocent explanations take points away. */
const PROFILE_POINTS: Readonly<Record<string, number>> = {
  encryption: 25,
  exfiltration: 22,
  "cpu-mining": 20,
  "gpu-mining": 20,
  "browser-mining": 15,
  "data-staging": 15,
  mining: 18,
  masquerade: 12,
  unknown: 4,
  backup: -10,
  patching: -10,
  build: -8,
};
const OTHER_PROFILE_POINTS = 0;

const POINTS = {
  strength: 15,
  strengthAtMost: 3,
  unexplained: 10,
  contradicted: 12,
  partly: 5,
  explained: -30,
  quiet: 8,
  steady: 4,
  unknownExpectation: 2,
  process: 20,
  connection: 15,
  controls: 10,
  controlsAtMost: 2,
  violation: 3,
  violationsAtMost: 2,
  duration: 5,
  longestDays: 180,
  excess: 5,
  largestCpuHours: 10_000,
} as const;

export function priorityOf(facts: PriorityFacts, knowledge: Knowledge): Priority {
  const terms = [
    strengthTerm(facts),
    profileTerm(facts.reading),
    justificationTerm(facts.justification),
    expectationTerm(facts),
    processTerm(facts.processes),
    connectionTerm(facts.connections),
    controlsTerm(facts.controls, knowledge),
    violationsTerm(facts),
    durationTerm(facts),
    excessTerm(facts.episode),
  ].filter((term) => term.value !== 0);
  const rounded = terms.map((term) => ({ ...term, value: Math.round(term.value * 10) / 10 }));
  const score = rounded.reduce((sum, { value }) => sum + value, 0);
  return { score: Math.round(score * 10) / 10, terms: rounded };
}

function strengthTerm({ episode, weight, weightReasons }: PriorityFacts): PriorityTerm {
  const strength = Math.min(Math.max(weight, 0), POINTS.strengthAtMost) / POINTS.strengthAtMost;
  const why = [...strengthWords(episode), ...weightReasons];
  return { name: "strength", value: POINTS.strength * strength * episode.confidence, why: why.join(" ") };
}

/** Only a deviation has a threshold of its class; a policy is its own, and signs are rated by what they are. */
function strengthWords({ strength, frames, numbers }: DetectedEpisode): string[] {
  const times = strength.toFixed(1);
  if (frames.includes("indicator"))
    return [`It is ${times} times the alarm threshold of what rests on indicators alone.`];
  if (numbers["threshold"] !== undefined) return [`It is ${times} times the alarm threshold of its class.`];
  if (frames.includes("policy")) return [];
  return [`By its size and length it weighs ${times} times what an alarm needs.`];
}

function profileTerm({ profile, score }: ProfileReading): PriorityTerm {
  const points = PROFILE_POINTS[profile] ?? OTHER_PROFILE_POINTS;
  return { name: "profile", value: points * score, why: `It fits ${profile} to ${percent(score)}.` };
}

function justificationTerm({ state, coverage }: JustificationVerdict): PriorityTerm {
  const name = "justification";
  switch (state) {
    case "explained":
      return { name, value: POINTS.explained, why: `Approved claims cover ${percent(coverage)} of the excess.` };
    case "partly":
      return { name, value: POINTS.partly, why: `Approved claims cover only ${percent(coverage)} of the excess.` };
    case "contradicted":
      return { name, value: POINTS.contradicted, why: "A claim is there, and the load is not what it says." };
    case "unexplained":
      return { name, value: POINTS.unexplained, why: "Nothing that was approved explains it." };
  }
}

function expectationTerm({ expectation, className }: PriorityFacts): PriorityTerm {
  const name = "expectation";
  const which = className === undefined ? "The host has no class" : `Hosts of class ${className}`;
  switch (expectation) {
    case "quiet":
      return { name, value: POINTS.quiet, why: `${which} should be quiet.` };
    case "steady":
      return { name, value: POINTS.steady, why: `${which} should have a steady load.` };
    case "bursty":
      return { name, value: 0, why: `${which} have bursts.` };
    case undefined:
      return {
        name,
        value: POINTS.unknownExpectation,
        why: `${which}${className === undefined ? "" : " have no stated expectation"}.`,
      };
  }
}

/** A suspicious program counts in full where it carries the load, and half where nothing shows that it does. */
function processTerm(processes: readonly SuspectProcess[]): PriorityTerm {
  const weighed = processes.map((process) => ({
    process,
    value: process.suspicion * (0.5 + 0.5 * (shareAtMost(process.share) ?? 0)),
  }));
  const worst = maximum(weighed);
  if (worst === undefined) return { name: "process", value: 0, why: "" };
  const why = `${programName(worst.process.name)} ${worst.process.reasons[0] ?? "is suspicious"}.`;
  return { name: "process", value: POINTS.process * worst.value, why };
}

function connectionTerm(connections: readonly SuspectConnection[]): PriorityTerm {
  const worst = maximum(connections.map((connection) => ({ connection, value: connection.suspicion })));
  if (worst === undefined) return { name: "connection", value: 0, why: "" };
  const { domain, destination, reasons } = worst.connection;
  return {
    name: "connection",
    value: POINTS.connection * worst.value,
    why: `The connection to ${domain ?? destination} ${reasons[0] ?? "is suspicious"}.`,
  };
}

function controlsTerm(controls: readonly RelatedControl[], knowledge: Knowledge): PriorityTerm {
  const actions = [...new Set(controls.map(({ action }) => action))].sort();
  const reaches = actions.map((action) => knowledge.controls.get(action)).filter((reach) => reach !== undefined);
  const weight = Math.min(
    POINTS.controlsAtMost,
    reaches.reduce((sum, reach) => sum + reach.weight, 0),
  );
  const titles = reaches.map(({ title }) => title).join(", ");
  return {
    name: "controls",
    value: (POINTS.controls * weight) / POINTS.controlsAtMost,
    why: `Near the onset: ${titles}.`,
  };
}

/** Context, never a ground by itself: it can lift an episode by a few points and nothing more. */
function violationsTerm({ related, subjects }: PriorityFacts): PriorityTerm {
  const ids = new Set(related.map(({ id }) => id));
  const violations = subjects
    .filter(({ id }) => ids.has(id))
    .flatMap(({ id, priorViolations }) => priorViolations.map(({ date, what }) => ({ id, date, what })));
  const [latest] = [...violations].sort((a, b) => (a.date < b.date ? 1 : -1));
  if (latest === undefined) return { name: "prior-violations", value: 0, why: "" };
  return {
    name: "prior-violations",
    value: POINTS.violation * Math.min(violations.length, POINTS.violationsAtMost),
    why: `${latest.id} has a prior violation: ${latest.what} (${latest.date}).`,
  };
}

function durationTerm({ episode, until }: PriorityFacts): PriorityTerm {
  const days = ((episode.end ?? until) - episode.start) / DAY;
  const since = episode.startsBeforeData
    ? "since before the first sample"
    : `since ${toIso(episode.start).slice(0, 10)}`;
  const lasted = episode.end === undefined ? `It lasts ${since}` : "It lasted";
  return {
    name: "duration",
    value: (POINTS.duration * Math.log1p(days)) / Math.log1p(Math.max(days, POINTS.longestDays)),
    why: `${lasted}, ${days.toFixed(1)} days.`,
  };
}

function excessTerm({ excess }: DetectedEpisode): PriorityTerm {
  const hours = (excess.cpuHours ?? 0) + (excess.gpuHours ?? 0);
  const ofWhat = (excess.gpuHours ?? 0) > 0 ? "CPU- and GPU-hour" : "CPU-hour";
  const amount = hours.toFixed(0);
  const share = Math.log1p(hours) / Math.log1p(Math.max(hours, POINTS.largestCpuHours));
  return {
    name: "excess",
    value: POINTS.excess * share,
    why: `It used ${amount} ${ofWhat}${amount === "1" ? "" : "s"} more than normal.`,
  };
}

function maximum<T extends { readonly value: number }>(all: readonly T[]): T | undefined {
  return all.reduce<T | undefined>(
    (best, one) => (best === undefined || one.value > best.value ? one : best),
    undefined,
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
