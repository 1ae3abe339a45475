/** Why a connection deserves a look: where it goes, how long it stays, how little it carries, and whose it is. */
import { isInNetwork } from "../base/ip-network.ts";
import { DAY, HOUR, type Timestamp } from "../base/time.ts";
import type { ConnectionRecord } from "../model/events.ts";
import type { Knowledge, PoolKnowledge } from "../model/knowledge.ts";
import { isExternalAddress } from "./address.ts";
import { allowedDestination, withAllowance } from "./allowed.ts";
import type { ConnectionGroup } from "./connection-groups.ts";
import {
  protocolGrounds,
  rhythmGrounds,
  sendingGrounds,
  speaksStratum,
  type UsualSending,
} from "./connection-traits.ts";
import { domainIn } from "./domain-match.ts";
import { ruleGrounds, rulesMatching, type FoundRule } from "./rule-grounds.ts";
import { connectionSubject } from "./rule-subjects.ts";
import { suspicionOf, type Ground } from "./suspicion.ts";

/** What is known of a destination beside this host's connections. */
export interface DestinationFacts {
  /** Hosts of the workspace that have connection records, and how many of them talk to this destination. */
  readonly fleet: { readonly hosts: number; readonly talking: number } | undefined;
  /** Whether a process that carries the excess owns it; `undefined` where nothing ties connections to processes. */
  readonly isOfCarrier: boolean | undefined;
  /** What is usually sent in the time of the episode. */
  readonly usualSending?: UsualSending | undefined;
}

export interface ConnectionJudgement {
  readonly grounds: readonly Ground[];
  readonly rules: readonly FoundRule[];
  readonly suspicion: number;
  readonly isExternal: boolean;
  readonly isPool: boolean;
  readonly isRareInFleet: boolean;
  readonly isOddPort: boolean;
  /** Bytes a second, both ways, while connected. */
  readonly rate: number | undefined;
}

const LEAST_FLEET = 3;
const RARE_SHARE = 0.02;
/** Where so many hosts go, and how much of any other ground is left then. */
const COMMON_SHARE = 0.3;
const COMMON_DISCOUNT = 0.3;
/** Connected for at least this share of the episode, and this long in all. */
const PERSISTENT_SHARE = 0.5;
const PERSISTENT_SECONDS = 6 * 3600;
/**
 * A miner's connection carries jobs and shares: tens of bytes a second both ways (DETECTION.md, captures of four
 * pools: 24 to 82 bytes a second).
 */
const TRICKLE = { least: 0.5, most: 2_000 } as const;
const NEAR_ONSET = DAY;
/** Of a group, so many connections that differ are shown to the rules. */
const MOST_DIFFERENT = 50;
const LEAST_SECONDS_FOR_RATE = 60;
/** More than people send by hand, in bytes, and this many times what came back. */
const LARGE_UPLOAD = 1e9;
const UPLOAD_OVER_DOWNLOAD = 3;

export function judgeConnection(
  group: ConnectionGroup,
  facts: DestinationFacts,
  onset: Timestamp,
  knowledge: Knowledge,
): ConnectionJudgement {
  const { pools } = knowledge;
  const allowance = allowedDestination(group, knowledge);
  const traits = {
    isExternal: isExternalGroup(group),
    isRareInFleet: allowance === undefined && isRare(facts.fleet),
    isOddPort: group.port !== undefined && !pools.usualPorts.has(group.port),
    rate: rateOf(group),
  };
  const poolGrounds = namedPools(group, pools);
  const carrier: Ground = {
    kind: "carrier",
    text: "belongs to a process that carries the load",
    weight: traits.isExternal ? 0.25 : 0.1,
  };
  const rules = groupRules(group, knowledge);
  const found = [
    ...poolGrounds,
    ...ruleGrounds(rules),
    // Inside the organisation, connections that stay open to odd ports are what servers are for.
    ...(traits.isExternal
      ? [
          ...stayingGrounds(group, traits.rate),
          ...rarityGrounds(facts.fleet, traits.isRareInFleet),
          ...portGrounds(group.port, traits.isOddPort, pools),
          ...addressGrounds(group.address, pools),
          ...labelGrounds(group.domain, pools),
          ...onsetGrounds(group.first, onset),
          ...protocolGrounds(group, pools),
          ...rhythmGrounds(group),
          ...sentGrounds(group, facts.usualSending),
        ].map((ground) => (isCommon(facts.fleet) ? { ...ground, weight: ground.weight * COMMON_DISCOUNT } : ground))
      : []),
    ...(facts.isOfCarrier === true ? [carrier] : []),
  ];
  const grounds = withAllowance(found, allowance);
  return { ...traits, grounds, rules, suspicion: suspicionOf(grounds), isPool: poolGrounds.length > 0 };
}

/** Connections of a group differ in little that a rule asks for. */
function groupRules({ connections }: ConnectionGroup, { rules }: Knowledge): FoundRule[] {
  if (rules.length === 0) return [];
  const different = new Map<string, ConnectionRecord>();
  for (const connection of connections) {
    const { destinationIp, destinationDomain, destinationPort, processName, transport } = connection;
    const key = JSON.stringify([destinationIp, destinationDomain, destinationPort, processName, transport]);
    if (different.size < MOST_DIFFERENT && !different.has(key)) different.set(key, connection);
  }
  const found = [...different.values()].flatMap((connection) => rulesMatching(connectionSubject(connection), rules));
  return [...new Map(found.map((one) => [one.rule, one])).values()];
}

function namedPools(group: ConnectionGroup, pools: PoolKnowledge): Ground[] {
  const { domain, address } = group;
  const network = address === undefined ? undefined : pools.networks.find((one) => isInNetwork(address, one));
  const grounds: Ground[] = [];
  if (speaksStratum(group)) {
    grounds.push({ kind: "stratum", text: "speaks Stratum, the language of miners and pools", weight: 0.85 });
  }
  if (network !== undefined) {
    grounds.push({ kind: "pool", text: `goes to ${address ?? ""}, a mining pool's address (${network})`, weight: 0.8 });
  }
  if (domain === undefined) return grounds;
  const pool = domainIn(domain, pools.suffixes);
  const browserPool = domainIn(domain, pools.browserSuffixes);
  if (pool !== undefined) {
    grounds.push({ kind: "pool", text: `goes to ${domain}, under ${pool}, a mining pool`, weight: 0.8 });
  }
  if (browserPool !== undefined) {
    grounds.push({ kind: "pool", text: `goes to ${domain}, which serves miners to browsers`, weight: 0.7 });
  }
  return grounds;
}

function stayingGrounds(group: ConnectionGroup, rate: number | undefined): Ground[] {
  if (group.persistence < PERSISTENT_SHARE || group.connectedSeconds < PERSISTENT_SECONDS) return [];
  const count = group.connections.length;
  const resumed = count === 1 ? "in one connection" : `in ${count} connections`;
  const share = Math.round(group.persistence * 100);
  const grounds: Ground[] = [
    { kind: "persistent", text: `is open for ${share} % of the time, ${resumed}`, weight: 0.25 },
  ];
  const isBothWays = (group.bytesOut ?? 0) > 0 && (group.bytesIn ?? 0) > 0;
  if (isBothWays && rate !== undefined && rate >= TRICKLE.least && rate <= TRICKLE.most) {
    const rounded = rate < 10 ? rate.toFixed(1) : String(Math.round(rate));
    grounds.push({ kind: "trickle", text: `carries ${rounded} bytes a second, steadily`, weight: 0.2 });
  }
  if (group.domain === undefined) {
    grounds.push({ kind: "direct", text: "goes to an address that no name was looked up for", weight: 0.05 });
  }
  return grounds;
}

function rarityGrounds(fleet: DestinationFacts["fleet"], isRareInFleet: boolean): Ground[] {
  if (!isRareInFleet || fleet === undefined) return [];
  return [{ kind: "rare", text: `goes where ${fleet.talking} of ${fleet.hosts} hosts go`, weight: 0.15 }];
}

function portGrounds(port: number | undefined, isOddPort: boolean, pools: PoolKnowledge): Ground[] {
  if (port === undefined) return [];
  if (pools.ports.has(port)) {
    return [{ kind: "port", text: `uses port ${port}, which mining pools like`, weight: 0.2 }];
  }
  return isOddPort ? [{ kind: "port", text: `uses port ${port}, which no common service has`, weight: 0.15 }] : [];
}

function addressGrounds(address: string | undefined, pools: PoolKnowledge): Ground[] {
  if (address === undefined || !pools.addresses.has(address)) return [];
  return [{ kind: "pool-address", text: `goes to an address that a pool had in ${pools.addressesSeen}`, weight: 0.4 }];
}

function labelGrounds(domain: string | undefined, pools: PoolKnowledge): Ground[] {
  const labels = domain?.toLowerCase().split(".") ?? [];
  const label = labels.find((part) => part.split("-").some((word) => pools.labels.has(word)));
  return label === undefined
    ? []
    : [{ kind: "label", text: `goes to a host named ${label}, as pools are`, weight: 0.15 }];
}

function onsetGrounds(first: Timestamp, onset: Timestamp): Ground[] {
  const distance = Math.abs(first - onset);
  if (distance > NEAR_ONSET) return [];
  return [{ kind: "onset", text: `began ${Math.round(distance / HOUR)} h from the onset`, weight: 0.15 }];
}

/** Against what is usual here, where that is known; else against what people send by hand. */
function sentGrounds(group: ConnectionGroup, usual: UsualSending | undefined): Ground[] {
  const against = sendingGrounds(group, usual);
  return against.length > 0 ? against : uploadGrounds(group);
}

function uploadGrounds({ bytesOut = 0, bytesIn = 0 }: ConnectionGroup): Ground[] {
  if (bytesOut < LARGE_UPLOAD || bytesOut < UPLOAD_OVER_DOWNLOAD * bytesIn) return [];
  const gigabytes = (bytesOut / 1e9).toFixed(1);
  return [{ kind: "upload", text: `was sent ${gigabytes} GB, far more than came back`, weight: 0.25 }];
}

function rateOf({ bytesOut, bytesIn, connectedSeconds }: ConnectionGroup): number | undefined {
  if ((bytesOut === undefined && bytesIn === undefined) || connectedSeconds < LEAST_SECONDS_FOR_RATE) return undefined;
  return ((bytesOut ?? 0) + (bytesIn ?? 0)) / connectedSeconds;
}

function isExternalGroup({ address, domain }: ConnectionGroup): boolean {
  const byAddress = address === undefined ? undefined : isExternalAddress(address);
  // A name without an address: single labels and private suffixes are the organisation's own.
  return (
    byAddress ??
    (domain !== undefined && domain.includes(".") && !/\.(?:local|lan|internal|corp|home|arpa)$/i.test(domain))
  );
}

/** An endpoint agent's own cloud is talked to day and night by every host that has the agent. */
function isCommon(fleet: DestinationFacts["fleet"]): boolean {
  return fleet !== undefined && fleet.hosts >= LEAST_FLEET && fleet.talking >= fleet.hosts * COMMON_SHARE;
}

function isRare(fleet: DestinationFacts["fleet"]): boolean {
  return fleet !== undefined && fleet.hosts >= LEAST_FLEET && fleet.talking <= Math.max(1, fleet.hosts * RARE_SHARE);
}
