/** Connections: Sysmon 3 and Security 5156, with the names that Sysmon 22 saw asked for. */
import type { Timestamp } from "../../../base/time.ts";
import type { ConnectionRecord } from "../../../model/events.ts";
import { parseCount } from "../../reading/numbers.ts";
import { entityIdOf } from "./event-clock.ts";
import { baseName, text, type WindowsEvent } from "./event.ts";
import { pidOf, pidOfFiltering } from "./process-events.ts";

/** Answers remembered, over all hosts. */
const MOST_ANSWERS = 100_000;

/** Which name a host last asked for before it connected to an address. */
export interface AskedNames {
  /** Takes in a Sysmon 22. */
  learn(event: WindowsEvent, host: string): void;
  nameOf(host: string, address: string | undefined): string | undefined;
}

export function askedNames(): AskedNames {
  const names = new Map<string, string>();
  return {
    learn(event, host) {
      const name = text(event, "QueryName");
      if (name === undefined) return;
      for (const answer of (text(event, "QueryResults") ?? "").split(";")) {
        const address = addressOf(answer);
        if (address === undefined || /\s/.test(address)) continue;
        if (names.size >= MOST_ANSWERS) names.clear();
        names.set(`${host} ${address}`, name);
      }
    },
    nameOf: (host, address) => (address === undefined ? undefined : names.get(`${host} ${address}`)),
  };
}

export function sysmonConnection(
  event: WindowsEvent,
  host: string,
  time: Timestamp,
  names: AskedNames,
): ConnectionRecord | string {
  const isInbound = text(event, "Initiated")?.toLowerCase() === "false";
  const destinationIp = addressOf(text(event, "DestinationIp"));
  if (destinationIp === undefined) return "The event has no DestinationIp.";
  // DestinationHostname is a reverse look-up: the name that was asked for says more, where it was logged.
  const domain = names.nameOf(host, destinationIp) ?? text(event, "DestinationHostname");
  return {
    host,
    start: time,
    durationSeconds: undefined,
    transport: text(event, "Protocol")?.toLowerCase(),
    direction: isInbound ? "inbound" : "outbound",
    sourceIp: addressOf(text(event, "SourceIp")),
    sourcePort: parseCount(text(event, "SourcePort")),
    destinationIp,
    destinationPort: parseCount(text(event, "DestinationPort")),
    destinationDomain: isInbound ? undefined : domain,
    bytesOut: undefined,
    bytesIn: undefined,
    pid: pidOf(text(event, "ProcessId")),
    processName: baseName(text(event, "Image")),
    entityId: entityIdOf(text(event, "ProcessGuid")),
    application: text(event, "DestinationPortName"),
    state: undefined,
  };
}

const TRANSPORTS: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "ipv6-icmp" };

/** The filtering platform calls the local end the source, whoever began: the two are exchanged for inbound ones. */
export function filteredConnection(
  event: WindowsEvent,
  host: string,
  time: Timestamp,
  names: AskedNames,
): ConnectionRecord | string {
  const direction = text(event, "Direction") ?? "";
  const isInbound = direction === "%%14592" || /^inbound$/i.test(direction);
  const local = { ip: addressOf(text(event, "SourceAddress")), port: parseCount(text(event, "SourcePort")) };
  const remote = { ip: addressOf(text(event, "DestAddress")), port: parseCount(text(event, "DestPort")) };
  if (remote.ip === undefined) return "The event has no DestAddress.";
  const [source, destination] = isInbound ? [remote, local] : [local, remote];
  const protocol = text(event, "Protocol");
  return {
    host,
    start: time,
    durationSeconds: undefined,
    transport: protocol === undefined ? undefined : (TRANSPORTS[protocol] ?? protocol.toLowerCase()),
    direction: isInbound ? "inbound" : "outbound",
    sourceIp: source.ip,
    sourcePort: source.port,
    destinationIp: destination.ip,
    destinationPort: destination.port,
    destinationDomain: isInbound ? undefined : names.nameOf(host, remote.ip),
    bytesOut: undefined,
    bytesIn: undefined,
    pid: pidOfFiltering(event),
    processName: baseName(text(event, "Application")),
    entityId: undefined,
    application: undefined,
    state: undefined,
  };
}

/** An IPv4 address is written as such, also where it came as IPv6. */
function addressOf(written: string | undefined): string | undefined {
  const address = written?.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  return address === "" ? undefined : address;
}
