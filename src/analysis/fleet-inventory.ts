/**
 * What is usual in the fleet: which programs each class's hosts run, and how many hosts talk to a destination. Made in
 * one pass over the events, host by host.
 */
import { DAY, timestamp, type Timestamp } from "../base/time.ts";
import { destinationKeys } from "../correlation/connection-groups.ts";
import { programIdentity } from "../correlation/program.ts";
import type { ProgramHistory } from "../correlation/process-suspicion.ts";
import type { HostSummary } from "../model/fleet.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Pause } from "./pause.ts";

export interface FleetInventory {
  historyOf(host: string, identity: string): ProgramHistory;
  /**
   * Hosts with connection records, and how many of them talk to the destination under one of its names; `undefined`
   * where no host has any.
   */
  talkersTo(destinations: readonly string[]): { readonly hosts: number; readonly talking: number } | undefined;
}

/** Records must reach back so far before a program's first appearance for it to be new. */
const LEAST_HISTORY = 3 * DAY;

interface HostPrograms {
  readonly since: Timestamp;
  readonly first: ReadonlyMap<string, Timestamp>;
}

/** `suspects` are the hosts that have episodes. O(events of the fleet). */
export async function takeInventory(
  workspace: Workspace,
  hosts: readonly HostSummary[],
  suspects: ReadonlySet<string>,
  pause: Pause,
): Promise<FleetInventory> {
  const programs = new Map<string, HostPrograms>();
  /** By class and program, and by destination: on how many hosts. */
  const seenOn = new Map<string, number>();
  const talking = new Map<string, number>();
  const suspectClasses = new Set(hosts.filter(({ name }) => suspects.has(name)).map(({ className }) => className));
  for (const host of suspects.size === 0 ? [] : hosts) {
    if (suspects.has(host.name) || (host.className !== undefined && suspectClasses.has(host.className))) {
      const own = programsOf(workspace, host);
      if (suspects.has(host.name) && own !== undefined) programs.set(host.name, own);
      for (const identity of own?.first.keys() ?? []) countOne(seenOn, classKey(host.className, identity));
    }
    for (const destination of destinationsOf(workspace, host)) countOne(talking, destination);
    await pause();
  }

  const classOf = new Map(hosts.map(({ name, className }) => [name, className]));
  const withProcesses = hosts.filter(({ processCount }) => processCount > 0);
  const withConnections = hosts.filter(({ connectionCount }) => connectionCount > 0).length;
  const peersOf = (host: string, identity: string): ProgramHistory["peers"] => {
    const className = classOf.get(host);
    if (className === undefined) return undefined;
    const peers = withProcesses.filter((other) => other.className === className && other.name !== host);
    const itself = programs.get(host)?.first.has(identity) === true ? 1 : 0;
    return { hosts: peers.length, seenOn: (seenOn.get(classKey(className, identity)) ?? 0) - itself, className };
  };
  return {
    historyOf(host, identity) {
      const own = programs.get(host);
      const first = own?.first.get(identity);
      const isNew = own !== undefined && first !== undefined && first >= own.since + LEAST_HISTORY;
      return { newSince: isNew ? first : undefined, peers: peersOf(host, identity) };
    },
    talkersTo: (destinations) =>
      withConnections === 0
        ? undefined
        : { hosts: withConnections, talking: Math.max(0, ...destinations.map((name) => talking.get(name) ?? 0)) },
  };
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function classKey(className: string | undefined, identity: string): string {
  return JSON.stringify([className, identity]);
}

function programsOf(workspace: Workspace, host: HostSummary): HostPrograms | undefined {
  if (host.processCount === 0) return undefined;
  const first = new Map<string, Timestamp>();
  let since = Number.POSITIVE_INFINITY;
  for (const program of workspace.programs(host.name)) {
    const identity = programIdentity(program);
    since = Math.min(since, program.first);
    first.set(identity, timestamp(Math.min(first.get(identity) ?? program.began, program.began)));
  }
  return first.size === 0 ? undefined : { since: timestamp(since), first };
}

function destinationsOf(workspace: Workspace, host: HostSummary): ReadonlySet<string> {
  return new Set(host.connectionCount === 0 ? [] : workspace.destinations(host.name).flatMap(destinationKeys));
}
