/**
 * Whether an episode is put before a person.
 *
 * Strength is the base: with metrics alone it decides, within the class's false-alarm budget. What correlation found
 * then moves the bar. A disguise or a pool makes a weak episode worth a look; a program that everyone in the class
 * runs, and nothing hidden beside it, asks for far more load before a person's day is spent on it. What a policy forbids
 * is an alarm, since somebody stated that it is.
 */
import { isLoad, type DetectedEpisode, type ProfileReading } from "../model/episode.ts";
import type { ConnectionFacts, EpisodeFacts, ProcessFacts } from "./facts.ts";
import { bytes, carriersOf, lastingThinConnections, leads, percent } from "./profiles/episode-words.ts";
import { WORK_ROLES } from "./profiles/work-roles.ts";

export interface AlarmDecision {
  readonly alarm: boolean;
  /** Strength after evidence moved it; 1 is the threshold. */
  readonly weight: number;
  /** One sentence for each thing that moved it. */
  readonly why: readonly string[];
}

/** A known miner or pool is an alarm however little it consumes, from this strength on. */
const PLAIN_AT = 0.05;
/** Suspicion below which a process counts as ordinary, and from which it counts as doubtful. */
const ORDINARY = 0.2;
const DOUBTFUL = 0.4;
/** Share of the excess that no sampled process carries from which something is hidden. */
const HIDDEN = 0.6;
/** A plateau this near to one core, in cores, is one spinning thread. */
const CORE_TOLERANCE = 0.15;
const LEVEL = 0.8;
/** Share of the class that began the same within a day from which it is the class's doing. */
const CLASS_WIDE = 0.3;
/** A reading this good speaks; an innocent one where it is also twice as good as the best guilty one. */
const CONVINCING = 0.6;

/** Profiles of taking data away, and the score that shape alone does not reach. */
const TAKES_DATA: ReadonlySet<string> = new Set(["data-staging", "exfiltration"]);
const PLAIN_READING = 0.75;
/** Bytes to one place that are no mail, and that are more than any one piece of work. */
const MANY_BYTES = 1e9;
const HOARD_BYTES = 2e10;
/** Share of what left beyond normal that one place took from which it is where it went. */
const MOST = 0.5;
const INNOCENT: ReadonlySet<string> = new Set(["backup", "patching", "build", "batch"]);

interface Mover {
  readonly factor: number;
  readonly why: string;
}

export function decideAlarm(
  facts: EpisodeFacts,
  readings: readonly ProfileReading[],
  episode: DetectedEpisode,
): AlarmDecision {
  const carriers = carriersOf(facts);
  const movers = [...raised(facts, carriers, readings), ...lowered(facts, carriers, readings, episode)];
  const weight = movers.reduce((product, { factor }) => product * factor, episode.strength);
  const isForbidden = episode.frames.includes("policy");
  const isFalse = episode.kind === "falsified-reading";
  const isPlain = carriers.some(({ isMiner }) => isMiner) || facts.connections.some(({ isPool }) => isPool);
  return {
    alarm: weight >= 1 || isForbidden || isFalse || (isPlain && episode.strength >= PLAIN_AT),
    weight,
    why: [...(isForbidden ? ["A policy forbids it."] : []), ...movers.map(({ why }) => why)],
  };
}

function raised(facts: EpisodeFacts, carriers: readonly ProcessFacts[], readings: readonly ProfileReading[]): Mover[] {
  const movers: Mover[] = [];
  const pool = facts.connections.find(({ isPool }) => isPool);
  const [thin] = lastingThinConnections(facts);
  const miner = carriers.find(({ isMiner }) => isMiner);
  const disguised = carriers.find(({ isMasquerading }) => isMasquerading);
  const stranger = carriers.find(
    ({ role, isNewOnHost, isRareInClass, suspicion }) =>
      role === undefined && (isNewOnHost || isRareInClass) && suspicion >= DOUBTFUL,
  );
  if (miner !== undefined) movers.push({ factor: 4, why: `${miner.name} bears the marks of a miner.` });
  if (disguised !== undefined) movers.push({ factor: 2.5, why: `${disguised.name} poses as a system program.` });
  else if (stranger !== undefined) {
    movers.push({ factor: 1.5, why: `${stranger.name} is new or rare here and suspicious.` });
  }
  if (pool !== undefined) movers.push({ factor: 4, why: `${pool.domain ?? pool.destination} is a mining pool.` });
  else if (thin !== undefined && leads(facts.episode, "cpu")) {
    const where = thin.domain ?? thin.destination;
    movers.push({ factor: thin.isOddPort ? 2.2 : 1.8, why: `A thin connection to ${where} never ends.` });
  }
  if (facts.controls.includes("protection-stopped")) {
    movers.push({ factor: 1.5, why: "A protection was stopped near the onset." });
  }
  if (facts.controls.includes("power-saving-off")) {
    movers.push({ factor: 1.2, why: "Power saving was switched off near the onset." });
  }
  movers.push(...raisedByTraces(facts, readings));
  if (facts.hasProcessSamples && (facts.unattributedShare ?? 0) >= HIDDEN) {
    const share = percent(facts.unattributedShare ?? 0);
    movers.push({ factor: 1.3, why: `No sampled process carries ${share} of the excess.` });
  }
  return movers;
}

/** What is done to data is over in hours, which weigh little by themselves; what it leaves behind speaks for it. */
function raisedByTraces(facts: EpisodeFacts, readings: readonly ProfileReading[]): Mover[] {
  const taking = readings.find(({ profile, score }) => TAKES_DATA.has(profile) && score >= PLAIN_READING);
  const [best] = readings;
  const movers: Mover[] = [];
  if (taking !== undefined) {
    const archiver = facts.processes.find(({ role }) => role === "archiver");
    const hasDevice = facts.controls.includes("device-attached");
    const far = facts.connections.find(
      (connection) => isFarAndRare(connection) && (connection.bytesOut ?? 0) >= MANY_BYTES,
    );
    if (archiver !== undefined || hasDevice || far !== undefined) {
      movers.push({ factor: 2, why: `It reads as ${taking.profile}.` });
    }
    // Either alone is any tidy worker's.
    if (archiver !== undefined && hasDevice) {
      const isStrange = archiver.isNewOnHost && archiver.isRareInClass;
      const why = `${archiver.name}${isStrange ? ", new here and rare," : ""} packed files, and a device was attached near the onset.`;
      movers.push({ factor: isStrange ? 5 : 3, why });
    }
    if (far !== undefined && (far.bytesOut ?? 0) >= HOARD_BYTES) {
      const where = far.domain ?? far.destination;
      const isMost = (far.bytesOut ?? 0) >= MOST * (facts.episode.excess.networkTransmitBytes ?? Infinity);
      const why = `${bytes(far.bytesOut ?? 0)}${isMost ? ", most of what left," : ""} went to ${where}, where few others connect.`;
      movers.push({ factor: isMost ? 5 : 2.5, why });
    }
  }
  if (best?.profile === "encryption" && best.score >= CONVINCING && facts.controls.includes("protection-stopped")) {
    movers.push({ factor: 2, why: "It reads as encryption, for which a protection was stopped." });
  }
  return movers;
}

function lowered(
  facts: EpisodeFacts,
  carriers: readonly ProcessFacts[],
  readings: readonly ProfileReading[],
  episode: DetectedEpisode,
): Mover[] {
  if (carriers.some(({ isMiner, isMasquerading }) => isMiner || isMasquerading)) return [];
  const movers: Mover[] = [];
  const hasThin = lastingThinConnections(facts).length > 0;
  const isBare = facts.controls.includes("protection-stopped");
  const [carrier] = carriers;
  const isOrdinary = carrier !== undefined && isOrdinaryHere(carrier);
  if (isOrdinary && isOneCore(episode)) {
    movers.push({ factor: 0.2, why: `${carrier.name} spins on exactly one core, as a hung process does.` });
  } else if (isOrdinary && !hasThin && !isBare) {
    const isTrade = carrier.role !== undefined;
    movers.push({ factor: isTrade ? 0.35 : 0.5, why: `${carrier.name} is at home here and carries it.` });
  } else if (carrier !== undefined && isRollOut(carrier) && !hasThin && !isBare) {
    movers.push({ factor: 0.5, why: `${carrier.name} is new here, as on most of the class, and carries it.` });
  }
  const isCpuLoad = isLoad(episode.kind) && leads(episode, "cpu");
  if (facts.hasConnections && !hasThin && isCpuLoad && !facts.connections.some(({ isPool }) => isPool)) {
    movers.push({ factor: 0.7, why: "Nothing that it could report to was connected." });
  }
  if (facts.hasConnections && leads(episode, "network") && !facts.connections.some(isFarAndRare)) {
    movers.push({ factor: 0.4, why: "None of it went to a place outside where few others connect." });
  }
  if (facts.simultaneousShare >= CLASS_WIDE) {
    const share = percent(facts.simultaneousShare);
    movers.push({ factor: 0.4, why: `${share} of the class began the same within a day.` });
  }
  const best = readings.find(({ profile }) => INNOCENT.has(profile));
  const guilty = readings.find(({ profile }) => !INNOCENT.has(profile) && profile !== "unknown");
  if (best !== undefined && best.score >= CONVINCING && best.score >= 2 * (guilty?.score ?? 0)) {
    movers.push({ factor: 0.5, why: `It reads as ${best.profile}.` });
  }
  return movers;
}

/** A program whose trade is work, or one that was always here and is on many of the class, without a mark. */
function isOrdinaryHere({ role, isNewOnHost, isRareInClass, suspicion }: ProcessFacts): boolean {
  if (role !== undefined) return WORK_ROLES.has(role) && suspicion < DOUBTFUL;
  return !isNewOnHost && !isRareInClass && suspicion < ORDINARY;
}

/** What came to most of the class is somebody's roll-out, unless more than its newness speaks against it. */
function isRollOut({ role, isNewOnHost, isCommonInClass, suspicion }: ProcessFacts): boolean {
  return role === undefined && isNewOnHost && isCommonInClass && suspicion < DOUBTFUL;
}

function isFarAndRare({ isExternal, isRareInFleet }: ConnectionFacts): boolean {
  return isExternal && isRareInFleet;
}

function isOneCore({ numbers, shape }: DetectedEpisode): boolean {
  const cores = numbers["meanCores"];
  return cores !== undefined && Math.abs(cores - 1) <= CORE_TOLERANCE && shape.persistence >= LEVEL;
}
