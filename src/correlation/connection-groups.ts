/**
 * Connections of an episode by where they go: one destination and port is one story, however often it was resumed and
 * from whichever local port.
 */
import { MINUTE, SECOND, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import type { ConnectionRecord } from "../model/events.ts";
import { median } from "../statistics/median.ts";
import { programName } from "./program.ts";

export interface ConnectionGroup {
  readonly address: string | undefined;
  readonly domain: string | undefined;
  readonly port: number | undefined;
  /** Name of the process as a source wrote it. */
  readonly process: string | undefined;
  readonly connections: readonly ConnectionRecord[];
  readonly first: Timestamp;
  readonly last: Timestamp;
  readonly connectedSeconds: number;
  /** Share of the episode that it is connected; short breaks count as connected. */
  readonly persistence: number;
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
}

/** A connection that is resumed within this time was never given up. */
const RESUMED_WITHIN = 15 * MINUTE;
/** Where only sightings are known, one stands for the time until the next, unless that is longer than this. */
const LONGEST_BETWEEN_SIGHTINGS = 130 * MINUTE;
const SPACINGS_BRIDGED = 2.5;

/** The names of where a connection goes: its domain and its address, each with the port. */
export function destinationKeys(
  connection: Pick<ConnectionRecord, "destinationDomain" | "destinationIp" | "destinationPort">,
): string[] {
  return [connection.destinationDomain?.toLowerCase(), connection.destinationIp]
    .filter((where) => where !== undefined)
    .map((where) => `${where}:${connection.destinationPort ?? ""}`);
}

/**
 * Outbound connections that touch the episode, grouped, in order of their first appearance. Several programs that go to
 * one place are kept apart; connections that no source ties to a process join the only program that is known to go
 * there, since a firewall and an agent see the same connection. O(n log n).
 */
export function groupConnections(connections: readonly ConnectionRecord[], episode: TimeRange): ConnectionGroup[] {
  const touching = connections.filter(
    (connection) =>
      connection.direction !== "inbound" && connection.start < episode.end && endOf(connection) >= episode.start,
  );
  const named = withDomains(touching);
  const groups: { key: string; connections: ConnectionRecord[] }[] = [];
  for (const [destination, there] of groupBy(named, (connection) => destinationKeys(connection)[0])) {
    const byProgram = groupBy(there, ({ processName }) => programName(processName ?? ""));
    const programs = [...byProgram.keys()].filter((program) => program !== "");
    if (programs.length <= 1) groups.push({ key: destination, connections: there });
    else for (const [program, own] of byProgram) groups.push({ key: `${destination} ${program}`, connections: own });
  }
  return groups
    .map(({ key, connections: own }) => ({ key, group: toGroup(own, episode) }))
    .sort((a, b) => a.group.first - b.group.first || (a.key < b.key ? -1 : 1))
    .map(({ group }) => group);
}

/** A source that knows only the address is given the name that another source has for it, where there is but one. */
function withDomains(connections: readonly ConnectionRecord[]): ConnectionRecord[] {
  const names = new Map<string, string | undefined>();
  for (const { destinationIp, destinationDomain } of connections) {
    if (destinationIp === undefined || destinationDomain === undefined) continue;
    const name = destinationDomain.toLowerCase();
    names.set(destinationIp, !names.has(destinationIp) || names.get(destinationIp) === name ? name : undefined);
  }
  return connections.map((connection) => {
    if (connection.destinationDomain !== undefined || connection.destinationIp === undefined) return connection;
    return { ...connection, destinationDomain: names.get(connection.destinationIp) };
  });
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function endOf(connection: ConnectionRecord): Timestamp {
  return timestamp(connection.start + (connection.durationSeconds ?? 0) * SECOND);
}

function toGroup(unsorted: readonly ConnectionRecord[], episode: TimeRange): ConnectionGroup {
  const connections = [...unsorted].sort(byStart);
  const spans = mergedSpans(connections);
  let connected = 0;
  for (const { start, end } of spans) {
    connected += Math.max(0, Math.min(end, episode.end) - Math.max(start, episode.start));
  }
  const [first] = connections;
  return {
    address: connections.find(({ destinationIp }) => destinationIp !== undefined)?.destinationIp,
    domain: connections.find(({ destinationDomain }) => destinationDomain !== undefined)?.destinationDomain,
    port: first?.destinationPort,
    process: connections.find(({ processName }) => processName !== undefined)?.processName,
    connections,
    first: first?.start ?? episode.start,
    last: timestamp(Math.max(...spans.map(({ end }) => end))),
    connectedSeconds: connected / SECOND,
    persistence: Math.min(1, connected / (episode.end - episode.start)),
    bytesOut: sumOf(connections.map(({ bytesOut }) => bytesOut)),
    bytesIn: sumOf(connections.map(({ bytesIn }) => bytesIn)),
  };
}

/** Equal starts in an order that does not depend on which source was imported first. */
function byStart(a: ConnectionRecord, b: ConnectionRecord): number {
  return (
    a.start - b.start ||
    (a.sourcePort ?? 0) - (b.sourcePort ?? 0) ||
    ((a.processName ?? "") < (b.processName ?? "") ? -1 : (a.processName ?? "") > (b.processName ?? "") ? 1 : 0)
  );
}

/** When it was connected, breaks bridged; in order of time. */
function mergedSpans(connections: readonly ConnectionRecord[]): TimeRange[] {
  const isSightings = connections.every(({ durationSeconds }) => durationSeconds === undefined);
  const bridged = isSightings ? sightingBridge(connections) : RESUMED_WITHIN;
  const spans: { start: Timestamp; end: Timestamp }[] = [];
  for (const connection of connections) {
    const end = endOf(connection);
    const open = spans.at(-1);
    if (open !== undefined && connection.start - open.end <= bridged) open.end = timestamp(Math.max(open.end, end));
    else spans.push({ start: connection.start, end });
  }
  return spans;
}

function sightingBridge(connections: readonly ConnectionRecord[]): number {
  const gaps = connections
    .slice(1)
    .map((connection, index) => connection.start - (connections[index]?.start ?? connection.start))
    .filter((gap) => gap > 0);
  if (gaps.length === 0) return RESUMED_WITHIN;
  return Math.min(LONGEST_BETWEEN_SIGHTINGS, Math.max(RESUMED_WITHIN, SPACINGS_BRIDGED * median(gaps)));
}

function sumOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}
