/**
 * Hosts that connections, programs and a sensor's alerts speak against by themselves, whatever their load: mining that
 * no metric shows, programs that pose as the system. All hosts are searched for what may be telling; only where
 * something is, rows are read.
 */
import { HOUR, timestamp, type TimeRange } from "../base/time.ts";
import { destinationKeys, groupConnections } from "../correlation/connection-groups.ts";
import { indicated, type Indicated, type Indication } from "../correlation/indication.ts";
import { mayBePool, poolIndications } from "../correlation/pool-traffic.ts";
import { judgeProcess } from "../correlation/process-suspicion.ts";
import { programIdentity } from "../correlation/program.ts";
import { programIndications } from "../correlation/program-signs.ts";
import { NETWORK_ALERT, sensorIndications, speaksOfMining } from "../correlation/sensor-signs.ts";
import type { Reason } from "../model/episode.ts";
import { NAME_LOOKUP, type ConnectionRecord, type ControlEvent, type StoredProcess } from "../model/events.ts";
import type { HostSummary } from "../model/fleet.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { Workspace } from "../store/workspace.ts";
import type { FleetInventory } from "./fleet-inventory.ts";
import { pages } from "./pages.ts";
import type { Pause } from "./pause.ts";

/** A recording that pauses for longer than this was taken up again. */
const TAKEN_UP_AGAIN = 6 * HOUR;
/** Programs of one host that are told. */
const MOST_PROGRAMS = 5;
const MOST_SEARCHED = 100;

/** In the order of the hosts, then of time. `deviates` says whether a metric of the host does in a range. */
export async function findIndicators(
  workspace: Workspace,
  inventory: FleetInventory,
  hosts: readonly HostSummary[],
  deviates: (host: string, range: TimeRange) => boolean,
  knowledge: Knowledge,
  pause: Pause,
): Promise<(Indicated & { readonly host: HostSummary })[]> {
  const sensed = await sensedEvents(workspace, hosts, knowledge, pause);
  const found: (Indicated & { readonly host: HostSummary })[] = [];
  for (const host of hosts) {
    const indications = [
      ...(await ofConnections(workspace, inventory, host.name, knowledge, pause)),
      ...sensorIndications(sensed.get(host.name) ?? [], knowledge),
      ...(await ofPrograms(workspace, inventory, host.name, knowledge, pause)),
    ];
    if (indications.length === 0) continue;
    const against = (together: readonly Indication[]): ReturnType<typeof opposing> =>
      opposing(host, together, deviates);
    found.push(...indicated(indications, against).map((one) => ({ ...one, host })));
    await pause();
  }
  return found;
}

async function ofConnections(
  workspace: Workspace,
  inventory: FleetInventory,
  host: string,
  knowledge: Knowledge,
  pause: Pause,
): Promise<Indication[]> {
  if (inventory.poolsOf(host).length === 0) return [];
  const wanted: ConnectionRecord[] = [];
  const spans: TimeRange[] = [];
  for await (const rows of pages((query) => workspace.connections(query), { hosts: [host] }, pause)) {
    for (const row of rows) {
      extend(spans, row);
      if (row.direction !== "inbound" && mayBePool(row, knowledge.pools)) wanted.push(row);
    }
  }
  const whole = { start: timestamp(spans[0]?.start ?? 0), end: timestamp((spans.at(-1)?.end ?? 0) + 1) };
  const traffic = groupConnections(wanted, whole).map((group) => {
    const keys = destinationKeys({
      destinationDomain: group.domain,
      destinationIp: group.address,
      destinationPort: group.port,
    });
    const around = spans.filter(({ start, end }) => start <= group.last && end >= group.first);
    const recorded = around.reduce((sum, { start, end }) => sum + (end - start), 0);
    return { group, fleet: inventory.talkersTo(keys) ?? { hosts: 1, talking: 1 }, recorded };
  });
  return poolIndications(traffic, knowledge.pools);
}

/** Rows come in order of their start. */
function extend(spans: TimeRange[], { start, durationSeconds }: ConnectionRecord): void {
  const end = timestamp(start + (durationSeconds ?? 0) * 1e6);
  const open = spans.at(-1);
  if (open !== undefined && start - open.end <= TAKEN_UP_AGAIN) {
    spans[spans.length - 1] = { start: open.start, end: timestamp(Math.max(open.end, end)) };
  } else spans.push({ start, end });
}

async function ofPrograms(
  workspace: Workspace,
  inventory: FleetInventory,
  host: string,
  knowledge: Knowledge,
  pause: Pause,
): Promise<Indication[]> {
  const fileOf = ({ name, executable }: { readonly name: string; readonly executable: string | undefined }): string =>
    executable ?? name;
  const doubtful = [...inventory.doubtfulOf(host)]
    .sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : fileOf(a) > fileOf(b) ? 1 : 0))
    .slice(0, MOST_SEARCHED);
  const identities = new Set(doubtful.map(programIdentity));
  const found: StoredProcess[] = [];
  if (doubtful.length > 0) {
    const anyText = [...new Set(doubtful.map(fileOf))];
    for await (const rows of pages((query) => workspace.processes(query), { hosts: [host], anyText }, pause)) {
      found.push(...rows.filter((process) => identities.has(programIdentity(process))));
    }
  }
  const byProgram = new Map<string, Indication>();
  for (const process of found) {
    const history = inventory.historyOf(host, programIdentity(process));
    const judgement = judgeProcess(process, history, process.start ?? process.first, knowledge);
    for (const indication of programIndications(process, judgement)) {
      const key = JSON.stringify([indication.profile, programIdentity(process)]);
      const known = byProgram.get(key);
      byProgram.set(key, known === undefined ? indication : joined(known, indication));
    }
  }
  return [...byProgram.values()]
    .sort((a, b) => b.weight - a.weight || a.first - b.first || (a.text < b.text ? -1 : 1))
    .slice(0, MOST_PROGRAMS);
}

/** A program that is started again is one sign: its heaviest, over all of its time. */
function joined(one: Indication, other: Indication): Indication {
  const heavier = other.weight > one.weight || (other.weight === one.weight && other.first < one.first) ? other : one;
  return {
    ...heavier,
    first: timestamp(Math.min(one.first, other.first)),
    last: timestamp(Math.max(one.last, other.last)),
  };
}

async function sensedEvents(
  workspace: Workspace,
  hosts: readonly HostSummary[],
  knowledge: Knowledge,
  pause: Pause,
): Promise<ReadonlyMap<string, ControlEvent[]>> {
  const found = new Map<string, ControlEvent[]>();
  if (hosts.every(({ controlCount }) => controlCount === 0)) return found;
  const query = { anyText: [NETWORK_ALERT, NAME_LOOKUP] };
  for await (const rows of pages((page) => workspace.controls(page), query, pause)) {
    for (const event of rows) {
      if (speaksOfMining(event, knowledge)) found.set(event.host, [...(found.get(event.host) ?? []), event]);
    }
  }
  return found;
}

/** What speaks against all that was found together. */
function opposing(
  { name, sampleCount }: HostSummary,
  together: readonly Indication[],
  deviates: (host: string, range: TimeRange) => boolean,
): (Reason & { readonly weight: number })[] {
  const reasons: (Reason & { readonly weight: number })[] = [];
  const connections = together.filter(({ destination }) => destination !== undefined);
  if (together.every(({ program }) => program === undefined)) {
    reasons.push({ weight: 0.1, text: "No source ties it to a program." });
  }
  if (connections.length > 0 && connections.every(({ isPassing }) => isPassing)) {
    const text =
      "The connections were short and to a port that pages are served on: opening a page leaves the same trace.";
    reasons.push({ weight: 0.25, text });
  }
  const range = {
    start: timestamp(Math.min(...together.map(({ first }) => first))),
    end: timestamp(Math.max(...together.map(({ last }) => last)) + 1),
  };
  if (sampleCount === 0) reasons.push({ weight: 0.05, text: "No load of the host was measured." });
  else if (!deviates(name, range)) reasons.push({ weight: 0.2, text: "No metric of the host deviated at the time." });
  return reasons;
}
