/**
 * Whether unexplained episodes gather in a group of hosts: those of a department, of a person, of a class.
 *
 * Of all hosts, so many have an unexplained episode; how likely is it that a group of this size holds as many of them by
 * chance (Fisher's exact test, one-sided)? Every group is looked at, so the answers are corrected for how many there are
 * (Benjamini and Hochberg): a fleet has enough departments for one of them to stand out by luck.
 */
import type { GroupCluster } from "../model/episode.ts";
import { benjaminiHochberg } from "../statistics/benjamini-hochberg.ts";
import { hypergeometricTail } from "../statistics/hypergeometric-tail.ts";

export interface HostGroup {
  readonly kind: GroupCluster["kind"];
  readonly name: string;
  readonly hosts: ReadonlySet<string>;
}

/** The expected share of clusters that are none, among those told. */
const FALSE_SHARE = 0.05;
/** One host is no cluster, and a group of all hosts says nothing. */
const LEAST_MARKED = 2;

/** Groups with more marked hosts than chance would put there, the least likely first; names break ties. O(groups × hosts). */
export function findClusters(
  hosts: ReadonlySet<string>,
  marked: ReadonlySet<string>,
  groups: readonly HostGroup[],
): (GroupCluster & { readonly members: ReadonlySet<string> })[] {
  const tested = groups.flatMap((group) => {
    const members = new Set([...group.hosts].filter((host) => hosts.has(host)));
    if (members.size < LEAST_MARKED || members.size >= hosts.size) return [];
    const seen = [...members].filter((host) => marked.has(host)).length;
    return [{ group, members, seen, p: hypergeometricTail(hosts.size, marked.size, members.size, seen) }];
  });
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  return tested
    .map(({ group, members, seen, p }, index) => ({
      kind: group.kind,
      name: group.name,
      marked: seen,
      hosts: members.size,
      markedInAll: marked.size,
      hostsInAll: hosts.size,
      groupsTested: tested.length,
      chance: p,
      adjustedChance: adjusted[index] ?? 1,
      members,
    }))
    .filter((cluster) => cluster.marked >= LEAST_MARKED && cluster.adjustedChance <= FALSE_SHARE)
    .sort((a, b) => a.chance - b.chance || (a.kind + a.name < b.kind + b.name ? -1 : 1));
}

/** "4 of the 5 hosts of department Assay have an unexplained episode, …", with every count that it rests on. */
export function clusterSentence(cluster: GroupCluster): string {
  const { kind, name, marked, hosts, markedInAll, hostsInAll, groupsTested, adjustedChance } = cluster;
  const who = { department: `department ${name}`, person: name, class: `class ${name}` }[kind];
  const rest = `where ${markedInAll} of all ${hostsInAll} do`;
  return `${marked} of the ${hosts} hosts of ${who} have an unexplained episode, ${rest}: by chance ${likelihood(adjustedChance)}, after ${groupsTested} groups were looked at.`;
}

function likelihood(chance: number): string {
  if (chance < 1e-6) return "less than once in a million";
  const once = 1 / chance;
  return `once in ${once < 100 ? Math.floor(once) : Number(once.toPrecision(2))}`;
}
