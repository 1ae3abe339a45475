import { describe, expect, test } from "vitest";
import { clusterSentence, findClusters, type HostGroup } from "../../src/correlation/clusters.ts";

const named = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `H${String(from + index)}`);
const hosts = new Set(named(0, 60));
const department = (name: string, from: number, count: number): HostGroup => ({
  kind: "department",
  name,
  hosts: new Set(named(from, count)),
});
/** Twelve departments of five; the sixty hosts are theirs. */
const departments = Array.from({ length: 12 }, (_, index) => department(`D${String(index)}`, index * 5, 5));

describe("clusters of unexplained episodes", () => {
  test("four of a department's five hosts, of six in sixty, are told with Fisher's probability", () => {
    const [found, ...others] = findClusters(hosts, new Set(["H0", "H1", "H2", "H3", "H20", "H40"]), departments);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: "D0", marked: 4, hosts: 5, markedInAll: 6, hostsInAll: 60, groupsTested: 12 });
    // R: phyper(3, 6, 54, 5, lower.tail = FALSE)
    expect(found?.chance).toBeCloseTo(816 / 5_461_512, 12);
    // The least of twelve p-values is multiplied by twelve.
    expect(found?.adjustedChance).toBeCloseTo((12 * 816) / 5_461_512, 12);
    expect(found === undefined ? "" : clusterSentence(found)).toBe(
      "4 of the 5 hosts of department D0 have an unexplained episode, where 6 of all 60 do: by chance once in 560, after 12 groups were looked at.",
    );
  });

  test("episodes that lie one in each department are no cluster", () => {
    expect(findClusters(hosts, new Set(["H0", "H5", "H10", "H15", "H20", "H25"]), departments)).toEqual([]);
  });

  test("two of five stand out alone, and no longer where twelve departments were looked at", () => {
    const marked = new Set(["H0", "H1", "H20", "H40"]);
    expect(findClusters(hosts, marked, departments.slice(0, 1))).toHaveLength(1);
    expect(findClusters(hosts, marked, departments)).toEqual([]);
  });

  test("a single host, the whole fleet, and hosts that nobody watched make no group", () => {
    const groups = [department("one", 0, 1), department("all", 0, 60), department("elsewhere", 100, 5)];
    expect(findClusters(hosts, new Set(["H0", "H1", "H2"]), groups)).toEqual([]);
  });
});
