import { expect, test } from "vitest";
import { DAY, HOUR, SECOND, timestamp } from "../../src/base/time.ts";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { isExternalAddress } from "../../src/correlation/address.ts";
import { groupConnections } from "../../src/correlation/connection-groups.ts";
import { judgeConnection, type DestinationFacts } from "../../src/correlation/connection-suspicion.ts";
import { domainIn } from "../../src/correlation/domain-match.ts";
import type { ConnectionRecord } from "../../src/model/events.ts";
import { at, plantedConnection } from "./planted.ts";

const start = at("2026-03-10T00:00:00");
const episode = { start, end: timestamp(start + 10 * DAY) };
const after = (hours: number) => timestamp(start + hours * HOUR);
const nothingKnown: DestinationFacts = { fleet: undefined, isOfCarrier: undefined };

function judge(connections: readonly ConnectionRecord[], facts = nothingKnown) {
  const groups = groupConnections(connections, episode);
  const [group] = groups;
  if (group === undefined) throw new Error("expected a group");
  return { group, groups, ...judgeConnection(group, facts, start, builtInKnowledge()) };
}
const kinds = (judgement: ReturnType<typeof judge>) => judgement.grounds.map(({ kind }) => kind);

test("a pool is matched on a dot, not within a word", () => {
  const pools = new Set(["supportxmr.com"]);
  expect(domainIn("pool.SupportXMR.com.", pools)).toBe("supportxmr.com");
  expect(domainIn("supportxmr.com", pools)).toBe("supportxmr.com");
  expect(domainIn("notsupportxmr.com", pools)).toBeUndefined();
  expect(domainIn("supportxmr.com.example", pools)).toBeUndefined();
});

test("addresses are inside, outside, or no addresses", () => {
  const inside = [
    "10.0.0.1",
    "172.20.1.1",
    "192.168.1.1",
    "127.0.0.1",
    "169.254.1.1",
    "100.64.0.1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
  ];
  expect(inside.filter((address) => isExternalAddress(address) !== false)).toEqual([]);
  expect(
    ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"].filter((address) => isExternalAddress(address) !== true),
  ).toEqual([]);
  expect(isExternalAddress("203.0.113.77")).toBe(true);
  expect(isExternalAddress("pool.example")).toBeUndefined();
});

test("inbound connections and those outside the episode are left out", () => {
  const away = { destinationIp: "8.8.8.8", destinationPort: 443 };
  const connections = [
    plantedConnection({ ...away, start, direction: "inbound" }),
    plantedConnection({ ...away, start: timestamp(start - DAY), durationSeconds: 60 }),
    plantedConnection({ ...away, start: after(241) }),
  ];
  expect(groupConnections(connections, episode)).toEqual([]);
});

test("one long connection, and many that resume, are one persistent story", () => {
  const pool = { destinationIp: "45.9.148.1", destinationPort: 14433, bytesOut: 100_000, bytesIn: 120_000 };
  const long = judge([plantedConnection({ ...pool, start: timestamp(start - HOUR), durationSeconds: 300 * 3600 })]);
  expect(long.group.persistence).toBe(1);
  const resumed = Array.from({ length: 60 }, (_, index) =>
    plantedConnection({
      ...pool,
      start: after(index * 4),
      durationSeconds: 4 * 3600 - 300,
      bytesOut: 9_000,
      bytesIn: 9_000,
    }),
  );
  const many = judge(resumed);
  expect(many.groups).toHaveLength(1);
  expect(many.group.persistence).toBeGreaterThan(0.99);
  expect(kinds(many)).toEqual(["persistent", "trickle", "direct", "port", "onset", "regular"]);
});

test("sightings every half hour mean that it was connected between them", () => {
  const seen = Array.from({ length: 480 }, (_, index) =>
    plantedConnection({ start: after(index / 2), destinationIp: "45.9.148.1", destinationPort: 3333 }),
  );
  expect(judge(seen).group.persistence).toBeGreaterThan(0.99);
});

test("a source that knows no name, and one that knows no process, tell the same story", () => {
  const pool = { destinationIp: "45.9.148.1", destinationPort: 3333 };
  const { groups } = judge([
    plantedConnection({ ...pool, start, destinationDomain: "pool.supportxmr.com" }),
    plantedConnection({ ...pool, start: after(1), processName: "svchost.exe", pid: 7 }),
  ]);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ domain: "pool.supportxmr.com", process: "svchost.exe" });
});

test("two programs that go to one place are kept apart", () => {
  const place = { destinationIp: "8.8.8.8", destinationPort: 443 };
  const { groups } = judge([
    plantedConnection({ ...place, start, processName: "chrome.exe" }),
    plantedConnection({ ...place, start: after(1), processName: "updater.exe" }),
  ]);
  expect(groups.map(({ process }) => process)).toEqual(["chrome.exe", "updater.exe"]);
});

test("a named pool is nearly enough, more so when the carrier's", () => {
  const to = plantedConnection({
    start,
    destinationIp: "45.9.148.1",
    destinationDomain: "xmr-eu1.nanopool.org",
    destinationPort: 443,
  });
  const seen = judge([to]);
  const carriers = judge([to], { ...nothingKnown, isOfCarrier: true });
  expect(seen.isPool).toBe(true);
  expect(seen.suspicion).toBeGreaterThan(0.8);
  expect(carriers.suspicion).toBeGreaterThan(seen.suspicion);
});

test("browser miners are known by the hosts that serve them", () => {
  const to = plantedConnection({
    start,
    destinationIp: "45.9.148.1",
    destinationDomain: "ws027.authedmine.com",
    destinationPort: 443,
  });
  expect(judge([to]).isPool).toBe(true);
});

test("an everyday connection to a place that many go to is above suspicion", () => {
  const everyday = plantedConnection({
    start: after(100),
    destinationIp: "13.107.4.50",
    destinationDomain: "update.example.com",
    destinationPort: 443,
    durationSeconds: 30,
    bytesOut: 4_000,
    bytesIn: 9_000_000,
  });
  const judgement = judge([everyday], { fleet: { hosts: 40, talking: 38 }, isOfCarrier: false });
  expect(judgement).toMatchObject({ suspicion: 0, isExternal: true, isOddPort: false, isRareInFleet: false });
});

test("a persistent connection to an odd port inside the organisation is what servers are for", () => {
  const inside = plantedConnection({
    start,
    durationSeconds: 240 * 3600,
    destinationIp: "10.0.4.20",
    destinationPort: 5999,
  });
  expect(judge([inside], { fleet: { hosts: 40, talking: 1 }, isOfCarrier: undefined }).suspicion).toBe(0);
});

test("a place where hardly any host goes is rare, and with few hosts nothing is", () => {
  const odd = plantedConnection({ start: after(100), destinationIp: "45.9.148.1", destinationPort: 443 });
  expect(judge([odd], { fleet: { hosts: 40, talking: 1 }, isOfCarrier: undefined }).isRareInFleet).toBe(true);
  expect(judge([odd], { fleet: { hosts: 2, talking: 1 }, isOfCarrier: undefined }).isRareInFleet).toBe(false);
});

test("a connection that never ends weighs little where many hosts have it", () => {
  const agent = plantedConnection({
    start,
    durationSeconds: 240 * 3600,
    destinationIp: "45.9.148.1",
    destinationPort: 443,
    bytesOut: 4e6,
    bytesIn: 4e6,
  });
  const few = judge([agent], { fleet: { hosts: 40, talking: 3 }, isOfCarrier: false });
  const many = judge([agent], { fleet: { hosts: 40, talking: 30 }, isOfCarrier: false });
  expect(few.suspicion).toBeGreaterThan(0.4);
  expect(many.suspicion).toBeLessThan(0.25);
});

const away = { destinationIp: "45.9.148.1", destinationPort: 443 };

test("connections opened as by a clock are told, people's and sightings are not", () => {
  const opened = (gap: (index: number) => number, durationSeconds: number | undefined = 2) =>
    kinds(
      judge(
        Array.from({ length: 30 }, (_, index) =>
          plantedConnection({ ...away, start: timestamp(start + gap(index) * SECOND), durationSeconds }),
        ),
      ),
    );
  expect(opened((index) => index * 300 + (index % 3))).toContain("regular");
  expect(opened((index) => index ** 2 * 30)).not.toContain("regular");
  expect(opened((index) => index * 2)).not.toContain("regular");
  const sightings = Array.from({ length: 30 }, (_, index) =>
    plantedConnection({ ...away, start: timestamp(start + index * 300 * SECOND) }),
  );
  expect(kinds(judge(sightings))).not.toContain("regular");
});

test("TLS that names no host, and a protocol away from home, are told", () => {
  const one = (fields: Partial<ConnectionRecord>) => kinds(judge([plantedConnection({ ...away, start, ...fields })]));
  expect(one({ application: "ssl" })).toContain("nameless-tls");
  expect(one({ application: "ssl", destinationDomain: "a.example" })).not.toContain("nameless-tls");
  expect(one({ application: "TLS", destinationPort: 3333 })).toContain("protocol");
  expect(one({ application: "http", destinationPort: 8080 })).not.toContain("protocol");
  expect(one({ application: "somethingelse", destinationPort: 3333 })).not.toContain("protocol");
});

test("Stratum, and a pool's address that a content file names, are pools by themselves", () => {
  const stratum = judge([plantedConnection({ ...away, start, application: "stratum" })]);
  expect(stratum).toMatchObject({ isPool: true });
  expect(stratum.suspicion).toBeGreaterThan(0.8);
  const built = builtInKnowledge();
  const knowledge = { ...built, pools: { ...built.pools, networks: ["45.9.148.0/24"] } };
  const [group] = groupConnections([plantedConnection({ ...away, start })], episode);
  if (group === undefined) throw new Error("expected a group");
  expect(judgeConnection(group, nothingKnown, start, knowledge).isPool).toBe(true);
  expect(judgeConnection(group, nothingKnown, start, built).isPool).toBe(false);
});

test("bytes out are held against what the host and its class usually send", () => {
  const sent = (usualSending: DestinationFacts["usualSending"], bytesOut = 5e9) =>
    judge([plantedConnection({ ...away, start, bytesOut, bytesIn: bytesOut })], { ...nothingKnown, usualSending });
  const both = sent({ own: 0.4e9, peers: 0.2e9 });
  expect(both.grounds.find(({ kind }) => kind === "sending")?.text).toBe(
    "was sent 5 GB, where the host sends 0.4 GB to all destinations in as much time and where its class sends 0.2 GB to all destinations in as much time",
  );
  expect(kinds(sent({ own: 20e9, peers: 20e9 }))).not.toContain("sending");
  expect(kinds(sent({ own: undefined, peers: undefined }))).not.toContain("sending");
  expect(kinds(sent({ own: 1e6, peers: 1e6 }, 50e6))).not.toContain("sending");
});
