/**
 * What is usual in the fleet: which programs each class's hosts run, and how many hosts talk to a destination; and which
 * of them deserve a look by their name alone. Made in one pass over the events, host by host.
 */
import { DAY, timestamp, type Timestamp } from "../base/time.ts";
import { destinationKeys } from "../correlation/connection-groups.ts";
import { mayBePool } from "../correlation/pool-traffic.ts";
import { programIdentity } from "../correlation/program.ts";
import { mayBeDisguised } from "../correlation/program-signs.ts";
import type { ProgramHistory } from "../correlation/process-suspicion.ts";
import type { HostSummary } from "../model/fleet.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { Destination, ProgramSighting, Workspace } from "../store/workspace.ts";
import type { Pause } from "./pause.ts";

export interface FleetInventory {
  historyOf(host: string, identity: string): ProgramHistory;
  /**
   * Hosts with connection records, and how many of them talk to the destination under one of its names; `undefined`
   * where no host has any.
   */
  talkersTo(destinations: readonly string[]): { readonly hosts: number; readonly talking: number } | undefined;
  /** Destinations of a host that may be pools. */
  poolsOf(host: string): readonly Destination[];
  /** Programs of a host that may be disguised, or have a word of a miner's name or command line in their records. */
  doubtfulOf(host: string): readonly ProgramSighting[];
}

/** Records must reach back so far before a program's first appearance for it to be new. */
const LEAST_HISTORY = 3 * DAY;

interface HostPrograms {
  readonly since: Timestamp;
  readonly first: ReadonlyMap<string, Timestamp>;
}

/** O(events of the fleet). */
export async function takeInventory(
  workspace: Workspace,
  hosts: readonly HostSummary[],
  knowledge: Knowledge,
  pause: Pause,
): Promise<FleetInventory> {
  /** By class and program, and by destination: on how many hosts. */
  const seenOn = new Map<string, number>();
  const talking = new Map<string, number>();
  const pools = new Map<string, readonly Destination[]>();
  const doubtful = new Map<string, readonly ProgramSighting[]>();
  const sought = wordsOf(knowledge);
  for (const host of hosts) {
    const programs = host.processCount === 0 ? [] : workspace.programs(host.name, sought);
    for (const identity of new Set(programs.map(programIdentity))) countOne(seenOn, classKey(host.className, identity));
    const doubts = programs.filter((program) => program.isSought || mayBeDisguised(program, knowledge));
    if (doubts.length > 0) doubtful.set(host.name, doubts);
    const destinations = host.connectionCount === 0 ? [] : workspace.destinations(host.name);
    for (const key of new Set(destinations.flatMap(destinationKeys))) countOne(talking, key);
    const wanted = destinations.filter((destination) => mayBePool(destination, knowledge.pools));
    if (wanted.length > 0) pools.set(host.name, wanted);
    await pause();
  }

  const classOf = new Map(hosts.map(({ name, className }) => [name, className]));
  const withProcesses = hosts.filter(({ processCount }) => processCount > 0);
  const withConnections = hosts.filter(({ connectionCount }) => connectionCount > 0).length;
  const ownOf = lastRead((host) => programsOf(workspace, host));
  const peersOf = (host: string, identity: string): ProgramHistory["peers"] => {
    const className = classOf.get(host);
    if (className === undefined) return undefined;
    const peers = withProcesses.filter((other) => other.className === className && other.name !== host);
    const itself = ownOf(host)?.first.has(identity) === true ? 1 : 0;
    return { hosts: peers.length, seenOn: (seenOn.get(classKey(className, identity)) ?? 0) - itself, className };
  };
  return {
    historyOf(host, identity) {
      const own = ownOf(host);
      const first = own?.first.get(identity);
      const isNew = own !== undefined && first !== undefined && first >= own.since + LEAST_HISTORY;
      return { newSince: isNew ? first : undefined, peers: peersOf(host, identity) };
    },
    talkersTo: (destinations) =>
      withConnections === 0
        ? undefined
        : { hosts: withConnections, talking: Math.max(0, ...destinations.map((name) => talking.get(name) ?? 0)) },
    poolsOf: (host) => pools.get(host) ?? [],
    doubtfulOf: (host) => doubtful.get(host) ?? [],
  };
}

/** Any of the words that a miner's command line has. */
function wordsOf({ miners }: Knowledge): RegExp {
  const words = [...miners.commandWords, ...miners.encoded.flatMap(({ fragments }) => fragments)];
  return new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "i");
}

/** Episodes come host by host: only the last one's programs are kept. */
function lastRead<T>(read: (host: string) => T): (host: string) => T {
  let last: { readonly host: string; readonly value: T } | undefined;
  return (host) => {
    if (last?.host !== host) last = { host, value: read(host) };
    return last.value;
  };
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function classKey(className: string | undefined, identity: string): string {
  return JSON.stringify([className, identity]);
}

function programsOf(workspace: Workspace, host: string): HostPrograms | undefined {
  const first = new Map<string, Timestamp>();
  let since = Number.POSITIVE_INFINITY;
  for (const program of workspace.programs(host)) {
    const identity = programIdentity(program);
    since = Math.min(since, program.first);
    first.set(identity, timestamp(Math.min(first.get(identity) ?? program.began, program.began)));
  }
  return first.size === 0 ? undefined : { since: timestamp(since), first };
}
