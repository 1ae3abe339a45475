/** What the analysis said about processes and connections, found again among the rows of a workspace. */
import { conditionOf } from "../filter/complete-filter.ts";
import type { Episode, SuspectConnection, SuspectProcess } from "../model/episode.ts";
import type { StoredConnection, StoredProcess } from "../model/events.ts";
import type { Suspicion } from "../model/suspicion.ts";
import type { EventQuery, Page, Workspace } from "../store/workspace.ts";

export interface Suspects<Row> {
  suspicionOf(row: Row): Suspicion | undefined;
  /** Ids of the rows, the most suspicious first. */
  readonly ids: readonly number[];
}

export interface WorkspaceSuspects {
  readonly processes: Suspects<StoredProcess>;
  readonly connections: Suspects<StoredConnection>;
}

/** Rows beyond this number, which no person looks through, are in order of time with all others. */
const MOST_ROWS = 1_000;

export function findSuspects(workspace: Workspace): WorkspaceSuspects {
  const episodes = workspace.episodes();
  const processes = gather(episodes, (episode) =>
    episode.processes.map((one) => ({ key: processKey(episode.host, one), number: one.pid, one })),
  );
  const connections = gather(episodes, (episode) =>
    episode.connections.map((one) => ({ key: connectionKey(episode.host, one), number: one.port, one })),
  );
  const suspicionOfProcess = (row: StoredProcess): Suspicion | undefined =>
    processes.byKey.get(processKey(row.host, row));
  // A connection is found by its address or by its name, whichever the analysis called it.
  const suspicionOfConnection = (row: StoredConnection): Suspicion | undefined =>
    [row.destinationIp, row.destinationDomain]
      .flatMap((destination) =>
        destination === undefined
          ? []
          : [connections.byKey.get(connectionKey(row.host, { destination, port: row.destinationPort }))],
      )
      .find((found) => found !== undefined);
  return {
    processes: {
      suspicionOf: suspicionOfProcess,
      ids: idsOf((query) => workspace.processes(query), "process.pid", processes.numbers, suspicionOfProcess),
    },
    connections: {
      suspicionOf: suspicionOfConnection,
      ids: idsOf(
        (query) => workspace.connections(query),
        "destination.port",
        connections.numbers,
        suspicionOfConnection,
      ),
    },
  };
}

interface Named {
  readonly key: string;
  /** The pid or the port that rows are looked for by. */
  readonly number: number | undefined;
  readonly one: Suspicion;
}

function gather(episodes: readonly Episode[], named: (episode: Episode) => readonly Named[]) {
  const byKey = new Map<string, Suspicion>();
  const numbers = new Map<string, Set<number | undefined>>();
  for (const episode of episodes) {
    for (const { key, number, one } of named(episode)) {
      if (one.reasons.length === 0 || one.suspicion <= (byKey.get(key)?.suspicion ?? -1)) continue;
      byKey.set(key, { suspicion: one.suspicion, reasons: one.reasons });
      numbers.set(episode.host, (numbers.get(episode.host) ?? new Set()).add(number));
    }
  }
  return { byKey, numbers };
}

function idsOf<Row extends { readonly id: number }>(
  read: (query: EventQuery) => Page<Row>,
  field: string,
  numbers: ReadonlyMap<string, ReadonlySet<number | undefined>>,
  suspicionOf: (row: Row) => Suspicion | undefined,
): number[] {
  const found = [...numbers].flatMap(([host, wanted]) => {
    const text = [...wanted].map((number) => conditionOf(field, number)).join(" or ");
    return read({ hosts: [host], filter: { text }, limit: MOST_ROWS }).rows.flatMap((row) => {
      const suspicion = suspicionOf(row)?.suspicion;
      return suspicion === undefined ? [] : [{ id: row.id, suspicion }];
    });
  });
  found.sort((a, b) => b.suspicion - a.suspicion || a.id - b.id);
  return found.slice(0, MOST_ROWS).map(({ id }) => id);
}

function processKey(host: string, { name, pid }: Pick<SuspectProcess, "name" | "pid">): string {
  return `${host}\n${String(pid)}\n${name.toLowerCase()}`;
}

function connectionKey(host: string, { destination, port }: Pick<SuspectConnection, "destination" | "port">): string {
  return `${host}\n${destination.toLowerCase()}\n${String(port ?? "")}`;
}
