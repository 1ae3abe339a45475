/** One row of Zeek's conn.log as a connection of one of its two ends. */
import { timestamp, SECOND, isPlausible, parseInstant, type Timestamp } from "../../../base/time.ts";
import type { ConnectionRecord } from "../../../model/events.ts";
import type { ImportSink, SourceFacts } from "../../importer.ts";
import { textOrMissing } from "../../reading/missing.ts";
import { parseCount, parseNumber } from "../../reading/numbers.ts";
import { isPrivate, ownEnd, unknownAddressesNote } from "../../reading/own-end.ts";

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

  function hostOf(originator: string, responder: string, field: ConnField): { host: string; isOriginator: boolean } {
    const isInside = (address: string): boolean => {
      const stated = field(address === originator ? "local_orig" : "local_resp");
      return stated === undefined ? isPrivate(address) : /^t/i.test(stated);
    };
    const own = ownEnd(originator, responder, facts, sink, isInside);
    if (!own.isKnown) unknown.add(own.host);
    return { host: own.host, isOriginator: own.isClient };
  }

  function end(): void {
    if (unknown.size > 0) sink.note(unknownAddressesNote(unknown.size));
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
