/** What an episode means beside all others: whether its host belongs to a group in which they gather. */
import { clusterSentence, findClusters, type HostGroup } from "../correlation/clusters.ts";
import { accountName } from "../correlation/program.ts";
import { isSystemAccount } from "../correlation/masquerade.ts";
import type { Episode } from "../model/episode.ts";
import type { HostSummary, Subject } from "../model/fleet.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { Workspace } from "../store/workspace.ts";
import { pages } from "./pages.ts";
import type { Pause } from "./pause.ts";

/** Readings that are work: many hosts of a department do it at the same time, and that is no news. */
const WORK: ReadonlySet<string> = new Set(["backup", "patching", "build", "batch"]);
const TERM = "cluster";
/** Points for an episode in a cluster, at most; half of them for one that is just beyond chance. */
const POINTS = 8;
const CERTAIN = 1e-4;
/** Somebody who logs on everywhere is an administrator and no group. */
const MOST_HOSTS_SHARE = 0.5;

/** The episodes with their clusters and what these add to the priority. */
export async function markClusters(
  workspace: Workspace,
  episodes: readonly Episode[],
  hosts: readonly HostSummary[],
  subjects: readonly Subject[],
  knowledge: Knowledge,
  pause: Pause,
): Promise<Episode[]> {
  // A host that was idle or silent for a while did nothing that a group could have in common.
  const isUnexplained = ({ justification, profile, kind }: Episode): boolean =>
    justification.state !== "explained" && !WORK.has(profile) && kind !== "drop" && kind !== "missing-data";
  const marked = new Set(episodes.filter(isUnexplained).map(({ host }) => host));
  if (marked.size < 2) return [...episodes];
  const watched = new Set(
    hosts
      .filter(({ sampleCount, connectionCount, processCount }) => sampleCount + connectionCount + processCount > 0)
      .map(({ name }) => name),
  );
  const groups = [
    ...groupsBy("department", hosts, ({ owner }) => subjects.find(({ id }) => id === owner)?.department),
    ...groupsBy("class", hosts, ({ className }) => className),
    ...(await peopleOf(workspace, hosts, knowledge, pause)),
  ];
  const clusters = findClusters(watched, marked, groups);
  return episodes.map((episode) => {
    const own = clusters.filter(({ members }) => isUnexplained(episode) && members.has(episode.host));
    const [worst] = own;
    if (worst === undefined) return episode;
    const certainty = Math.min(1, Math.log10(worst.adjustedChance) / Math.log10(CERTAIN));
    const value = Math.round(POINTS * (0.5 + 0.5 * certainty) * 10) / 10;
    const terms = [...episode.priority.terms, { name: TERM, value, why: clusterSentence(worst) }];
    const score = Math.round((episode.priority.score + value) * 10) / 10;
    return { ...episode, clusters: own.map(({ members: _, ...cluster }) => cluster), priority: { score, terms } };
  });
}

/** An episode as it was before it was seen beside others. */
export function withoutClusters({ clusters: _, ...episode }: Episode): Episode {
  const terms = episode.priority.terms.filter(({ name }) => name !== TERM);
  const score = terms.reduce((sum, { value }) => sum + value, 0);
  return { ...episode, priority: { score: Math.round(score * 10) / 10, terms } };
}

function groupsBy(
  kind: HostGroup["kind"],
  hosts: readonly HostSummary[],
  nameOf: (host: HostSummary) => string | undefined,
): HostGroup[] {
  const members = new Map<string, Set<string>>();
  for (const host of hosts) {
    const name = nameOf(host);
    if (name !== undefined) members.set(name, (members.get(name) ?? new Set()).add(host.name));
  }
  return [...members].map(([name, own]) => ({ kind, name, hosts: own }));
}

/** Hosts that a person owns or logged on to, by account. */
async function peopleOf(
  workspace: Workspace,
  hosts: readonly HostSummary[],
  { systemBinaries }: Knowledge,
  pause: Pause,
): Promise<HostGroup[]> {
  const members = new Map<string, Set<string>>();
  const add = (account: string, host: string): void => {
    const name = accountName(account);
    if (name !== "" && !isSystemAccount(account, systemBinaries)) {
      members.set(name, (members.get(name) ?? new Set()).add(host));
    }
  };
  for (const { name, owner } of hosts) if (owner !== undefined) add(owner, name);
  if (hosts.some(({ controlCount }) => controlCount > 0)) {
    for await (const rows of pages((query) => workspace.controls(query), { anyText: ["logon"] }, pause)) {
      for (const { action, user, host } of rows) if (action === "logon" && user !== undefined) add(user, host);
    }
  }
  return [...members]
    .filter(([, own]) => own.size <= hosts.length * MOST_HOSTS_SHARE)
    .map(([name, own]) => ({ kind: "person" as const, name, hosts: own }));
}
