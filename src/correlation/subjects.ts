/** Who may have to do with an episode: the host's owner, whoever was logged on at the onset, whose account ran the load. */
import type { RelatedControl, RelatedSubject, SuspectProcess } from "../model/episode.ts";
import type { Subject } from "../model/fleet.ts";
import type { Knowledge } from "../model/knowledge.ts";
import { toIso } from "../base/time.ts";
import { isSystemAccount } from "./masquerade.ts";
import { accountName, programName } from "./program.ts";

/** A process with a smaller share that is not suspicious either says nothing about its user. */
const SHARE_FROM = 0.1;
const SUSPICION_FROM = 0.5;

/** One entry a person and role. Accounts that no subject is known for are given by their own name. */
export function relatedSubjects(
  owner: string | undefined,
  processes: readonly SuspectProcess[],
  controls: readonly RelatedControl[],
  subjects: readonly Subject[],
  knowledge: Knowledge,
): RelatedSubject[] {
  const idOf = (account: string): string => {
    const name = accountName(account);
    return subjects.find(({ id }) => accountName(id) === name)?.id ?? account;
  };
  const isPerson = (account: string | undefined): account is string =>
    account !== undefined && account.trim() !== "" && !isSystemAccount(account, knowledge.systemBinaries);

  const related: RelatedSubject[] = [];
  const add = (subject: RelatedSubject): void => {
    if (!related.some(({ id, role }) => id === subject.id && role === subject.role)) related.push(subject);
  };
  for (const process of processes) {
    if (!isPerson(process.user)) continue;
    const share = typeof process.share === "object" ? process.share[1] : (process.share ?? 0);
    if (share < SHARE_FROM && process.suspicion < SUSPICION_FROM) continue;
    const name = programName(process.name);
    add({ id: idOf(process.user), role: "process-user", why: `${name} runs under this account.` });
  }
  // The latest logon is the nearest to what happened.
  for (const { action, user, at, unusual } of [...controls].sort((a, b) => b.at - a.at)) {
    if (action !== "logon" || !isPerson(user)) continue;
    const when = toIso(at).slice(0, 16).replace("T", " ");
    add({
      id: idOf(user),
      role: "logged-on",
      why: `Logged on at ${when} UTC, near the onset${unusual === undefined ? "" : ` (${unusual})`}.`,
    });
  }
  if (owner !== undefined) add({ id: idOf(owner), role: "owner", why: "The host is assigned to this person." });
  return related;
}
