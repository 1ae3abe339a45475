/**
 * The flows of an eve log. What was read in a flow (a server's name, a fingerprint, a user agent) comes in records of
 * its own before the flow's own record, which is written when it ends; a flow that was cut off has none.
 */
import type { Timestamp } from "../../../base/time.ts";
import { normaliseIp } from "../../reading/ip-address.ts";
import { asObject } from "../../reading/json-records.ts";
import type { TimeReading } from "../../reading/times.ts";
import { countOf, textOf, type EveRecord, type FlowEnd } from "./eve-record.ts";

export interface EveFlow {
  readonly client: FlowEnd;
  readonly server: FlowEnd;
  readonly transport: string | undefined;
  /** The protocol that was recognised, with what the client told of itself: `tls tls.client.ja3=…`. */
  readonly application: string | undefined;
  /** The server's name as TLS or HTTP had it. */
  readonly domain: string | undefined;
  readonly start: Timestamp;
  /** `undefined` where nothing says how long it lasted. */
  readonly end: Timestamp | undefined;
  readonly bytesToServer: number | undefined;
  readonly bytesToClient: number | undefined;
  readonly state: string | undefined;
  readonly line: number;
}

type Growing = { -readonly [Key in keyof EveFlow]: EveFlow[Key] } & { isGiven: boolean };

/** Flows held at once: beyond it the oldest is given as it is. */
const MOST_HELD = 200_000;
const LONGEST_TEXT = 200;

/** Gives each flow once, at its own record or at the latest at `end`. */
export function eveFlows(
  readTime: (text: string) => TimeReading,
  give: (flow: EveFlow) => void,
): {
  add(record: EveRecord, line: number): void;
  domainOf(flowId: string | undefined): string | undefined;
  end(): void;
} {
  const held = new Map<string, Growing>();
  return { add, domainOf: (flowId) => (flowId === undefined ? undefined : held.get(flowId)?.domain), end };

  function add(record: EveRecord, line: number): void {
    const flow = flowOf(record, line);
    learn(flow, record, readTime);
    if (record.kind !== "flow" && record.flowId !== undefined) return;
    if (!flow.isGiven) give(flow);
    flow.isGiven = true;
  }

  function flowOf(record: EveRecord, line: number): Growing {
    const known = record.flowId === undefined ? undefined : held.get(record.flowId);
    if (known !== undefined) return known;
    const fresh: Growing = {
      client: record.client,
      server: record.server,
      transport: record.transport,
      application: undefined,
      domain: undefined,
      start: record.time,
      end: undefined,
      bytesToServer: undefined,
      bytesToClient: undefined,
      state: undefined,
      line,
      isGiven: false,
    };
    if (record.flowId === undefined) return fresh;
    const oldest = held.size < MOST_HELD ? undefined : held.entries().next().value;
    if (oldest !== undefined) drop(...oldest);
    held.set(record.flowId, fresh);
    return fresh;
  }

  function end(): void {
    for (const [id, flow] of held) drop(id, flow);
  }

  function drop(id: string, flow: Growing): void {
    held.delete(id);
    if (!flow.isGiven) give(flow);
  }
}

function learn(flow: Growing, record: EveRecord, readTime: (text: string) => TimeReading): void {
  const { json, kind } = record;
  const stated = asObject(json["flow"]) ?? (kind === "netflow" ? asObject(json["netflow"]) : undefined);
  const instant = (value: unknown): Timestamp | undefined => {
    const read = readTime(textOf(value) ?? "");
    return typeof read === "string" ? undefined : read;
  };
  const start = instant(stated?.["start"]) ?? record.time;
  if (start < flow.start) flow.start = start;
  // Whatever was seen of a flow, it was open until then.
  const end = instant(stated?.["end"]) ?? record.time;
  if (end > (flow.end ?? flow.start)) flow.end = end;
  if (kind === "netflow") {
    // One record a direction; which one it is stands in its own ends, not in who the client is.
    const isForward = normaliseIp(textOf(json["src_ip"]) ?? "") === flow.client.ip;
    const bytes = countOf(stated?.["bytes"]);
    if (isForward) flow.bytesToServer = bytes ?? flow.bytesToServer;
    else flow.bytesToClient = bytes ?? flow.bytesToClient;
  } else {
    flow.bytesToServer = larger(flow.bytesToServer, countOf(stated?.["bytes_toserver"]));
    flow.bytesToClient = larger(flow.bytesToClient, countOf(stated?.["bytes_toclient"]));
  }
  flow.state = textOf(stated?.["state"]) ?? flow.state;
  flow.domain = domainIn(record) ?? flow.domain;
  const application = applicationOf(record);
  if (application !== undefined && application.length > (flow.application?.length ?? 0)) flow.application = application;
}

/** Counts grow while a flow lasts. */
function larger(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : Math.max(one, other ?? 0);
}

function domainIn({ json }: EveRecord): string | undefined {
  const name = textOf(asObject(json["tls"])?.["sni"]) ?? textOf(asObject(json["http"])?.["hostname"]);
  return name?.slice(0, LONGEST_TEXT).toLowerCase().replace(/:\d+$/, "");
}

/** Under the names of the Elastic Common Schema, so that a search finds them. */
function applicationOf({ json, application }: EveRecord): string | undefined {
  const tls = asObject(json["tls"]);
  const told = [
    ["tls.client.ja3", textOf(asObject(tls?.["ja3"])?.["hash"])],
    ["tls.client.ja4", textOf(tls?.["ja4"])],
    ["user_agent.original", textOf(asObject(json["http"])?.["http_user_agent"])],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name ?? ""}=${value.slice(0, LONGEST_TEXT)}`]));
  if (application === undefined && told.length === 0) return undefined;
  return [application ?? "", ...told].join(" ").trim();
}
