import { describe, expect, test } from "vitest";
import { DAY, HOUR, SECOND, timestamp } from "../../src/base/time.ts";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { groupConnections } from "../../src/correlation/connection-groups.ts";
import { indicated, NAMED_FROM, type Indicated } from "../../src/correlation/indication.ts";
import { mayBePool, poolIndications } from "../../src/correlation/pool-traffic.ts";
import type { ConnectionRecord } from "../../src/model/events.ts";
import { at, plantedConnection } from "./planted.ts";

const knowledge = builtInKnowledge();
const start = at("2026-03-02T09:00:00");

interface Setting {
  readonly recordedDays?: number;
  readonly fleet?: { readonly hosts: number; readonly talking: number };
}

function found(connections: readonly ConnectionRecord[], { recordedDays = 30, fleet }: Setting = {}): Indicated[] {
  const wanted = connections.filter((connection) => mayBePool(connection, knowledge.pools));
  const groups = groupConnections(wanted, { start: timestamp(start - DAY), end: timestamp(start + 60 * DAY) });
  const traffic = groups.map((group) => ({
    group,
    fleet: fleet ?? { hosts: 20, talking: 1 },
    recorded: recordedDays * DAY,
  }));
  return indicated(poolIndications(traffic, knowledge.pools), () => []);
}

const thin = { bytesOut: 400_000, bytesIn: 900_000, durationSeconds: 6 * 3600 };
const visit = { bytesOut: 4_000, bytesIn: 900_000, durationSeconds: 20, destinationPort: 443 };
const outside = "198.51.100.44";

describe("mining as connections show it", () => {
  test("a pool on its port for hours with few bytes is named, and the sentence says why", () => {
    const [one] = found([plantedConnection({ start, destinationIp: outside, destinationPort: 3333, ...thin })]);
    expect(one?.readings[0]?.profile).toBe("mining");
    expect(one?.readings[0]?.reasons.for[0]?.text).toBe(
      `One connection to ${outside} port 3333, 6 hours in all: mining pools like the port; it stayed open for hours; few bytes went both ways, 60 a second.`,
    );
  });

  test("a pool behind port 443 is known by its name once it stays", () => {
    const pool = { start, destinationIp: outside, destinationPort: 443, destinationDomain: "gulf.moneroocean.stream" };
    expect(found([plantedConnection({ ...pool, ...thin })])).toHaveLength(1);
    expect(found([plantedConnection({ ...pool, ...visit })])).toEqual([]);
  });

  test("a port alone, or a name that only ends alike, is nothing", () => {
    const once = { bytesOut: 300, bytesIn: undefined, durationSeconds: 2 };
    expect(found([plantedConnection({ start, destinationIp: outside, destinationPort: 3333, ...once })])).toEqual([]);
    const alike = { destinationIp: outside, destinationPort: 443, destinationDomain: "notnanopool.org" };
    expect(found([plantedConnection({ start, ...alike, ...thin })])).toEqual([]);
  });

  test("a download from such a port is nothing", () => {
    const much = { bytesOut: 9e6, bytesIn: 9e9, durationSeconds: 6 * 3600 };
    expect(found([plantedConnection({ start, destinationIp: outside, destinationPort: 8888, ...much })])).toEqual([]);
  });

  test("a server of the organisation on such a port is nothing", () => {
    expect(found([plantedConnection({ start, destinationIp: "10.0.9.9", destinationPort: 3333, ...thin })])).toEqual(
      [],
    );
  });

  test("where a third of the fleet goes is no pool", () => {
    const everybody = { start, destinationIp: outside, destinationPort: 3333, ...thin };
    expect(found([plantedConnection(everybody)], { fleet: { hosts: 20, talking: 8 } })).toEqual([]);
  });

  test("a miner's captured minute is named where nothing longer was recorded", () => {
    const minute = { bytesOut: 2_054, bytesIn: 2_594, durationSeconds: 57 };
    const connection = plantedConnection({ start, destinationIp: outside, destinationPort: 14444, ...minute });
    expect(found([connection], { recordedDays: 57 / 86_400 })).toHaveLength(1);
    expect(found([connection], { recordedDays: 1 })).toEqual([]);
  });

  test("signs more than a week apart are two stories", () => {
    const own = { destinationIp: outside, destinationPort: 3333, ...thin };
    const later = { ...own, destinationIp: "198.51.100.45", start: timestamp(start + 20 * DAY) };
    const stories = found([plantedConnection({ start, ...own }), plantedConnection(later)]);
    expect(stories.map(({ first, last }) => (last - first) / HOUR)).toEqual([6, 6]);
  });

  test("what speaks against it can take the name away", () => {
    const groups = groupConnections(
      [plantedConnection({ start, destinationIp: outside, destinationPort: 3333, ...thin })],
      { start, end: timestamp(start + DAY) },
    );
    const traffic = groups.map((group) => ({ group, fleet: { hosts: 1, talking: 1 }, recorded: DAY }));
    const indications = poolIndications(traffic, knowledge.pools);
    expect(indicated(indications, () => [{ weight: 0.3, text: "It was agreed." }])).toEqual([]);
    const [kept] = indicated(indications, () => [{ weight: 0.1, text: "It may be agreed." }]);
    expect(kept?.readings[0]?.score).toBeGreaterThanOrEqual(NAMED_FROM);
    expect(kept?.readings[0]?.reasons.against).toEqual([{ text: "It may be agreed." }]);
  });

  test("a time is never made up: first and last are those of the connections", () => {
    const [one] = found([plantedConnection({ start, destinationIp: outside, destinationPort: 3333, ...thin })]);
    expect([one?.first, one?.last]).toEqual([start, start + thin.durationSeconds * SECOND]);
  });
});
