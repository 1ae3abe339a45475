import { expect, it } from "vitest";
import { HOUR } from "../../../src/base/time.ts";
import type { LaneData } from "../../../src/model/lane.ts";
import { levelWords, peerLevels, standingAmongPeers } from "../../../renderer/views/host/peer-levels.ts";

function lane(host: string, ...mean: number[]): LaneData {
  const values = Float64Array.from(mean);
  return {
    host,
    metric: "system.cpu.utilization",
    title: "CPU",
    unit: "1",
    instances: 1,
    step: HOUR,
    envelope: { times: values, min: values, mean: values, max: values, count: values },
    band: undefined,
  };
}

const levels = peerLevels([lane("A", 0.04, 0.04, 0.06), lane("B", 0.9, 0.92, 0.04, 1), lane("C"), lane("D", 0.1)]);

it("puts the highest median first, and leaves out hosts without samples", () => {
  expect(levels.hosts.map(({ host }) => host)).toEqual(["B", "D", "A"]);
  expect(levels.top).toBe(1);
  for (const { shares } of levels.hosts) expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
});

it("says where a host stands among its peers, and how often it is at a level", () => {
  expect(standingAmongPeers(levels, "B")).toBe(
    "The median of B is 91\u202f%, the highest of 3 hosts; those of its peers lie between 4\u202f% and 10\u202f%.",
  );
  expect(standingAmongPeers(levels, "C")).toBe("No samples of C in this time.");
  // The last step holds its upper edge too: a host at 100 % has a place.
  expect(levelWords(levels, 0, 39)).toMatch(
    /^B: 25\u202f% of its hours between 98\u202f% and 100\u202f%; median 91\u202f%/,
  );
  expect(levelWords(levels, 9, 0)).toBe("");
});
