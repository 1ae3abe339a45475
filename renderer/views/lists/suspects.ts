/** What the analysis said about processes and connections, found again for the rows of a list. */
import type { Episode, SuspectConnection, SuspectProcess } from "../../../src/model/episode.ts";
import type { StoredConnection, StoredProcess } from "../../../src/model/events.ts";

export interface Suspicion {
  /** 0–1. */
  readonly suspicion: number;
  readonly reasons: readonly string[];
}

export type SuspectProcesses = ReadonlyMap<string, Suspicion>;

export function suspectProcesses(episodes: readonly Episode[]): SuspectProcesses {
  return gather(
    episodes.flatMap(({ host, processes }) => processes.map((one) => [processKey(host, one), one] as const)),
  );
}

export function suspectConnections(episodes: readonly Episode[]): SuspectProcesses {
  return gather(
    episodes.flatMap(({ host, connections }) => connections.map((one) => [connectionKey(host, one), one] as const)),
  );
}

export function suspicionOfProcess(suspects: SuspectProcesses, row: StoredProcess): Suspicion | undefined {
  return suspects.get(processKey(row.host, row));
}

/** A connection is found by its address or by its name, whichever the analysis called it. */
export function suspicionOfConnection(suspects: SuspectProcesses, row: StoredConnection): Suspicion | undefined {
  const port = row.destinationPort;
  return [row.destinationIp, row.destinationDomain]
    .flatMap((destination) =>
      destination === undefined ? [] : [suspects.get(connectionKey(row.host, { destination, port }))],
    )
    .find((found) => found !== undefined);
}

function gather(entries: readonly (readonly [string, Suspicion])[]): SuspectProcesses {
  const found = new Map<string, Suspicion>();
  for (const [key, one] of entries) {
    if (one.reasons.length > 0 && one.suspicion > (found.get(key)?.suspicion ?? -1)) found.set(key, one);
  }
  return found;
}

function processKey(host: string, { name, pid }: Pick<SuspectProcess, "name" | "pid">): string {
  return `${host}\n${String(pid)}\n${name.toLowerCase()}`;
}

function connectionKey(host: string, { destination, port }: Pick<SuspectConnection, "destination" | "port">): string {
  return `${host}\n${destination.toLowerCase()}\n${String(port ?? "")}`;
}
