import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/base/time.ts";
import { suricataEve } from "../../../src/importers/formats/suricata-eve.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;
const lines = (...records: readonly object[]): string => records.map((record) => JSON.stringify(record)).join("\n");

const ends = { src_ip: "10.0.4.7", src_port: 50312, dest_ip: "203.0.113.9", dest_port: 443, proto: "TCP" };
const lookup = {
  timestamp: "2026-03-02T09:14:04.000000+0000",
  flow_id: 7,
  event_type: "dns",
  ...{ src_ip: "10.0.4.7", src_port: 39394, dest_ip: "10.0.0.53", dest_port: 53, proto: "UDP" },
  dns: {
    version: 2,
    type: "answer",
    rrname: "xmr.example.org",
    answers: [{ rrname: "xmr.example.org", rrtype: "A", rdata: "203.0.113.9" }],
  },
};
const tls = {
  timestamp: "2026-03-02T09:14:05.540473+0000",
  flow_id: 9,
  event_type: "tls",
  ...ends,
  tls: { sni: "Pool.Example.org", ja3: { hash: "c12f54a3f91dc7bafd92cb59fe009a35" } },
};
const alert = {
  timestamp: "2026-03-02T09:14:06.000000+0000",
  flow_id: 9,
  event_type: "alert",
  // The packet that raised it came back from the server.
  ...{ src_ip: "203.0.113.9", src_port: 443, dest_ip: "10.0.4.7", dest_port: 50312, proto: "TCP" },
  alert: {
    action: "blocked",
    signature_id: 2036289,
    signature: "ET COINMINER CoinMiner Domain",
    category: "Crypto Currency Mining Activity Detected",
    metadata: { malware_family: ["CoinMiner"] },
  },
  flow: { bytes_toserver: 100, bytes_toclient: 200, start: "2026-03-02T09:14:05.000000+0000" },
};
const flow = {
  timestamp: "2026-03-03T09:14:05.540473+0000",
  flow_id: 9,
  event_type: "flow",
  ...ends,
  app_proto: "tls",
  flow: {
    bytes_toserver: 812_345,
    bytes_toclient: 204_857,
    start: "2026-03-02T09:14:05.000000+0000",
    end: "2026-03-03T09:14:05.000000+0000",
    state: "closed",
  },
};
const stats = { timestamp: "2026-03-02T09:14:05.000000+0000", event_type: "stats", stats: { uptime: 1 } };

describe("Suricata's eve log", () => {
  it("is told from other JSON", () => {
    expect(suricataEve.sniff(headOf(lines(tls)))).toBe(0.98);
    expect(suricataEve.sniff(headOf(suricataEve.example))).toBe(0.98);
    expect(suricataEve.sniff(headOf(lines(stats)))).toBe(0.98);
    expect(suricataEve.sniff(headOf('{"ts":1,"id.orig_h":"10.0.0.1","conn_state":"SF"}'))).toBe(0);
    expect(suricataEve.sniff(headOf('{"event_type":"ProcessRollup2","timestamp":"1700000000"}'))).toBe(0);
  });

  it("gives one connection a flow, with the name and the fingerprint that TLS showed", async () => {
    const imported = await readFormat(suricataEve, lines(tls, alert, flow, stats));
    expect(imported.counts).toEqual({ stored: 3, skipped: 1, rejected: 0 });
    expect(imported.skips).toEqual({ "stats records": 1 });
    expect(imported.connections).toEqual([
      {
        host: "10.0.4.7",
        start: at("2026-03-02T09:14:05Z"),
        durationSeconds: 86_400,
        transport: "tcp",
        direction: "outbound",
        sourceIp: "10.0.4.7",
        sourcePort: 50312,
        destinationIp: "203.0.113.9",
        destinationPort: 443,
        destinationDomain: "pool.example.org",
        bytesOut: 812_345,
        bytesIn: 204_857,
        pid: undefined,
        processName: undefined,
        entityId: undefined,
        application: "tls tls.client.ja3=c12f54a3f91dc7bafd92cb59fe009a35",
        state: "closed",
        locator: 1,
      },
    ]);
  });

  it("keeps an alert as an event of the host inside, whichever way its packet went", async () => {
    const { controls } = await readFormat(suricataEve, lines(tls, alert));
    expect(controls).toEqual([
      {
        host: "10.0.4.7",
        time: at("2026-03-02T09:14:06Z"),
        action: "network-alert",
        user: undefined,
        message:
          "ET COINMINER CoinMiner Domain (rule 2036289, Crypto Currency Mining Activity Detected, malware_family CoinMiner, blocked); 10.0.4.7 to pool.example.org (203.0.113.9) port 443",
        locator: 2,
      },
    ]);
  });

  it("gives a flow that was cut off, with what its alert counted", async () => {
    const { connections } = await readFormat(suricataEve, lines(alert));
    expect(connections).toMatchObject([
      { direction: "outbound", destinationIp: "203.0.113.9", destinationPort: 443, bytesOut: 100, bytesIn: 200 },
    ]);
  });

  it("names a connection after what was looked up, and tells a look-up once an hour", async () => {
    const nameless = { ...flow, flow_id: 11 };
    const later = { ...lookup, flow_id: 8, timestamp: "2026-03-02T09:40:00.000000+0000" };
    const muchLater = { ...lookup, flow_id: 12, timestamp: "2026-03-02T10:20:00.000000+0000" };
    const { connections, controls } = await readFormat(suricataEve, lines(lookup, later, muchLater, nameless));
    expect(connections.find(({ destinationPort }) => destinationPort === 443)?.destinationDomain).toBe(
      "xmr.example.org",
    );
    expect(controls.map(({ action, message, time }) => ({ action, message, time }))).toEqual([
      { action: "name-lookup", message: "xmr.example.org", time: at("2026-03-02T09:14:04Z") },
      { action: "name-lookup", message: "xmr.example.org", time: at("2026-03-02T10:20:00Z") },
    ]);
  });

  it("does not believe a resolver that answers with nowhere", async () => {
    const blocked = { ...lookup, dns: { ...lookup.dns, answers: [{ rrtype: "A", rdata: "0.0.0.0" }] } };
    const nowhere = { ...flow, flow_id: 11, dest_ip: "0.0.0.0" };
    const { connections } = await readFormat(suricataEve, lines(blocked, nowhere));
    expect(connections.every(({ destinationDomain }) => destinationDomain === undefined)).toBe(true);
  });

  it("joins the two halves of a netflow record", async () => {
    const half = (src_ip: string, src_port: number, dest_ip: string, dest_port: number, bytes: number): object => ({
      ...{ timestamp: "2026-03-02T10:00:00.000000+0000", flow_id: 21, event_type: "netflow", proto: "TCP" },
      ...{ src_ip, src_port, dest_ip, dest_port },
      netflow: { bytes, start: "2026-03-02T09:00:00.000000+0000", end: "2026-03-02T09:30:00.000000+0000" },
    });
    const { connections } = await readFormat(
      suricataEve,
      lines(half("10.0.4.7", 50000, "203.0.113.9", 3333, 700), half("203.0.113.9", 3333, "10.0.4.7", 50000, 900)),
    );
    expect(connections).toMatchObject([{ bytesOut: 700, bytesIn: 900, durationSeconds: 1800 }]);
  });

  it("rejects what it cannot place, and reads on", async () => {
    const broken = `${lines({ ...tls, timestamp: "yesterday" }, { ...tls, dest_ip: "nowhere" })}\n{"event_type":"tls",\n${lines(
      { timestamp: tls.timestamp, flow_id: 1 },
      tls,
    )}`;
    const imported = await readFormat(suricataEve, broken);
    expect(imported.counts).toMatchObject({ stored: 1, rejected: 4 });
    expect(imported.rejects.map(({ reason }) => reason).join(" ")).toMatch(/yesterday.*both addresses/);
  });

  it.skipIf(!hasTestData)(`reads a real sensor's alerts (${noTestData})`, async () => {
    const path = "import/events/06-network-zeek-suricata-netflow/suricata-sample-data_wrccdc-2018_alerts-only.json";
    const imported = await readFormat(suricataEve, realFile(path));
    expect(imported.counts).toEqual({ stored: 207, skipped: 0, rejected: 0 });
    expect(imported.controls).toHaveLength(207);
    const victim = imported.connections.filter(({ host }) => host === "10.47.2.153");
    expect(victim.filter(({ destinationDomain }) => /coin-?hive\.com$/.test(destinationDomain ?? ""))).toMatchObject([
      { direction: "outbound", destinationIp: "217.182.164.10", destinationPort: 443 },
      { direction: "outbound", destinationIp: "217.182.164.10", destinationPort: 443 },
    ]);
  });
});
