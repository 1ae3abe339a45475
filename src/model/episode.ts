/**
 * An episode: a sustained anomaly window on one host, first as detection found it, then with everything that
 * correlation could say about it. A detector marks an episode; a person concludes a finding.
 */
import type { Timestamp } from "../base/time.ts";
import type { RuleLabel } from "./content.ts";

/**
 * The comparisons that can call a load abnormal; `indicator` is none of them: connections, programs or a sensor's alerts
 * alone, without a metric that deviates. `sources` are those of one host that contradict each other.
 */
export type Frame = "own-season" | "own-level" | "peers" | "policy" | "sources" | "indicator";

/**
 * What happened, by its shape. The first four are more load than normal; a policy breach need not be. A drop is less of
 * it, missing data is none to judge by, and a falsified reading is one that another source of the same host contradicts.
 * An indicator is known without any metric.
 */
export type EpisodeKind =
  | "level-shift"
  | "slow-drift"
  | "rhythm-change"
  | "flat-plateau"
  | "policy-breach"
  | "indicator"
  | "drop"
  | "missing-data"
  | "falsified-reading";

/** Whether a kind is load of which there may be too much: what activities, processes and claims are weighed against. */
export function isLoad(kind: EpisodeKind): boolean {
  return kind !== "drop" && kind !== "missing-data" && kind !== "falsified-reading";
}

/** Who contradicts a falsified reading. */
export type Witness = "gpu-power" | "hypervisor" | "processes" | "connections";

/** How much more than normal, summed over the episode. Fields are absent where the metric is not there. */
export interface Excess {
  /** CPU-hours; of the whole host's CPUs where their number is known, else of one "machine". */
  readonly cpuHours?: number;
  readonly gpuHours?: number;
  readonly diskReadBytes?: number;
  readonly diskWriteBytes?: number;
  readonly networkReceiveBytes?: number;
  readonly networkTransmitBytes?: number;
  readonly energyWattHours?: number;
}

/** Shape features. Ratios are 0–1 unless said otherwise; `undefined` where the data cannot tell. */
export interface Shape {
  /** The metric that deviates most (empty where none does), and its typical level before (or among peers), inside, and the deviation. */
  readonly metric: string;
  readonly normalLevel: number;
  readonly level: number;
  readonly levelBusiness: number | undefined;
  readonly levelOffPeak: number | undefined;
  /** Median robust z of the deviating hours against the frame that fired most strongly. */
  readonly deviation: number;
  readonly peerLevel: number | undefined;
  readonly peerCount: number;
  /** Share of the excess outside business hours. */
  readonly offPeakShare: number | undefined;
  /** 1 is a perfectly level plateau within each part of the day; robust spread against level. */
  readonly flatness: number | undefined;
  /** Size of the step at the onset in robust standard deviations; `undefined` where it starts before the data. */
  readonly onsetStep: number | undefined;
  /** Business level over off-peak level: about 0.63 for 60 % by day and 95 % by night. */
  readonly throttleRatio: number | undefined;
  /** Off-peak above on-peak where the host or its class normally has it the other way. */
  readonly invertedRhythm: boolean;
  /** Excess disk and network bytes per excess CPU-second, against the host's or class's normal. */
  readonly diskPerCpu: number | undefined;
  readonly networkPerCpu: number | undefined;
  /** Share of the episode's hours that are above normal. */
  readonly persistence: number;
  /** Share of the episode's hours that have samples. */
  readonly coverage: number;
}

/** What detection alone says. `strength` is comparable over classes: 1 is the alarm threshold of the class's budget. */
export interface DetectedEpisode {
  readonly host: string;
  readonly start: Timestamp;
  /** `undefined` while it lasts at the end of the data. */
  readonly end: Timestamp | undefined;
  readonly startsBeforeData: boolean;
  readonly metrics: readonly string[];
  readonly frames: readonly Frame[];
  readonly kind: EpisodeKind;
  /** Of a falsified reading. */
  readonly witness?: Witness | undefined;
  readonly excess: Excess;
  readonly shape: Shape;
  readonly strength: number;
  /** 0–1: how sure that the deviation is real, from strength, coverage, persistence and the number of peers. */
  readonly confidence: number;
  /** Every number that a statement about this episode rests on, by name; shown by `explain`. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** One part of what is told of an episode. */
export interface StoryPart {
  readonly about: "load" | "program" | "destination" | "onset" | "permission" | "cluster" | "cost";
  /** One sentence or more. */
  readonly text: string;
}

export interface Reason {
  readonly text: string;
  /** The number behind the text, where there is one. */
  readonly value?: number;
}

export interface Reasons {
  readonly for: readonly Reason[];
  readonly against: readonly Reason[];
}

export interface ProfileReading {
  /** An activity profile's id: `cpu-mining`, `backup`, … */
  readonly profile: string;
  /** 0–1. */
  readonly score: number;
  readonly reasons: Reasons;
}

export type JustificationState = "explained" | "partly" | "contradicted" | "unexplained";

export interface ClaimRef {
  readonly id: string;
  readonly verdict: "explains" | "partly" | "contradicted" | "expired" | "foreign" | "retroactive" | "unapproved";
  readonly why: string;
}

export interface JustificationVerdict {
  readonly state: JustificationState;
  /** Share of the excess that approved claims cover, 0–1. */
  readonly coverage: number;
  readonly refs: readonly ClaimRef[];
}

export interface SuspectProcess {
  readonly name: string;
  readonly executable: string | undefined;
  readonly commandLine: string | undefined;
  readonly pid: number;
  readonly parent: string | undefined;
  readonly user: string | undefined;
  /** Share of the episode's excess that it carries, 0–1; a range where the number of CPUs is not known. */
  readonly share: number | readonly [number, number] | undefined;
  /** The same estimated from starts and stops, where no samples show what it used. */
  readonly estimatedShare?: number;
  readonly first: Timestamp;
  readonly last: Timestamp;
  readonly reasons: readonly string[];
  /** 0–1: how suspicious, whatever it carries. */
  readonly suspicion: number;
}

export interface SuspectConnection {
  readonly destination: string;
  readonly port: number | undefined;
  readonly domain: string | undefined;
  readonly process: string | undefined;
  readonly first: Timestamp;
  readonly last: Timestamp;
  /** Seconds connected, summed over the connections to this destination. */
  readonly durationSeconds: number;
  readonly count: number;
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
  readonly reasons: readonly string[];
  readonly suspicion: number;
}

export interface RelatedControl {
  readonly action: string;
  readonly at: Timestamp;
  readonly user: string | undefined;
  readonly text: string;
  /** How unusual it is on this host, as a clause; absent where it is everyday or nothing tells. */
  readonly unusual?: string;
}

export interface RelatedSubject {
  readonly id: string;
  readonly role: "owner" | "logged-on" | "process-user";
  readonly why: string;
}

/** A rule from outside that matches something of an episode's host, as it is told. */
export interface RuleMatch extends RuleLabel {
  readonly file: string;
  /** What it matches: "process svchost.exe". */
  readonly what: string;
  /** Fields that an exception of the rule asks for and no source gives. */
  readonly untested: readonly string[];
}

/** Load that no process or connection accounts for, where records used to account for nearly all. */
export interface RemainderFinding {
  /** The remainder's own metric, or the one that a reading contradicts. */
  readonly metric: string;
  /** Means before and inside, in the metric's unit; `undefined` where the finding is no difference of two series. */
  readonly before: number | undefined;
  readonly inside: number | undefined;
  /** Share of the rise that nothing accounts for, 0–1. */
  readonly share: number | undefined;
  readonly text: string;
}

export interface PriorityTerm {
  readonly name: string;
  readonly value: number;
  readonly why: string;
}

export interface Priority {
  /** The sum of the terms. */
  readonly score: number;
  readonly terms: readonly PriorityTerm[];
}

/** A group of hosts that has more unexplained episodes than chance would give it, with the counts that say so. */
export interface GroupCluster {
  readonly kind: "department" | "person" | "class";
  readonly name: string;
  /** Hosts of the group, and how many of them have an unexplained episode; then the same of all hosts. */
  readonly hosts: number;
  readonly marked: number;
  readonly hostsInAll: number;
  readonly markedInAll: number;
  readonly groupsTested: number;
  /** Probability of as many or more by chance, and after correction for the number of groups. */
  readonly chance: number;
  readonly adjustedChance: number;
}

export interface Episode extends DetectedEpisode {
  /** Derived from host, metric and start, so that the same data gives the same id. */
  readonly id: string;
  /** Whether it is put before a person, within the false-alarm budget. */
  readonly alarm: boolean;
  readonly profile: string;
  readonly profileScore: number;
  readonly reasons: Reasons;
  /** All profiles that were weighed, best first. */
  readonly readings: readonly ProfileReading[];
  readonly justification: JustificationVerdict;
  readonly processes: readonly SuspectProcess[];
  /** Share of the excess that no sampled process carries; `undefined` without process samples. */
  readonly unattributedShare: number | undefined;
  readonly connections: readonly SuspectConnection[];
  readonly controls: readonly RelatedControl[];
  readonly subjects: readonly RelatedSubject[];
  /** Matches of rules from outside, the gravest first; absent where none were loaded. */
  readonly rules?: readonly RuleMatch[];
  /** Absent where there is none. */
  readonly remainders?: readonly RemainderFinding[];
  readonly priority: Priority;
  /** Groups that its host belongs to in which episodes gather, the least likely first; absent where there is none. */
  readonly clusters?: readonly GroupCluster[];
}
