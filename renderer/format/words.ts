/** Ids and quantities of the domain as they are read on screen. */
import type { Finding } from "../../src/model/case.ts";
import type { SystemClass } from "../../src/model/fleet.ts";
import type { DataProblemKind } from "../../src/model/data-problem.ts";
import {
  isLoad,
  type Episode,
  type EpisodeKind,
  type Excess,
  type JustificationState,
} from "../../src/model/episode.ts";
import { profileWords } from "../../src/model/profile-words.ts";
import { formatBytes } from "./bytes.ts";
import { formatNumber, formatShort, THIN_SPACE } from "./number.ts";

/** An activity profile's id as a title: `data-staging` is read as "Data staging". */
export function profileTitle(id: string): string {
  const words = profileWords(id);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const kindTitles: Readonly<Record<EpisodeKind, string>> = {
  "level-shift": "Level shift",
  "slow-drift": "Slow drift",
  "rhythm-change": "Rhythm change",
  "flat-plateau": "Flat plateau",
  "policy-breach": "Policy breach",
  indicator: "Indicator",
  drop: "Drop of load",
  "missing-data": "Missing data",
  "falsified-reading": "Falsified reading",
};

/** What an episode is called: the activity that it looks like, or what happened where it is no load. */
export function episodeTitle({ kind, profile }: Pick<Episode, "kind" | "profile">): string {
  return isLoad(kind) ? profileTitle(profile) : kindTitles[kind];
}

export const justificationTitles: Readonly<Record<JustificationState, string>> = {
  explained: "explained",
  partly: "partly explained",
  contradicted: "contradicted",
  unexplained: "unexplained",
};

/** What a class is called; its own name where nothing is known of it. */
export function classTitle(className: string, classes: readonly SystemClass[] | undefined): string {
  return classes?.find(({ name }) => name === className)?.title ?? className;
}

export const judgementTitles: Readonly<Record<Finding["judgement"], string>> = {
  open: "not judged",
  finding: "finding",
  explained: "explained",
  "not-relevant": "not relevant",
};

const LEAST: Readonly<Record<keyof Excess, number>> = {
  cpuHours: 0.1,
  gpuHours: 0.1,
  diskReadBytes: 1024 ** 2,
  diskWriteBytes: 1024 ** 2,
  networkReceiveBytes: 1024 ** 2,
  networkTransmitBytes: 1024 ** 2,
  energyWattHours: 1,
};

const excessWords: readonly (readonly [keyof Excess, (value: number) => string])[] = [
  ["cpuHours", (value) => `${formatShort(value)}${THIN_SPACE}CPU-h`],
  ["gpuHours", (value) => `${formatShort(value)}${THIN_SPACE}GPU-h`],
  ["diskReadBytes", (value) => `${formatBytes(value)} read`],
  ["diskWriteBytes", (value) => `${formatBytes(value)} written`],
  ["networkReceiveBytes", (value) => `${formatBytes(value)} in`],
  ["networkTransmitBytes", (value) => `${formatBytes(value)} out`],
  [
    "energyWattHours",
    (value) =>
      value >= 1000 ? `${formatShort(value / 1000)}${THIN_SPACE}kWh` : `${formatShort(value)}${THIN_SPACE}Wh`,
  ],
];

/** What an episode used beyond normal, one entry a metric; what would be read as nothing is left out. */
export function excessParts(excess: Excess): string[] {
  return excessWords.flatMap(([name, words]) => {
    const value = excess[name];
    return value === undefined || value < LEAST[name] ? [] : [words(value)];
  });
}

export function plural(count: number, word: string): string {
  return `${formatNumber(count)} ${word}${count === 1 ? "" : "s"}`;
}

export const problemTitles: Readonly<Record<DataProblemKind, string>> = {
  gap: "Gap",
  clock: "Clock",
  unit: "Unit",
  overlap: "Overlap",
  rejects: "Rejects",
};
