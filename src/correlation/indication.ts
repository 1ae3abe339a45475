/** Signs of an activity that need no metric: what was seen, when, and how much it alone speaks for the activity. */
import { DAY, timestamp, type Timestamp } from "../base/time.ts";
import { weigh } from "../detection/profiles/weigh.ts";
import type { ProfileReading, Reason } from "../model/episode.ts";
import { programName } from "./program.ts";

export interface Indication {
  readonly profile: string;
  readonly first: Timestamp;
  readonly last: Timestamp;
  /** A whole sentence. */
  readonly text: string;
  /** 0–1. */
  readonly weight: number;
  readonly value?: number;
  /** Whether looking at a page, or asking for a name, would leave the same trace. */
  readonly isPassing: boolean;
  /** Where it went, as `SuspectConnection.destination` has it; `undefined` for what is no connection. */
  readonly destination: string | undefined;
  /** A program's name, as `SuspectProcess.name` has it. */
  readonly program: string | undefined;
}

/** Indications of one host that belong together. */
export interface Indicated {
  readonly first: Timestamp;
  readonly last: Timestamp;
  readonly indications: readonly Indication[];
  /** Best first. */
  readonly readings: readonly ProfileReading[];
}

/** Signs further apart than this are stories of their own. */
const APART = 7 * DAY;
/** From this score on the activity is named. */
export const NAMED_FROM = 0.5;
/** The profile of a program that poses as another. */
export const DISGUISE = "masquerade";
const PRIOR = 0.02;
const MOST_TOLD = 12;

/**
 * Indications by stretches of time, each with its readings; those that come to less than `NAMED_FROM` are left out.
 * `against` gives what speaks against all of a stretch, each with the share of the score that it takes.
 */
export function indicated(
  indications: readonly Indication[],
  against: (together: readonly Indication[]) => readonly (Reason & { readonly weight: number })[],
): Indicated[] {
  return stretches(indications).flatMap((together) => {
    const opposing = against(together);
    const profiles = [...new Set(together.map(({ profile }) => profile))].sort();
    const readings = profiles
      .map((profile) => readingOf(profile, together, opposing))
      .sort((a, b) => rankOf(b) - rankOf(a) || (a.profile < b.profile ? -1 : 1));
    if ((readings[0]?.score ?? 0) < NAMED_FROM) return [];
    return [
      {
        first: timestamp(Math.min(...together.map(({ first }) => first))),
        last: timestamp(Math.max(...together.map(({ last }) => last))),
        indications: together,
        readings,
      },
    ];
  });
}

/** What something does says more than how it hides. */
function rankOf({ profile, score }: ProfileReading): number {
  return profile === DISGUISE || score < NAMED_FROM ? score : 1 + score;
}

/** A disguised program that the activity's own signs name is one more of them. */
function ownOf(profile: string, together: readonly Indication[]): Indication[] {
  const own = together.filter((indication) => indication.profile === profile);
  const programs = new Set(own.flatMap(({ program }) => (program === undefined ? [] : [programName(program)])));
  const disguises = together.filter(
    (indication) => indication.profile === DISGUISE && programs.has(programName(indication.program ?? "")),
  );
  return profile === DISGUISE ? own : [...own, ...disguises.map((one) => ({ ...one, weight: one.weight / 2 }))];
}

function readingOf(
  profile: string,
  together: readonly Indication[],
  opposing: readonly (Reason & { readonly weight: number })[],
): ProfileReading {
  const reading = weigh(profile, PRIOR);
  const own = ownOf(profile, together).sort((a, b) => b.weight - a.weight);
  for (const { weight, text, value } of own.slice(0, MOST_TOLD)) reading.support(weight, text, value);
  for (const { weight, text, value } of opposing) reading.oppose(weight, text, value);
  return reading.finish();
}

function stretches(indications: readonly Indication[]): Indication[][] {
  const all: Indication[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const indication of [...indications].sort((a, b) => a.first - b.first || (a.text < b.text ? -1 : 1))) {
    const open = all.at(-1);
    if (open !== undefined && indication.first - until <= APART) open.push(indication);
    else all.push([indication]);
    until = Math.max(open === all.at(-1) ? until : Number.NEGATIVE_INFINITY, indication.last);
  }
  return all;
}
