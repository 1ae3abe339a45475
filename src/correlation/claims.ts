/**
 * Justifications tested as claims: does what somebody was allowed to do account for this load?
 *
 * CLI.md, "A claim", holds the definition. A record that explains nothing is still named with the reason, since that a
 * ticket was written afterwards, or for another machine, is itself a fact about the case.
 */
import { DAY, HOUR, toIso, timestamp, type TimeRange, type Timestamp } from "../base/time.ts";
import type { ClaimRef, JustificationState, JustificationVerdict } from "../model/episode.ts";
import type { Justification } from "../model/justification.ts";
import type { ClaimedEpisode } from "./claimed-episode.ts";
import { claimWindows } from "./claim-windows.ts";
import { explainsPartly, explainsWholly } from "./claim-limits.ts";
import { testAgainstLoad } from "./contradiction.ts";
import { excessInside } from "./excess-curve.ts";

/** A load that begins or ends so long before or after its window still is the one that was meant. */
const EDGE = 2 * HOUR;
/** Records that ended longer ago have nothing to do with the episode any more. */
const EXPIRED_WITHIN = 180 * DAY;
/** A claim whose windows hold less of the excess than this is not about this load. */
const ABOUT_FROM = 0.5;
/** Another host's record is worth a word when it begins so near the onset, or lasts not much longer than the load. */
const NEAR_ONSET = 14 * DAY;
const LONGEST_RATIO = 3;
/** Recurring windows come at least monthly. */
const LONGEST_TURN = 32 * DAY;
/** A recurring claim that covers less than this is not named. */
const TOLD_FROM = 0.05;
/** Of records that do not apply, only the likeliest to be mistaken for one that does are named. */
const MOST_NAMED = 5;
/** Other hosts' records that are looked at for one episode. */
const MOST_FOREIGN = 500;

interface Tested {
  readonly ref: ClaimRef;
  readonly recurs: boolean;
  /** Microseconds between the claim's nearest edge and the onset: what is named when not all can be. */
  readonly distance: number;
  /** When the claim is in force, edges included; empty where it explains nothing. */
  readonly windows: readonly TimeRange[];
  readonly coverage: number;
  /** The most of the covered excess that it can answer for: less than 1 where other programs carry part of it. */
  readonly portion: number;
}

/** Refs are in the order explains, partly, contradicted, then those that explain nothing; by id among equals. */
export function testClaims(episode: ClaimedEpisode, justifications: readonly Justification[]): JustificationVerdict {
  const own = justifications.filter(({ hosts }) => hosts.includes(episode.host));
  const tested = own.map((claim) => testOwn(episode, claim)).filter((result) => result !== undefined);
  const explaining = tested.filter(({ windows }) => windows.length > 0);
  const together = coverageOf(explaining, episode);
  // Pieces that do not add up to a partial explanation are windows that came and went.
  const kept = explainsPartly(together) ? explaining : explaining.filter((claim) => isInForceAtEnd(claim, episode));
  const expired = explaining.filter((claim) => !kept.includes(claim) && !claim.recurs).map(asExpired);
  const coverage = coverageOf(kept, episode);
  const others = tested.filter(({ windows }) => windows.length === 0);
  const state = stateOf(coverage, others);
  const foreign = state === "explained" ? [] : foreignClaims(episode, justifications);
  return {
    state,
    coverage,
    refs: [...kept.filter(isTold).map(({ ref }) => ref), ...nearest([...others, ...expired]), ...nearest(foreign)].sort(
      byVerdict,
    ),
  };
}

function stateOf(coverage: number, others: readonly Tested[]): JustificationState {
  if (explainsWholly(coverage)) return "explained";
  if (explainsPartly(coverage)) return "partly";
  return others.some(({ ref }) => ref.verdict === "contradicted") ? "contradicted" : "unexplained";
}

/** `undefined` where the record has nothing to do with the episode. */
function testOwn(episode: ClaimedEpisode, claim: Justification): Tested | undefined {
  const { range } = episode;
  const windows = claimWindows(claim, { start: timestamp(range.start - EXPIRED_WITHIN), end: range.end });
  const distance = Math.min(
    ...(windows ?? []).flatMap((window) => [window.start, window.end]).map((edge) => Math.abs(edge - range.start)),
  );
  const recurs = claim.recurrence !== undefined;
  const nothing = (verdict: ClaimRef["verdict"], why: string): Tested => ({
    ref: { id: claim.id, verdict, why },
    recurs,
    distance,
    windows: [],
    coverage: 0,
    portion: 0,
  });
  if (windows === undefined) {
    return nothing("contradicted", "Its recurrence rule cannot be followed, so it does not say when it holds.");
  }
  const edged = windows.map(({ start, end }) => ({ start: timestamp(start - EDGE), end: timestamp(end + EDGE) }));
  const touching = edged.filter(({ start, end }) => start < range.end && end > range.start);
  const last = windows.at(-1);
  if (last === undefined) return undefined;
  if (claim.approval !== "approved") {
    return touching.length === 0 ? undefined : nothing("unapproved", `Its state is "${claim.state}", not approved.`);
  }
  if (touching.length === 0) {
    // A recurring window that is not in force then has not run out.
    return !recurs && last.end < range.start
      ? nothing("expired", `It ended at ${minute(last.end)}, before the onset at ${minute(range.start)}.`)
      : undefined;
  }
  if (claim.created === undefined) {
    return nothing(
      "retroactive",
      "Nothing says when it was created, so it cannot be shown to be older than the onset.",
    );
  }
  if (claim.created >= range.start) {
    return nothing(
      "retroactive",
      `It was created at ${minute(claim.created)}, after the onset at ${minute(range.start)}.`,
    );
  }
  const inside = excessInside(episode.curve, touching);
  const coverage = episode.curve.total > 0 ? inside / episode.curve.total : 0;
  const found = testAgainstLoad(episode, claim, touching);
  if (found.contradiction !== undefined) {
    // A nightly backup makes no statement about a load of months, though some of it falls into its hours.
    const isOfThisTime = excessInside(episode.curve, windows) >= ABOUT_FROM * episode.curve.total;
    // A load that begins under the cover of a window is held against it, however long it goes on.
    const holdsOnset = !recurs && touching.some(({ start, end }) => start <= range.start && end > range.start);
    if (!isOfThisTime && !holdsOnset) return undefined;
    const isOutlived = last.end < timestamp(range.end - EDGE);
    const outlived = isOutlived ? ` It ended at ${minute(last.end)} while the load went on.` : "";
    return nothing("contradicted", found.contradiction + outlived);
  }
  const explained = coverage * found.portion;
  const verdict = explainsWholly(explained) ? "explains" : "partly";
  const why = [`${percent(explained)} of the excess lies inside it.`, ...found.remarks].join(" ");
  return {
    ref: { id: claim.id, verdict, why },
    recurs,
    distance,
    windows: touching,
    coverage: explained,
    portion: found.portion,
  };
}

/**
 * Share of the excess that the claims answer for together. At any time the claim that answers for most counts, so the
 * union of the best is weighed in full and each further layer with what it falls short of the one before.
 */
function coverageOf(claims: readonly Tested[], { curve }: ClaimedEpisode): number {
  if (!(curve.total > 0)) return 0;
  const portions = [...new Set(claims.map(({ portion }) => portion))].sort((a, b) => b - a);
  let covered = 0;
  portions.forEach((portion, layer) => {
    const windows = claims.filter((claim) => claim.portion >= portion).flatMap((claim) => claim.windows);
    covered += (portion - (portions[layer + 1] ?? 0)) * excessInside(curve, windows);
  });
  return Math.min(1, covered / curve.total);
}

/** A recurring window counts as long as its next turn may still come. */
function isInForceAtEnd({ windows, recurs }: Tested, { range }: ClaimedEpisode): boolean {
  const last = Math.max(...windows.map(({ end }) => end));
  return last >= range.end - (recurs ? LONGEST_TURN : 0);
}

/** A patch night in a load of months is there, and nothing that anyone need read about. */
function isTold({ recurs, coverage }: Tested): boolean {
  return !recurs || coverage >= TOLD_FROM;
}

function asExpired(claim: Tested): Tested {
  const last = Math.max(...claim.windows.map(({ end }) => end)) - EDGE;
  const why = `It ended at ${minute(timestamp(last))} while the load went on, and covers ${percent(claim.coverage)} of the excess.`;
  return { ...claim, ref: { id: claim.ref.id, verdict: "expired", why } };
}

/** Records of other hosts that would explain most of the load if they were for this one. */
function foreignClaims(episode: ClaimedEpisode, justifications: readonly Justification[]): Tested[] {
  return justifications
    .filter(({ hosts, approval }) => !hosts.includes(episode.host) && approval === "approved")
    .filter((claim) => isMeantForThen(claim, episode))
    .slice(0, MOST_FOREIGN)
    .flatMap((claim) => {
      const tested = testOwn({ ...episode, carriers: undefined }, claim);
      if (tested === undefined || tested.coverage < ABOUT_FROM) return [];
      const others = claim.hosts.length > 3 ? ", …" : "";
      const why =
        claim.hosts.length === 0
          ? "It names no host."
          : `It is for ${claim.hosts.slice(0, 3).join(", ")}${others}, not for ${episode.host}.`;
      return [{ ...tested, ref: { id: claim.id, verdict: "foreign" as const, why } }];
    });
}

/** What holds for years, or from long before, is about another host's life and not about this load. */
function isMeantForThen(claim: Justification, { range }: ClaimedEpisode): boolean {
  if (claim.recurrence !== undefined) return true;
  const length = (claim.end ?? Number.POSITIVE_INFINITY) - (claim.start ?? Number.NEGATIVE_INFINITY);
  const isNear = claim.start !== undefined && Math.abs(claim.start - range.start) <= NEAR_ONSET;
  return isNear || length <= LONGEST_RATIO * (range.end - range.start);
}

const ORDER: readonly ClaimRef["verdict"][] = [
  "explains",
  "partly",
  "contradicted",
  "retroactive",
  "unapproved",
  "expired",
  "foreign",
];

function byVerdict(a: ClaimRef, b: ClaimRef): number {
  return ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function nearest(tested: readonly Tested[]): ClaimRef[] {
  return [...tested]
    .sort((a, b) => a.distance - b.distance || byVerdict(a.ref, b.ref))
    .slice(0, MOST_NAMED)
    .map(({ ref }) => ref);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function minute(time: Timestamp): string {
  return `${toIso(time).slice(0, 16).replace("T", " ")} UTC`;
}
