/**
 * What can be planted on a simulated host: misuse in every form that detection is to find, and honest work that looks
 * like it. Sizes are invented; bytes are a second.
 */
import type { ConnectionFacts, EpisodeFacts, ProcessFacts } from "../../../src/detection/facts.ts";
import type { Random } from "../../../src/statistics/random.ts";
import { bump, factor, scaleWork, type Load } from "./load.ts";

/** One hour of an activity under way. */
export interface Moment {
  readonly load: Load;
  readonly hour: number;
  /** Hours since it began. */
  readonly since: number;
  /** Hour of the day on the host's clock, 0-23, and whether people work then. */
  readonly clock: number;
  readonly isBusiness: boolean;
  /** Whether a pause of a few hours is on, as jittering programs take. */
  readonly isPaused: boolean;
  /** CPU that others take. */
  readonly others: number;
  readonly random: Random;
}

export interface Activity {
  /** Profiles that name it rightly; empty for honest work. */
  readonly profiles: readonly string[];
  /** Hours from its beginning to its end; to the end of the data where nothing is said. */
  readonly hours?: number;
  readonly needsGpu?: true;
  /** Clock hour at which it begins; any where nothing is said. */
  readonly beginsAt?: number;
  /** Whether an approved record covers its beginning, or all of it. */
  readonly claim?: "beginning" | "all";
  /** What programs and connections would show of it where those are recorded. */
  readonly facts?: Partial<EpisodeFacts>;
  readonly add: (moment: Moment) => void;
}

const NIGHT_FROM = 22;
const NIGHT_HOURS = 4;

const carrier: ProcessFacts = {
  name: "node",
  executable: undefined,
  commandLine: undefined,
  share: 0.95,
  presence: 1,
  suspicion: 0.4,
  isNewOnHost: true,
  isRareInClass: true,
  isCommonInClass: false,
  isMiner: false,
  isMasquerading: false,
  role: undefined,
};

const thinConnection: ConnectionFacts = {
  destination: "203.0.113.77",
  port: 14_433,
  domain: undefined,
  isExternal: true,
  persistence: 0.98,
  rate: 40,
  bytesOut: 4e6,
  isPool: false,
  isRareInFleet: true,
  isOddPort: true,
  isOfCarrier: undefined,
  suspicion: 0.5,
};

const recorded: Partial<EpisodeFacts> = { hasProcessSamples: true, hasProcessEvents: true, hasConnections: true };

function mining(size: (moment: Moment) => number, more: Partial<Activity> = {}): Activity {
  return {
    profiles: ["cpu-mining"],
    add: (moment) => bump(moment.load, moment.hour, { pure: size(moment) }, factor(moment.random, 0.02)),
    ...more,
  };
}

function constant(size: number, more: Partial<Activity> = {}): Activity {
  return mining(() => size, more);
}

function isNight({ clock }: Moment): boolean {
  return (clock - NIGHT_FROM + 24) % 24 < NIGHT_HOURS;
}

export const misuse = {
  c10: constant(0.1),
  c20: constant(0.2),
  c40: constant(0.4),
  c60: constant(0.6),
  c95: constant(0.95),
  "60/95": mining(({ isBusiness, others }) => Math.max(0, (isBusiness ? 0.6 : 0.95) - others * 0.6)),
  j20: mining(({ isPaused, random }) => (isPaused ? 0 : 0.2 * factor(random, 0.3))),
  n40: mining(({ isBusiness }) => (isBusiness ? 0 : 0.4)),
  /** Yields to others' load: together they make half of the machine. */
  yields50: mining(({ others }) => Math.max(0, 0.5 - others)),
  /** Stops while somebody is logged on, who could open a task manager: at work, and now and then in the evening. */
  absent40: mining(({ isBusiness, isPaused }) => (isBusiness || isPaused ? 0 : 0.4)),
  /** Begins inside an approved change, on which it rides. */
  "in-change": constant(0.4, { claim: "beginning", facts: { ...recorded, processes: [carrier] } }),
  /** No sampled process carries it. */
  hidden: constant(0.4, {
    facts: { ...recorded, unattributedShare: 0.96, connections: [thinConnection] },
  }),
  /** In a container, as a program of a common name. */
  container: constant(0.4, { facts: { ...recorded, processes: [carrier], connections: [thinConnection] } }),
  /** A page that mines as long as its tab lives: in business hours, and on half of the nights. */
  browser: mining(({ since, isBusiness }) => (isBusiness || Math.floor(since / 24) % 2 === 0 ? 0.5 : 0), {
    profiles: ["cpu-mining", "browser-mining"],
    facts: { ...recorded, processes: [{ ...carrier, name: "chrome.exe", role: "browser", isNewOnHost: false }] },
  }),
  gpu95: gpuMining(0.95),
  gpu30: gpuMining(0.3),
  /** The GPU works and reads as idle: power alone shows it. */
  "gpu-zeroed": {
    profiles: ["gpu-mining"],
    needsGpu: true,
    add: ({ load, hour, random }) => bump(load, hour, { watts: 170 }, factor(random, 0.02)),
  },
  /** Packed by a program that nobody here uses, and put on a drive. */
  staging: {
    facts: {
      ...recorded,
      processes: [{ ...carrier, name: "7z.exe", role: "archiver", share: 0.9 }],
      controls: ["device-attached"],
    },
    profiles: ["data-staging"],
    hours: 9,
    beginsAt: 20,
    add: ({ load, hour, random }) => bump(load, hour, { pure: 0.1, read: 6e7, write: 2.5e7 }, factor(random, 0.2)),
  },
  /** 130 GB in one night. */
  "exfil-bulk": {
    profiles: ["exfiltration"],
    facts: { ...recorded, connections: [{ ...thinConnection, bytesOut: 1.2e11, persistence: 1, rate: 6e6 }] },
    hours: 6,
    beginsAt: NIGHT_FROM,
    add: ({ load, hour, random }) =>
      bump(load, hour, { pure: 0.02, read: 6e6, send: 6e6, receive: 1.2e5 }, factor(random, 0.2)),
  },
  /** 17 GB a night, four hours in each of twelve nights. */
  "exfil-nights": {
    profiles: ["exfiltration"],
    facts: { ...recorded, connections: [{ ...thinConnection, bytesOut: 2e11, persistence: 0.17, rate: 1.2e6 }] },
    hours: 12 * 24,
    beginsAt: NIGHT_FROM,
    add(moment) {
      if (!isNight(moment)) return;
      const times = factor(moment.random, 0.2);
      bump(moment.load, moment.hour, { pure: 0.01, read: 1.2e6, send: 1.2e6, receive: 2.4e4 }, times);
    },
  },
  encryption: {
    profiles: ["encryption"],
    facts: {
      ...recorded,
      processes: [{ ...carrier, name: "update.exe", suspicion: 0.5 }],
      controls: ["protection-stopped"],
    },
    hours: 8,
    beginsAt: 1,
    add: ({ load, hour, random }) => bump(load, hour, { pure: 0.3, read: 6e7, write: 6e7 }, factor(random, 0.15)),
  },
} as const satisfies Readonly<Record<string, Activity>>;

function gpuMining(size: number): Activity {
  return {
    profiles: ["gpu-mining"],
    needsGpu: true,
    add: ({ load, hour, random }) => bump(load, hour, { gpu: size }, factor(random, 0.02)),
  };
}

/** Honest work that looks like misuse. */
export const lookAlikes = {
  /** A backup job that is new on the host: every night from then on. */
  backup: {
    profiles: [],
    beginsAt: NIGHT_FROM,
    add(moment) {
      if (!isNight(moment)) return;
      bump(moment.load, moment.hour, { pure: 0.08, read: 4e7, send: 3e7 }, factor(moment.random, 0.2));
    },
  },
  "patch-day": {
    profiles: [],
    hours: 8,
    beginsAt: 20,
    add: ({ load, hour, random }) => bump(load, hour, { pure: 0.4, write: 3e7, receive: 4e6 }, factor(random, 0.3)),
  },
  "month-end": { profiles: [], hours: 4 * 24, add: ({ load, hour }) => scaleWork(load, hour, 3) },
  /** Ten days of builds and tests before a release. */
  ci: {
    profiles: [],
    hours: 10 * 24,
    add: ({ load, hour, random }) => bump(load, hour, { pure: 0.15, read: 2e7, write: 2e7 }, factor(random, 0.5)),
  },
  /** A new agent on every host of the class. */
  "roll-out": {
    profiles: [],
    add: ({ load, hour, random }) => bump(load, hour, { pure: 0.08 }, factor(random, 0.1)),
  },
  /** A job of nine days that somebody was allowed to run. */
  render: {
    profiles: [],
    hours: 9 * 24,
    needsGpu: true,
    claim: "all",
    add: ({ load, hour, random }) => bump(load, hour, { pure: 0.8, gpu: 0.9, read: 2e6 }, factor(random, 0.05)),
  },
} as const satisfies Readonly<Record<string, Activity>>;

export type MisuseKind = keyof typeof misuse;
export type LookAlikeKind = keyof typeof lookAlikes;
export type ActivityKind = MisuseKind | LookAlikeKind;

export const activities: Readonly<Record<ActivityKind, Activity>> = { ...misuse, ...lookAlikes };
