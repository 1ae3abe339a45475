/** The connections of an episode that deserve a look, and the facts about all that profiles may weigh. */
import type { TimeRange } from "../base/time.ts";
import { destinationKeys, groupConnections, type ConnectionGroup } from "../correlation/connection-groups.ts";
import { judgeConnection, type ConnectionJudgement } from "../correlation/connection-suspicion.ts";
import { ruleMatch } from "../correlation/rule-grounds.ts";
import type { UsualSending } from "../correlation/connection-traits.ts";
import type { ConnectionFacts } from "../detection/facts.ts";
import type { RuleMatch, SuspectConnection } from "../model/episode.ts";
import type { ConnectionRecord } from "../model/events.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Owner } from "./find-processes.ts";
import type { FleetInventory } from "./fleet-inventory.ts";
import { pages } from "./pages.ts";
import type { Pause } from "./pause.ts";

export interface FoundConnections {
  readonly suspects: readonly SuspectConnection[];
  readonly facts: readonly ConnectionFacts[];
  readonly hasRecords: boolean;
  /** Rules that connections of the host match while the episode lasts. */
  readonly rules: readonly RuleMatch[];
}

const LISTED_SUSPICION = 0.25;
const MOST_LISTED = 20;
/** Profiles weigh so many destinations, the most suspicious and then those that were sent most. */
const MOST_WEIGHED = 60;

interface Judged {
  readonly group: ConnectionGroup;
  readonly judgement: ConnectionJudgement;
  readonly isOfCarrier: boolean | undefined;
}

export async function findConnections(
  workspace: Workspace,
  inventory: FleetInventory,
  host: string,
  episode: TimeRange,
  isCarrier: (owner: Owner) => boolean | undefined,
  usualSending: UsualSending,
  knowledge: Knowledge,
  pause: Pause,
): Promise<FoundConnections> {
  const records: ConnectionRecord[] = [];
  for await (const rows of pages((query) => workspace.connections(query), { hosts: [host], range: episode }, pause)) {
    records.push(...rows);
  }
  const judged = groupConnections(records, episode)
    .map((group): Judged => {
      const isOfCarrier = ofCarrier(group, isCarrier);
      const destinations = destinationKeys({
        destinationDomain: group.domain,
        destinationIp: group.address,
        destinationPort: group.port,
      });
      const facts = { fleet: inventory.talkersTo(destinations), isOfCarrier, usualSending };
      return { group, isOfCarrier, judgement: judgeConnection(group, facts, episode.start, knowledge) };
    })
    .sort(byWeight);
  return {
    suspects: judged
      .filter(({ judgement }) => judgement.suspicion >= LISTED_SUSPICION)
      .slice(0, MOST_LISTED)
      .map(toSuspect),
    facts: judged.slice(0, MOST_WEIGHED).map(toFacts),
    hasRecords: records.length > 0,
    rules: judged.flatMap(({ group, judgement }) =>
      judgement.rules.map((found) =>
        ruleMatch(found, `connection to ${group.domain ?? destinationOf(group)} port ${group.port ?? "unknown"}`),
      ),
    ),
  };
}

/** One connection of the carrier's is enough; none is only known where every one names its process. */
function ofCarrier(
  { connections }: ConnectionGroup,
  isCarrier: (owner: Owner) => boolean | undefined,
): boolean | undefined {
  const answers = connections.map(isCarrier);
  if (answers.includes(true)) return true;
  return answers.includes(false) ? false : undefined;
}

function byWeight(a: Judged, b: Judged): number {
  const key = ({ group }: Judged): string => `${destinationOf(group)} ${group.port ?? ""} ${group.process ?? ""}`;
  return (
    b.judgement.suspicion - a.judgement.suspicion ||
    (b.group.bytesOut ?? 0) - (a.group.bytesOut ?? 0) ||
    (key(a) < key(b) ? -1 : 1)
  );
}

function destinationOf({ address, domain }: ConnectionGroup): string {
  return address ?? domain ?? "";
}

function toSuspect({ group, judgement }: Judged): SuspectConnection {
  return {
    destination: destinationOf(group),
    port: group.port,
    domain: group.domain,
    process: group.process,
    first: group.first,
    last: group.last,
    durationSeconds: Math.round(group.connectedSeconds),
    count: group.connections.length,
    bytesOut: group.bytesOut,
    bytesIn: group.bytesIn,
    reasons: [...judgement.grounds].sort((a, b) => b.weight - a.weight).map(({ text }) => text),
    suspicion: Math.round(judgement.suspicion * 10_000) / 10_000,
  };
}

function toFacts({ group, judgement, isOfCarrier }: Judged): ConnectionFacts {
  return {
    destination: destinationOf(group),
    port: group.port,
    domain: group.domain,
    isExternal: judgement.isExternal,
    persistence: group.persistence,
    rate: judgement.rate,
    bytesOut: group.bytesOut,
    isPool: judgement.isPool,
    isRareInFleet: judgement.isRareInFleet,
    isOddPort: judgement.isOddPort,
    isOfCarrier,
    suspicion: judgement.suspicion,
  };
}
