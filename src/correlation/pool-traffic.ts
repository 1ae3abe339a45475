/**
 * Mining as connections alone show it: a pool by its name, its address or its port, and beside that the way a miner
 * talks to it, a few bytes both ways for as long as anything is seen.
 *
 * A port or one visit is never enough by itself: analysts open pools' pages and look their names up, and other services
 * use the same ports (DETECTION.md, part two, 6 and 12). What else there is must add up.
 */
import { SECOND, timestamp } from "../base/time.ts";
import type { ConnectionRecord } from "../model/events.ts";
import type { PoolKnowledge } from "../model/knowledge.ts";
import { isExternalAddress } from "./address.ts";
import type { ConnectionGroup } from "./connection-groups.ts";
import { domainIn } from "./domain-match.ts";
import type { Indication } from "./indication.ts";
import { suspicionOf, type Ground } from "./suspicion.ts";

export type PoolDestination = Pick<ConnectionRecord, "destinationIp" | "destinationPort" | "destinationDomain">;

/** Ports that pages are served on. */
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);
/** Resumed so often, or connected so long in seconds, a connection is no visit. */
const RESUMED = 3;
const LONG_SECONDS = 3600;
/** In a short recording: connected for this share of it, and for so long at least. */
const STAYING_SHARE = 0.5;
const STAYING_SECONDS = 45;
/** Bytes a second, both ways: tens in the captures of pools, with room for busy ones. */
const THIN = { least: 0.5, most: 2_000 } as const;
const LEAST_SECONDS_FOR_RATE = 10;
/** Where so many of at least three hosts go, little of any other ground is left. */
const COMMON_SHARE = 0.3;
const LEAST_FLEET = 3;
const COMMON_DISCOUNT = 0.3;
/** Destinations that are told one by one; the others together. */
const MOST_TOLD = 5;

/** Whether a destination is worth a look as a pool. */
export function mayBePool(destination: PoolDestination, pools: PoolKnowledge): boolean {
  const { destinationIp: address, destinationDomain: domain, destinationPort: port } = destination;
  if (domain !== undefined && isPoolName(domain, pools)) return true;
  if (address === undefined || isExternalAddress(address) !== true) return false;
  return pools.addresses.has(address) || (port !== undefined && pools.ports.has(port));
}

export function isPoolName(domain: string, pools: PoolKnowledge): boolean {
  return domainIn(domain, pools.suffixes) !== undefined || domainIn(domain, pools.browserSuffixes) !== undefined;
}

export interface PoolTraffic {
  readonly group: ConnectionGroup;
  /** Hosts of the workspace with connection records, and how many of them go there. */
  readonly fleet: { readonly hosts: number; readonly talking: number };
  /** Microseconds that the host's connections were recorded for around these. */
  readonly recorded: number;
}

/** Indications of `mining` and `browser-mining`, the heaviest first. */
export function poolIndications(traffic: readonly PoolTraffic[], pools: PoolKnowledge): Indication[] {
  const judged = traffic
    .map((one) => ({ ...one, grounds: groundsOf(one, pools) }))
    .map((one) => ({ ...one, weight: discounted(suspicionOf(one.grounds), one.fleet) }))
    .sort((a, b) => b.weight - a.weight || a.group.first - b.group.first || (nameOf(a) < nameOf(b) ? -1 : 1));
  const told = judged.slice(0, MOST_TOLD).map(({ group, grounds, weight, recorded }): Indication => {
    const isWeb = group.port !== undefined && WEB_PORTS.has(group.port);
    return {
      profile: grounds.some(({ kind }) => kind === "browser-pool") ? "browser-mining" : "mining",
      first: group.first,
      last: group.last,
      text: sentence(group, grounds),
      weight,
      value: group.connections.length,
      isPassing: isWeb && !isStaying(group, recorded),
      destination: group.address ?? group.domain,
      program: group.process,
    };
  });
  return [...told, ...others(judged.slice(MOST_TOLD))];
}

function groundsOf({ group, recorded }: PoolTraffic, pools: PoolKnowledge): Ground[] {
  const isWeb = group.port !== undefined && WEB_PORTS.has(group.port);
  const stays = isStaying(group, recorded);
  const grounds: Ground[] = [];
  const pool = group.domain === undefined ? undefined : domainIn(group.domain, pools.suffixes);
  const browserPool = group.domain === undefined ? undefined : domainIn(group.domain, pools.browserSuffixes);
  if (browserPool !== undefined) {
    grounds.push({
      kind: "browser-pool",
      text: `${browserPool} serves miners to browsers`,
      weight: stays ? 0.6 : 0.35,
    });
  }
  if (pool !== undefined) {
    grounds.push({ kind: "pool", text: `${pool} is a mining pool`, weight: stays || !isWeb ? 0.75 : 0.3 });
  }
  if (group.address !== undefined && pools.addresses.has(group.address)) {
    const text = `a pool had this address in ${pools.addressesSeen}`;
    grounds.push({ kind: "pool-address", text, weight: isWeb ? 0.35 : 0.5 });
  }
  if (group.port !== undefined && pools.ports.has(group.port)) {
    grounds.push({ kind: "pool-port", text: "mining pools like the port", weight: 0.3 });
  }
  if (grounds.length === 0) return grounds;
  if (stays) {
    const isResumed = group.connections.length >= RESUMED;
    const stayed = group.connectedSeconds >= LONG_SECONDS ? "for hours" : "as long as anything was recorded";
    const text = isResumed ? "it was opened again and again" : `it stayed open ${stayed}`;
    grounds.push({ kind: "stays", text, weight: 0.25 });
  }
  const rate = rateOf(group);
  if (rate !== undefined && rate >= THIN.least && rate <= THIN.most) {
    grounds.push({ kind: "thin", text: `few bytes went both ways, ${Math.round(rate)} a second`, weight: 0.25 });
  }
  return grounds;
}

function isStaying({ connections, connectedSeconds }: ConnectionGroup, recorded: number): boolean {
  return (
    connections.length >= RESUMED ||
    connectedSeconds >= LONG_SECONDS ||
    (connectedSeconds >= STAYING_SECONDS && connectedSeconds * SECOND >= STAYING_SHARE * recorded)
  );
}

/** `undefined` where it did not go both ways, or too shortly to tell. */
function rateOf({ bytesOut, bytesIn, connectedSeconds }: ConnectionGroup): number | undefined {
  if (!((bytesOut ?? 0) > 0 && (bytesIn ?? 0) > 0) || connectedSeconds < LEAST_SECONDS_FOR_RATE) return undefined;
  return ((bytesOut ?? 0) + (bytesIn ?? 0)) / connectedSeconds;
}

function discounted(weight: number, { hosts, talking }: PoolTraffic["fleet"]): number {
  return hosts >= LEAST_FLEET && talking >= hosts * COMMON_SHARE ? weight * COMMON_DISCOUNT : weight;
}

function sentence(
  { connections, connectedSeconds, process, ...group }: ConnectionGroup,
  grounds: readonly Ground[],
): string {
  const times = connections.length === 1 ? "One connection" : `${connections.length} connections`;
  const owner = process === undefined ? "" : ` of ${process}`;
  const clauses = [...grounds].sort((a, b) => b.weight - a.weight).map(({ text }) => text);
  return `${times}${owner} to ${nameOf({ group })}, ${duration(connectedSeconds)} in all: ${clauses.join("; ")}.`;
}

function nameOf({ group }: { readonly group: Pick<ConnectionGroup, "address" | "domain" | "port"> }): string {
  const { address, domain, port } = group;
  const where = domain === undefined ? (address ?? "") : address === undefined ? domain : `${domain} (${address})`;
  return port === undefined ? where : `${where} port ${port}`;
}

function duration(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${Math.round(seconds / 86_400)} days`;
  if (seconds >= 2 * 3600) return `${Math.round(seconds / 3600)} hours`;
  if (seconds >= 120) return `${Math.round(seconds / 60)} minutes`;
  const whole = Math.max(1, Math.round(seconds));
  return whole === 1 ? "1 second" : `${whole} seconds`;
}

/** Many places on pools' ports are one sign: a miner that tries its list of pools. */
function others(rest: readonly (PoolTraffic & { readonly weight: number })[]): Indication[] {
  if (rest.length === 0) return [];
  const first = timestamp(Math.min(...rest.map(({ group }) => group.first)));
  const last = timestamp(Math.max(...rest.map(({ group }) => group.last)));
  const text = `${rest.length} further destinations have a pool's name, address or port.`;
  const weight = Math.min(0.5, Math.max(...rest.map((one) => one.weight)));
  const shared = { profile: "mining", isPassing: false, destination: undefined, program: undefined };
  return [{ ...shared, first, last, text, weight, value: rest.length }];
}
