/** What a connection's protocol, rhythm and volume say, whoever owns it and wherever it goes. */
import { MINUTE, SECOND } from "../base/time.ts";
import type { PoolKnowledge } from "../model/knowledge.ts";
import { median } from "../statistics/median.ts";
import type { ConnectionGroup } from "./connection-groups.ts";
import type { Ground } from "./suspicion.ts";

/** Fewer connections make no rhythm. */
const LEAST_FOR_RHYTHM = 10;
/** Half of the gaps lie within this share of their median: a clock, not a person. */
const REGULAR_SPREAD = 0.1;
/** Gaps below this are one page's connections. */
const SHORTEST_GAP = 20 * SECOND;
/** How much more than usual, and at least so many bytes, makes a sending stand out. */
const TIMES_USUAL = 2;
const LEAST_SENT = 100e6;

/** What a host of its own and hosts of its class send in the time of the episode, in bytes; `undefined` where unknown. */
export interface UsualSending {
  readonly own: number | undefined;
  readonly peers: number | undefined;
}

/** Stratum is a miner's own language. */
export function speaksStratum({ connections }: ConnectionGroup): boolean {
  return connections.some(({ application }) => /\bstratum\b|\bmining\b/i.test(application ?? ""));
}

/** A protocol on a port that it never uses, and TLS that names no host. */
export function protocolGrounds(group: ConnectionGroup, pools: PoolKnowledge): Ground[] {
  const application = group.connections.find((connection) => connection.application !== undefined)?.application;
  if (application === undefined) return [];
  const name = application.toLowerCase() === "tls" ? "ssl" : application.toLowerCase();
  const ports = pools.applicationPorts.get(name);
  const grounds: Ground[] = [];
  if (ports !== undefined && group.port !== undefined && !ports.has(group.port)) {
    grounds.push({
      kind: "protocol",
      text: `speaks ${application} on port ${group.port}, where it is not at home`,
      weight: 0.15,
    });
  }
  if (name === "ssl" && group.domain === undefined) {
    grounds.push({ kind: "nameless-tls", text: "speaks TLS without naming a host", weight: 0.1 });
  }
  return grounds;
}

/** Connections that are opened as by a clock. Sightings of one connection come at the pace of whoever looked. */
export function rhythmGrounds({ connections }: ConnectionGroup): Ground[] {
  if (connections.length < LEAST_FOR_RHYTHM || connections.every((one) => one.durationSeconds === undefined)) return [];
  const gaps = connections
    .slice(1)
    .map(({ start }, index) => start - (connections[index]?.start ?? start))
    .filter((gap) => gap >= SHORTEST_GAP);
  if (gaps.length < LEAST_FOR_RHYTHM - 1) return [];
  const typical = median(gaps);
  const spread = median(gaps.map((gap) => Math.abs(gap - typical)));
  if (spread > REGULAR_SPREAD * typical) return [];
  const every = typical < 2 * MINUTE ? `${Math.round(typical / SECOND)} s` : `${Math.round(typical / MINUTE)} min`;
  return [{ kind: "regular", text: `is opened every ${every}, as by a clock`, weight: 0.15 }];
}

/** More bytes out than the host, or its class, sends altogether in as much time. */
export function sendingGrounds({ bytesOut }: ConnectionGroup, usual: UsualSending | undefined): Ground[] {
  if (bytesOut === undefined || bytesOut < LEAST_SENT || usual === undefined) return [];
  const told = [...beyond("the host", bytesOut, usual.own), ...beyond("its class", bytesOut, usual.peers)];
  if (told.length === 0) return [];
  return [{ kind: "sending", text: `was sent ${gigabytes(bytesOut)} GB, ${told.join(" and ")}`, weight: 0.25 }];
}

function beyond(who: string, sent: number, usual: number | undefined): string[] {
  if (usual === undefined || sent < usual * TIMES_USUAL) return [];
  return [`where ${who} sends ${gigabytes(usual)} GB to all destinations in as much time`];
}

function gigabytes(bytes: number): string {
  return Number((bytes / 1e9).toPrecision(2)).toString();
}
