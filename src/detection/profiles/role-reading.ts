/** What the innocent profiles share: a known role carries the load, and the load behaves as that role does. */
import type { EpisodeFacts, ProcessFacts } from "../facts.ts";
import { carriersOf, percent } from "./episode-words.ts";
import type { Reading } from "./weigh.ts";

/** Suspicion from which a process no longer speaks for its role: disguises use honest names. */
const TRUSTED = 0.4;

/** What being new on the host and rare in its class comes to, without any other ground. */
const NEWCOMER = 0.48;

/** Doubted for nothing but being new and rare, as every program is on the day of its first approved job. */
function isNewcomer({ suspicion, isNewOnHost, isRareInClass, isMasquerading, isMiner }: ProcessFacts): boolean {
  return isNewOnHost && isRareInClass && suspicion >= TRUSTED && suspicion <= NEWCOMER && !isMasquerading && !isMiner;
}

/** The trusted process of one of the roles that carries the episode, if any; weighed into the reading. */
export function weighRole(facts: EpisodeFacts, roles: readonly string[], reading: Reading): ProcessFacts | undefined {
  const carriers = carriersOf(facts);
  const carrier = carriers.find(({ role }) => role !== undefined && roles.includes(role));
  if (carrier === undefined) {
    if (carriers.length > 0) reading.oppose(0.6, `${carriers[0]?.name ?? ""} carries the load, which is none of it.`);
    return undefined;
  }
  if (isNewcomer(carrier)) {
    reading.support(0.4, `${carrier.name} carries the load; it is new here and has no other mark.`, carrier.share);
    return carrier;
  }
  if (carrier.suspicion >= TRUSTED || carrier.isMasquerading) {
    reading.oppose(0.7, `${carrier.name} carries the load but is suspicious itself.`, carrier.suspicion);
    return undefined;
  }
  const share = carrier.share === undefined ? "" : ` ${percent(carrier.share)} of`;
  reading.support(0.7, `${carrier.name} carries${share} the load.`, carrier.share);
  return carrier;
}
