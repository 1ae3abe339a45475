/** One row of Zeek's conn.log as a connection of one of its two ends. */
import { timestamp, SECOND, isPlausible, parseInstant, type Timestamp } from "../../../base/time.ts";
import type { ConnectionRecord } from "../../../model/events.ts";
import type { ImportSink, SourceFacts } from "../../importer.ts";
import { textOrMissing } from "../../reading/missing.ts";
import { parseCount, parseNumber } from "../../reading/numbers.ts";

/** A field by its name in Zeek's own form (`id.orig_h`); `undefined` where it is unset. */
export type ConnField = (name: string) => string | undefined;

/** Makes connections of rows, and remembers which addresses stand for no host that is known. */
export function connRows(
  facts: SourceFacts,
  sink: Pick<ImportSink, "hostName" | "note">,
): { read(field: ConnField): ConnectionRecord | string; end(): void } {
  const unknown = new Set<string>();
  return { read, end };

  function read(field: ConnField): ConnectionRecord | string {
    const start = timeOf(field("ts"));
    if (typeof start === "string") return start;
    const originator = field("id.orig_h");
    const responder = field("id.resp_h");
    if (originator === undefined || responder === undefined) return "The row does not name both addresses.";
    const { host, isOriginator } = hostOf(originator, responder, field);
    const sent = bytesOf(field, "orig");
    const received = bytesOf(field, "resp");
    return {
      host,
      start,
      durationSeconds: numberOf(field("duration")),
      transport: textOrMissing(field("proto"))?.toLowerCase(),
      direction: isOriginator ? "outbound" : "inbound",
      sourceIp: originator,
      sourcePort: parseCount(field("id.orig_p")),
      destinationIp: responder,
      destinationPort: parseCount(field("id.resp_p")),
      destinationDomain: undefined,
      bytesOut: isOriginator ? sent : received,
      bytesIn: isOriginator ? received : sent,
      pid: undefined,
      processName: undefined,
      entityId: undefined,
      application: field("service"),
      state: field("conn_state"),
    };
  }

  /**
   * A sensor sees two ends: the row belongs to the one that the workspace knows by an alias, else to the one inside
   * the network, and of two such to the one that began.
   */
  function hostOf(originator: string, responder: string, field: ConnField): { host: string; isOriginator: boolean } {
    const isLocal = (address: string, flag: string): boolean => {
      const stated = field(flag);
      return stated === undefined ? isInside(address) : /^t/i.test(stated);
    };
    const prefersResponder = !isLocal(originator, "local_orig") && isLocal(responder, "local_resp");
    if (facts.host !== undefined) return { host: sink.hostName(facts.host), isOriginator: !prefersResponder };
    const [first, second] = prefersResponder ? [responder, originator] : [originator, responder];
    const name = sink.hostName(first);
    if (name !== first) return { host: name, isOriginator: first === originator };
    const other = sink.hostName(second);
    if (other !== second) return { host: other, isOriginator: second === originator };
    unknown.add(first);
    return { host: first, isOriginator: first === originator };
  }

  function end(): void {
    if (unknown.size === 0) return;
    sink.note(
      `${String(unknown.size)} addresses are of no host that is known and stand for themselves: give them as aliases of hosts, and import again.`,
    );
  }
}

/** Payload; where Zeek could not count it, the packets with their headers. */
function bytesOf(field: ConnField, end: "orig" | "resp"): number | undefined {
  return parseCount(field(`${end}_bytes`)) ?? parseCount(field(`${end}_ip_bytes`));
}

function numberOf(written: string | undefined): number | undefined {
  const number = written === undefined ? undefined : parseNumber(written);
  return number === undefined || Number.isNaN(number) ? undefined : number;
}

/** Seconds since 1970 with six decimals, or ISO 8601 where Zeek is set to it. */
function timeOf(written: string | undefined): Timestamp | string {
  if (written === undefined) return "The row has no time.";
  const match = /^(\d{1,11})(?:\.(\d+))?$/.exec(written);
  const time =
    match === null
      ? parseInstant(written)
      : Number(match[1]) * SECOND + Math.round(Number(`0.${match[2] ?? "0"}`) * SECOND);
  if (time === undefined) return `"${written.slice(0, 40)}" is not a time.`;
  return isPlausible(time) ? timestamp(time) : "The time lies outside 1980 to 2200.";
}

const INSIDE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|f[cd][0-9a-f]{2}:|fe80:|::1$)/i;

/** Private, link-local and shared addresses (RFC 1918, 3927, 4193, 6598). */
function isInside(address: string): boolean {
  return INSIDE.test(address);
}
