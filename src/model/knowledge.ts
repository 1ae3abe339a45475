/**
 * Detection knowledge in the form that correlation asks it: sets to look names up in and expressions to try.
 *
 * The facts themselves are files under content/ and can be replaced; correlation gets them as an argument. All names
 * are lower case, without folder and without `.exe`; paths are as `correlation/program.ts` normalises them.
 */

import type { DetectionRule } from "./rule.ts";

/** What a text is tried against: the platform's regular expression, or one that takes linear time whatever the text. */
export interface TextPattern {
  test(text: string): boolean;
  exec(text: string): { readonly groups?: Readonly<Record<string, string>> | undefined } | null;
}

export interface Pattern {
  readonly expression: TextPattern;
  /** What a match means, as the end of a sentence that begins with "the command line". */
  readonly says: string;
}

export interface MinerKnowledge {
  readonly names: ReadonlySet<string>;
  /** Names that miners take and other programs have too. */
  readonly weakNames: ReadonlySet<string>;
  /** Files that a miner brings along, with their extension. */
  readonly companions: ReadonlySet<string>;
  /** One match is enough. */
  readonly strong: readonly Pattern[];
  /** Two matches are needed, or one and something else. */
  readonly medium: readonly Pattern[];
  /** Command lines that look alike and are not: a compiler that builds `pool.c`. */
  readonly innocent: readonly TextPattern[];
  /** Words of which every command line that bears a strong mark has one: what a search of all processes looks for. */
  readonly commandWords: readonly string[];
  /** Pieces that a strong phrase leaves in Base64 text, whatever comes before it. */
  readonly encoded: readonly { readonly phrase: string; readonly fragments: readonly string[] }[];
}

export interface PoolKnowledge {
  /** Domains of pools: a host matches when it is one or ends in a dot and one. */
  readonly suffixes: ReadonlySet<string>;
  readonly browserSuffixes: ReadonlySet<string>;
  /** Addresses that served miners when they were last probed, and when that was: addresses are dealt anew. */
  readonly addresses: ReadonlySet<string>;
  readonly addressesSeen: string;
  /** Ports that pools like: weak evidence, never enough. */
  readonly ports: ReadonlySet<number>;
  /** First labels of a host name that pools like: weak evidence. */
  readonly labels: ReadonlySet<string>;
  /** Networks, or single addresses, that are pools'. */
  readonly networks: readonly string[];
  /** Where each protocol is at home, by its name in lower case. */
  readonly applicationPorts: ReadonlyMap<string, ReadonlySet<number>>;
  /** Ports of widely used services: any other is odd. */
  readonly usualPorts: ReadonlySet<number>;
}

export interface SystemBinaryKnowledge {
  readonly windows: {
    readonly folders: readonly string[];
    readonly names: ReadonlySet<string>;
    readonly extraFolders: ReadonlyMap<string, readonly string[]>;
    /** Binaries that run from exactly these paths, the general folders notwithstanding. */
    readonly exactPaths: ReadonlyMap<string, readonly string[]>;
    readonly parents: ReadonlyMap<string, readonly string[]>;
    readonly systemAccountOnly: ReadonlySet<string>;
    readonly perUserServiceGroups: readonly string[];
    readonly requiredArguments: ReadonlyMap<string, TextPattern>;
    readonly requiredArgumentsExceptParents: ReadonlySet<string>;
    readonly imitated: ReadonlySet<string>;
  };
  readonly linux: {
    readonly folders: readonly string[];
    readonly names: ReadonlySet<string>;
    readonly kernelThread: TextPattern;
    readonly kernelThreadNames: ReadonlySet<string>;
    readonly imitated: ReadonlySet<string>;
  };
  readonly systemAccounts: ReadonlySet<string>;
  readonly systemAccountPatterns: readonly TextPattern[];
  /** Names that are one letter away from a system binary's and well known themselves. */
  readonly innocentNames: ReadonlySet<string>;
}

/** A network sensor's rule that speaks of mining, by its wording. */
export interface AlertPattern extends Pattern {
  /** The activity profile that it speaks for. */
  readonly profile: string;
}

export interface FolderPattern {
  readonly kind: string;
  readonly expression: TextPattern;
  /** What the folder is: "a temporary folder". */
  readonly says: string;
  /** 0–1: how much it alone says against a program. */
  readonly weight: number;
}

/** A command that switches a protection or power saving off, as seen in a process's command line. */
export interface ControlCommand {
  readonly action: string;
  readonly expression: TextPattern;
  /** The group `service` must name a security service or process. */
  readonly needsService: boolean;
}

export interface ControlReach {
  readonly title: string;
  readonly beforeHours: number;
  readonly afterHours: number;
  /** 0–1: how much it says when it lies near an onset. */
  readonly weight: number;
  /** Messages of which it says nothing. */
  readonly saysNothing: TextPattern | undefined;
}

/** A program that an organisation says is its own. */
export interface AllowedProgram {
  /** As `normalPath` gives it, with `*` for any text; `undefined` where the hash alone decides. */
  readonly path: string | undefined;
  /** Lower case. */
  readonly sha256: string | undefined;
  /** All hosts where none is named. Lower case. */
  readonly hosts: ReadonlySet<string> | undefined;
  readonly because: string;
}

/** A destination that an organisation says is its own: a domain and what is under it, or an address or network. */
export interface AllowedDestination {
  readonly domain: string | undefined;
  readonly network: string | undefined;
  readonly port: number | undefined;
  readonly because: string;
}

export interface Technique {
  readonly framework: string;
  readonly id: string;
  readonly name: string;
}

export interface Knowledge {
  /** Names the versions of all files, so that a result can say what it was made with. */
  readonly version: string;
  readonly miners: MinerKnowledge;
  readonly pools: PoolKnowledge;
  readonly alerts: readonly AlertPattern[];
  readonly systemBinaries: SystemBinaryKnowledge;
  readonly folders: { readonly patterns: readonly FolderPattern[]; readonly deleted: TextPattern };
  /** Services and processes whose stop matters. */
  readonly protections: ReadonlySet<string>;
  readonly commands: readonly ControlCommand[];
  readonly allowed: {
    readonly programs: readonly AllowedProgram[];
    readonly destinations: readonly AllowedDestination[];
  };
  /** Rules from outside, such as Sigma's. */
  readonly rules: readonly DetectionRule[];
  readonly roles: ReadonlyMap<string, string>;
  /** Roles whose honest load looks like a miner's, and why. */
  readonly lookAlikes: ReadonlyMap<string, string>;
  readonly controls: ReadonlyMap<string, ControlReach>;
  readonly techniques: {
    readonly profiles: ReadonlyMap<string, readonly Technique[]>;
    readonly findings: ReadonlyMap<string, readonly Technique[]>;
  };
}
