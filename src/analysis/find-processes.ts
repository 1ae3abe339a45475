/** The processes of an episode: those that carry its load, and those that deserve a look whatever they carry. */
import { timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import { attributeExcess, shareAtMost, type Attribution, type ProgramShare } from "../correlation/attribution.ts";
import { flatBrowser } from "../correlation/flat-browser.ts";
import { controlsFromCommands } from "../correlation/controls.ts";
import type { ExcessCurve } from "../correlation/excess-curve.ts";
import {
  estimateByPresence,
  estimatedGrounds,
  type PresenceEstimate,
  type RunningTime,
} from "../correlation/presence.ts";
import { processHistory } from "../correlation/process-history.ts";
import { withGrounds } from "../correlation/process-suspicion.ts";
import { programIdentity, programName } from "../correlation/program.ts";
import { ruleMatch } from "../correlation/rule-grounds.ts";
import type { ProcessFacts } from "../detection/facts.ts";
import type { RuleMatch, SuspectProcess } from "../model/episode.ts";
import type { ControlEvent, StoredProcess } from "../model/events.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { Workspace } from "../store/workspace.ts";
import type { FleetInventory } from "./fleet-inventory.ts";
import { OUTSIDE, usageOf } from "./episode-usage.ts";
import { judgeOnce, type Program } from "./judge-once.ts";
import { pages } from "./pages.ts";
import type { Pause } from "./pause.ts";
import { programSightings, type Sighted } from "./program-sightings.ts";

export interface FoundProcesses {
  readonly suspects: readonly SuspectProcess[];
  readonly facts: readonly ProcessFacts[];
  readonly attribution: Attribution | undefined;
  readonly hasSamples: boolean;
  readonly hasEvents: boolean;
  /** Shares of the programs that carry the excess by name; `undefined` where nothing could be attributed. */
  readonly carriers: ReadonlyMap<string, number> | undefined;
  /** Whether a connection's process carries the load; `undefined` where the connection names none. */
  isCarrier(owner: Owner): boolean | undefined;
  /** Rules that processes of the host match while the episode lasts. */
  readonly rules: readonly RuleMatch[];
  /** When processes started, as sources report it. */
  readonly starts: readonly Timestamp[];
  /** What processes were told to do to the host's protections. */
  readonly commands: readonly ControlEvent[];
}

export interface Owner {
  readonly pid: number | undefined;
  readonly processName: string | undefined;
  readonly entityId: string | undefined;
}

const LISTED_SHARE = 0.03;
const LISTED_SUSPICION = 0.3;
const LISTED_ESTIMATE = 0.8;
const MOST_LISTED = 20;
/** A program with this share of the excess carries it. */
const CARRIER_SHARE = 0.2;
/** Where no samples show who carries the load, so suspicious a process stands for the carrier. */
const CARRIER_SUSPICION = 0.5;

/** `curve` is the excess that process samples are held against; `undefined` where none of the metrics allows that. */
export async function findProcesses(
  workspace: Workspace,
  inventory: FleetInventory,
  host: { readonly name: string; readonly logicalCpus: number | undefined },
  episode: TimeRange,
  curve: ExcessCurve | undefined,
  knowledge: Knowledge,
  pause: Pause,
): Promise<FoundProcesses> {
  const byId = new Map<number, StoredProcess>();
  const worst = new Map<string, Program>();
  const sightings = programSightings();
  const commands: ControlEvent[] = [];
  const history = processHistory();
  const runs: RunningTime[] = [];
  const starts: Timestamp[] = [];
  const judge = judgeOnce(inventory, host.name, episode, knowledge);
  let hasSamples = false;
  let hasEvents = false;
  const range = { start: timestamp(episode.start - OUTSIDE), end: episode.end };
  for await (const rows of pages((query) => workspace.processes(query), { hosts: [host.name], range }, pause)) {
    commands.push(...controlsFromCommands(rows, knowledge));
    for (const process of rows) {
      hasSamples ||= process.sampleCount > 0;
      hasEvents ||= process.start !== undefined || process.sampleCount === 0;
      if (process.sampleCount > 0) byId.set(process.id, process);
      sightings.add(process);
      history.see(process);
      if (process.start !== undefined) starts.push(process.start);
      runs.push({ identity: programIdentity(process), start: process.start ?? process.first, end: process.end });
      if (process.last < episode.start) continue;
      const program = judge(process);
      const known = worst.get(program.identity);
      if (known === undefined || isWorse(program, known)) worst.set(program.identity, program);
    }
  }

  const identityOf = (id: number): string => {
    const process = byId.get(id);
    return process === undefined ? "" : programIdentity(process);
  };
  const attribution =
    curve === undefined || !hasSamples
      ? undefined
      : attributeExcess(usageOf(workspace, host.name, episode), identityOf, episode, curve, host.logicalCpus);
  const shares = new Map(attribution?.programs.map((share) => [share.identity, share]));
  const estimates =
    curve === undefined || hasSamples
      ? undefined
      : estimateByPresence(runs, curve, { start: range.start, end: episode.start });
  const programs = [...worst.values()]
    .map(({ identity, process, judgement }): ListedProgram => {
      const share = shares.get(identity);
      const estimate = estimates?.get(identity);
      const grounds = [
        ...history.groundsFor(process),
        ...flatBrowser(judgement.role, share),
        ...estimatedGrounds(estimate),
      ];
      return {
        identity,
        process: heaviest(share, byId) ?? process,
        judgement: withGrounds(judgement, grounds),
        share,
        estimate,
      };
    })
    .filter(isListed)
    .sort(byWeight)
    .slice(0, MOST_LISTED);
  const carrying = programs.filter(({ share, judgement }) =>
    attribution === undefined
      ? judgement.suspicion >= CARRIER_SUSPICION
      : (shareAtMost(share?.share) ?? 0) >= CARRIER_SHARE,
  );
  return {
    suspects: programs.map((program) => toSuspect(program, sightings.of(program.process))),
    facts: programs.map(toFacts),
    attribution,
    hasSamples,
    hasEvents,
    carriers: attribution === undefined ? undefined : namedShares(attribution, byId),
    isCarrier: ownerTest(carrying, byId, worst.values()),
    rules: [...worst.values()].flatMap(({ process, judgement }) =>
      judgement.rules.map((found) => ruleMatch(found, `process ${process.name} (pid ${process.pid})`)),
    ),
    starts,
    commands,
  };
}

/** More suspicious, or the earlier of equals, so that the order of import does not matter. */
function isWorse(a: Program, b: Program): boolean {
  const difference = a.judgement.suspicion - b.judgement.suspicion;
  return difference !== 0 ? difference > 0 : isEarlier(a.process, b.process);
}

function isEarlier(a: StoredProcess, b: StoredProcess): boolean {
  return a.first !== b.first ? a.first < b.first : a.pid < b.pid;
}

/** The process of the program that used most; the earlier of equals. */
function heaviest(
  share: ProgramShare | undefined,
  byId: ReadonlyMap<number, StoredProcess>,
): StoredProcess | undefined {
  let best: { readonly process: StoredProcess; readonly used: number } | undefined;
  for (const [id, used] of share?.usedBy ?? []) {
    const process = byId.get(id);
    if (process === undefined) continue;
    if (best === undefined || used > best.used || (used === best.used && isEarlier(process, best.process))) {
      best = { process, used };
    }
  }
  return best?.process;
}

interface ListedProgram extends Program {
  readonly share: ProgramShare | undefined;
  /** Where no samples show what was used. */
  readonly estimate: PresenceEstimate | undefined;
}

function isListed({ share, estimate, judgement: { suspicion } }: ListedProgram): boolean {
  return (
    (shareAtMost(share?.share) ?? 0) >= LISTED_SHARE ||
    (estimate?.share ?? 0) >= LISTED_ESTIMATE ||
    suspicion >= LISTED_SUSPICION
  );
}

function byWeight(a: ListedProgram, b: ListedProgram): number {
  const weight = ({ share, estimate, judgement }: ListedProgram): number =>
    (shareAtMost(share?.share) ?? estimate?.share ?? 0) + judgement.suspicion;
  return weight(b) - weight(a) || (a.identity < b.identity ? -1 : 1);
}

/** A program that was started again is told from its first process to its last. */
function toSuspect({ process, judgement, share, estimate }: ListedProgram, { first, last }: Sighted): SuspectProcess {
  const range = typeof share?.share === "object" ? share.share : undefined;
  const unknownCpus =
    range === undefined ? [] : ["carries a share given as a range, since the number of the host's CPUs is not known"];
  return {
    name: process.name,
    executable: process.executable,
    commandLine: process.commandLine,
    pid: process.pid,
    parent: process.parentExecutable ?? process.parentName,
    user: process.user,
    share: share?.share,
    ...(estimate === undefined ? {} : { estimatedShare: rounded(estimate.share) }),
    first,
    last,
    reasons: [...[...judgement.grounds].sort((a, b) => b.weight - a.weight).map(({ text }) => text), ...unknownCpus],
    suspicion: rounded(judgement.suspicion),
  };
}

function toFacts({ process, judgement, share }: ListedProgram): ProcessFacts {
  return {
    name: process.name,
    executable: process.executable,
    commandLine: process.commandLine,
    share: shareAtMost(share?.share),
    presence: share?.presence ?? 0,
    suspicion: rounded(judgement.suspicion),
    isNewOnHost: judgement.isNewOnHost,
    isRareInClass: judgement.isRareInClass,
    isCommonInClass: judgement.isCommonInClass,
    isMiner: judgement.isMiner,
    isMasquerading: judgement.isMasquerading,
    role: judgement.role,
  };
}

function namedShares(attribution: Attribution, byId: ReadonlyMap<number, StoredProcess>): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const program of attribution.programs) {
    const process = heaviest(program, byId);
    if (process === undefined) continue;
    const name = nameOf(process);
    shares.set(name, (shares.get(name) ?? 0) + (shareAtMost(program.share) ?? 0));
  }
  return shares;
}

/** A pid is dealt again and a name is shared: the name decides where only carriers have it, else both must fit. */
function ownerTest(
  carrying: readonly ListedProgram[],
  byId: ReadonlyMap<number, StoredProcess>,
  all: Iterable<Program>,
): (owner: Owner) => boolean | undefined {
  const identities = new Set(carrying.map(({ identity }) => identity));
  const sharedNames = new Set(
    [...all].filter(({ identity }) => !identities.has(identity)).map(({ process }) => nameOf(process)),
  );
  const processes = carrying.flatMap(({ process, share }) => [
    process,
    ...[...(share?.usedBy.keys() ?? [])].flatMap((id) => byId.get(id) ?? []),
  ]);
  const names = new Set(processes.map(nameOf));
  const pids = new Set(processes.map(({ pid }) => pid));
  const entities = new Set(processes.map(({ entityId }) => entityId).filter((id) => id !== undefined));
  return ({ pid, processName, entityId }) => {
    if (entityId !== undefined && entities.has(entityId)) return true;
    const isNumbered = pid === undefined ? undefined : pids.has(pid);
    if (processName === undefined) return isNumbered;
    const name = programName(processName);
    if (!names.has(name)) return false;
    return sharedNames.has(name) ? isNumbered : true;
  };
}

function nameOf(process: StoredProcess): string {
  return programName(process.executable ?? process.name);
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
