/**
 * Suricata's eve log, one JSON object a record: flows become connections, with the server names and fingerprints that
 * TLS, HTTP and DNS records have of them; alerts and look-ups of names become control events of the host inside.
 */
import { HOUR, SECOND } from "../../base/time.ts";
import { NAME_LOOKUP } from "../../model/events.ts";
import type { Importer, ImportSink, SourceFacts } from "../importer.ts";
import { asObject, jsonRecords, parseJson } from "../reading/json-records.ts";
import { ownEnd, unknownAddressesNote } from "../reading/own-end.ts";
import { timeReader } from "../reading/times.ts";
import { recogniseRecord, textOf, type EveRecord } from "./suricata/eve-record.ts";
import { eveFlows, type EveFlow } from "./suricata/flows.ts";
import { lookupIn } from "./suricata/name-lookups.ts";

/** Records that say something of a flow. */
const OF_A_FLOW = new Set(["flow", "netflow", "tls", "http", "alert", "dns"]);
/** Answers and look-ups remembered, over all hosts. */
const MOST_REMEMBERED = 100_000;
const LONGEST_MESSAGE = 600;

export const suricataEve: Importer = {
  id: "suricata-eve",
  describes: "Suricata eve.json: flows, TLS, HTTP and DNS names, alerts",
  example: [
    '{"timestamp":"2026-03-02T09:14:05.540473+0000","flow_id":928532049924531,"event_type":"tls","src_ip":"10.0.4.7",',
    ' "src_port":50312,"dest_ip":"203.0.113.9","dest_port":443,"proto":"TCP","tls":{"sni":"pool.example.org"}}',
  ].join("\n"),

  sniff({ text }): number {
    if (!/^\s*[[{]/.test(text) || !/"event_type"\s*:\s*"\w+"/.test(text)) return 0;
    return /"(?:flow_id|src_ip|stats)"\s*:/.test(text) && /"timestamp"\s*:\s*"\d{4}-/.test(text) ? 0.98 : 0;
  },

  async read(text, facts, sink, signal): Promise<void> {
    const store = eveStore(facts, sink);
    for await (const records of jsonRecords(text, sink)) {
      signal.throwIfAborted();
      for (const record of records) store.add(record.text, record.line);
    }
    store.end();
  },
};

function eveStore(facts: SourceFacts, sink: ImportSink): { add(raw: string, line: number): void; end(): void } {
  const readTime = timeReader("iso", facts.zone, (note) => {
    sink.note(note);
  });
  const unknown = new Set<string>();
  const names = new Map<string, string>();
  const told = new Map<string, number>();
  const flows = eveFlows(readTime, connection);
  return { add, end };

  function add(raw: string, line: number): void {
    const json = asObject(parseJson(raw));
    const kind = textOf(json?.["event_type"]);
    if (json === undefined || kind === undefined) {
      sink.reject(line, json === undefined ? "The record is no JSON object." : "The record has no event_type.", raw);
      return;
    }
    if (!OF_A_FLOW.has(kind)) {
      sink.skip(`${kind.slice(0, 40)} records`);
      return;
    }
    const record = recogniseRecord(json, readTime);
    if (typeof record === "string") {
      sink.reject(line, record, raw);
      return;
    }
    flows.add(record, line);
    if (kind === "alert") alert(record, line);
    if (kind === "dns") lookup(record, line);
    sink.stored();
  }

  function end(): void {
    flows.end();
    if (unknown.size > 0) sink.note(unknownAddressesNote(unknown.size));
  }

  function hostOf({ client, server }: Pick<EveFlow, "client" | "server">) {
    const own = ownEnd(client.ip, server.ip, facts, sink);
    if (!own.isKnown) unknown.add(own.host);
    return own;
  }

  function connection(flow: EveFlow): void {
    const { host, isClient } = hostOf(flow);
    const domain = flow.domain ?? names.get(`${host} ${flow.server.ip}`);
    sink.connection(
      {
        host,
        start: flow.start,
        durationSeconds: flow.end === undefined ? undefined : (flow.end - flow.start) / SECOND,
        transport: flow.transport,
        direction: isClient ? "outbound" : "inbound",
        sourceIp: flow.client.ip,
        sourcePort: flow.client.port,
        destinationIp: flow.server.ip,
        destinationPort: flow.server.port,
        destinationDomain: isClient ? domain : undefined,
        bytesOut: isClient ? flow.bytesToServer : flow.bytesToClient,
        bytesIn: isClient ? flow.bytesToClient : flow.bytesToServer,
        pid: undefined,
        processName: undefined,
        entityId: undefined,
        application: flow.application,
        state: flow.state,
      },
      flow.line,
    );
  }

  function alert(record: EveRecord, line: number): void {
    const { host } = hostOf(record);
    const domain = flows.domainOf(record.flowId);
    const { client, server } = record;
    const where = `${client.ip} to ${domain === undefined ? server.ip : `${domain} (${server.ip})`}`;
    const message = `${alertText(record)}; ${where}${server.port === undefined ? "" : ` port ${String(server.port)}`}`;
    sink.control(
      { host, time: record.time, action: "network-alert", user: undefined, message: message.slice(0, LONGEST_MESSAGE) },
      line,
    );
  }

  /** A name that a host asks for again within the hour is one story. */
  function lookup(record: EveRecord, line: number): void {
    const found = lookupIn(record.json);
    if (found === undefined) return;
    const { host } = hostOf(record);
    if (names.size > MOST_REMEMBERED) names.clear();
    for (const address of found.addresses) names.set(`${host} ${address}`, found.name);
    const key = `${host} ${found.name}`;
    const last = told.get(key);
    if (last !== undefined && Math.abs(record.time - last) < HOUR) return;
    if (told.size > MOST_REMEMBERED) told.clear();
    told.set(key, record.time);
    const message = found.name.slice(0, LONGEST_MESSAGE);
    sink.control({ host, time: record.time, action: NAME_LOOKUP, user: undefined, message }, line);
  }
}

/** The rule by its name, number and category, with what its author said of it. */
function alertText({ json }: EveRecord): string {
  const alert = asObject(json["alert"]) ?? {};
  const number = textOf(alert["signature_id"]);
  const details = [
    number === undefined ? undefined : `rule ${number}`,
    textOf(alert["category"]),
    ...Object.entries(asObject(alert["metadata"]) ?? {}).map(([name, value]) =>
      [value].flat().every((one) => typeof one === "string") ? `${name} ${[value].flat().join(" ")}` : undefined,
    ),
    textOf(alert["action"]) === "blocked" ? "blocked" : undefined,
  ].filter((detail) => detail !== undefined);
  return `${textOf(alert["signature"]) ?? "An alert without a name"} (${details.join(", ")})`;
}
