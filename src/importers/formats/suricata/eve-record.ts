/** What one record of Suricata's eve log says: of which flow it is, between which ends, and what it read in it. */
import type { Timestamp } from "../../../base/time.ts";
import { asObject } from "../../reading/json-records.ts";
import { normaliseIp } from "../../reading/ip-address.ts";
import { textOrMissing } from "../../reading/missing.ts";
import type { TimeReading } from "../../reading/times.ts";

type Json = Readonly<Record<string, unknown>>;

export interface FlowEnd {
  readonly ip: string;
  readonly port: number | undefined;
}

export interface EveRecord {
  readonly kind: string;
  readonly json: Json;
  readonly time: Timestamp;
  /** Joins the records of one flow on one sensor. */
  readonly flowId: string | undefined;
  readonly transport: string | undefined;
  readonly application: string | undefined;
  readonly client: FlowEnd;
  readonly server: FlowEnd;
}

/** Linux takes ports for clients from here upwards; below it services listen. */
const FIRST_CLIENT_PORT = 32_768;

/** A reason where the record must be rejected. */
export function recogniseRecord(json: Json, readTime: (text: string) => TimeReading): EveRecord | string {
  const time = readTime(textOf(json["timestamp"]) ?? "");
  if (typeof time === "string") return time;
  const source = endOf(json["src_ip"], json["src_port"]);
  const destination = endOf(json["dest_ip"], json["dest_port"]);
  if (source === undefined || destination === undefined) return "The record does not name both addresses.";
  const kind = textOf(json["event_type"]) ?? "";
  const isForward = isFromClient(json, kind, source, destination);
  return {
    kind,
    json,
    time,
    flowId: textOf(json["flow_id"]),
    transport: textOf(json["proto"])?.toLowerCase(),
    application: textOf(json["app_proto"]) ?? protocolOf(kind),
    client: isForward ? source : destination,
    server: isForward ? destination : source,
  };
}

/** `alert` records have the ends of a packet, whichever way it went; the flow's own record and most others the client first. */
function isFromClient(json: Json, kind: string, source: FlowEnd, destination: FlowEnd): boolean {
  if (kind === "flow") return true;
  const flow = asObject(json["flow"]);
  const opener = textOf(flow?.["src_ip"]);
  if (opener !== undefined && source.ip !== destination.ip) return normaliseIp(opener) === source.ip;
  const direction = textOf(json["direction"]);
  if (direction !== undefined) return direction !== "to_client";
  if (kind === "dns" && (source.port === 53) !== (destination.port === 53)) return destination.port === 53;
  const isClient = ({ port }: FlowEnd): boolean => port !== undefined && port >= FIRST_CLIENT_PORT;
  return isClient(source) === isClient(destination) ? true : isClient(source);
}

function protocolOf(kind: string): string | undefined {
  return kind === "tls" || kind === "http" || kind === "dns" ? kind : undefined;
}

function endOf(ip: unknown, port: unknown): FlowEnd | undefined {
  const address = normaliseIp(textOf(ip) ?? "");
  return address === undefined ? undefined : { ip: address, port: countOf(port) };
}

/** Numbers as they come, texts that hold one, nothing else. */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? textOrMissing(value) : undefined;
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asObject).filter((one) => one !== undefined) : [];
}
