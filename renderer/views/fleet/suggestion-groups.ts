import type { ClassSuggestion } from "../../../src/model/class-suggestion.ts";
import type { HostSummary } from "../../../src/model/fleet.ts";

/** Hosts that are in one class now, or in none, and seem to belong to the same other one. */
export interface SuggestionGroup {
  readonly id: string;
  readonly current: string | undefined;
  readonly className: string;
  /** Whether episodes of these hosts were put before a person: among their like, their load may be none. */
  readonly isAlarmed: boolean;
  /** The likeliest first. */
  readonly hosts: readonly ClassSuggestion[];
  /** The members of the class that most of the hosts are like, the most often named first. */
  readonly alike: readonly string[];
}

/**
 * The groups, those without a class first, then the largest; hosts with an alarm are apart from the others. A suggestion
 * for a host whose class is another one by now is out of date and left out.
 */
export function suggestionGroups(
  suggestions: readonly ClassSuggestion[],
  hosts: readonly HostSummary[],
  alarmed: ReadonlySet<string>,
): SuggestionGroup[] {
  const classOf = new Map(hosts.map(({ name, className }) => [name, className]));
  const groups = new Map<string, ClassSuggestion[]>();
  for (const suggestion of suggestions) {
    if (classOf.get(suggestion.host) !== suggestion.current) continue;
    const id = JSON.stringify([suggestion.current ?? "", suggestion.className, alarmed.has(suggestion.host)]);
    groups.set(id, [...(groups.get(id) ?? []), suggestion]);
  }
  return Array.from(groups, ([id, members]) => groupOf(id, members, alarmed)).sort(
    (a, b) =>
      Number(a.current !== undefined) - Number(b.current !== undefined) ||
      b.hosts.length - a.hosts.length ||
      (a.id < b.id ? -1 : 1),
  );
}

function groupOf(id: string, members: readonly ClassSuggestion[], alarmed: ReadonlySet<string>): SuggestionGroup {
  const hosts = [...members].sort((a, b) => b.likelihood - a.likelihood || (a.host < b.host ? -1 : 1));
  const named = new Map<string, number>();
  for (const host of hosts.flatMap(({ alike }) => alike)) named.set(host, (named.get(host) ?? 0) + 1);
  return {
    id,
    current: hosts[0]?.current,
    className: hosts[0]?.className ?? "",
    isAlarmed: hosts.some(({ host }) => alarmed.has(host)),
    hosts,
    alike: Array.from(named)
      .sort((a, b) => b[1] - a[1])
      .map(([host]) => host),
  };
}
