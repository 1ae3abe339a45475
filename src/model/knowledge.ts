/**
 * Detection knowledge in the form that correlation asks it: sets to look names up in and expressions to try.
 *
 * The facts themselves are files under content/ and can be replaced; correlation gets them as an argument. All names
 * are lower case, without folder and without `.exe`; paths are as `correlation/program.ts` normalises them.
 */
export interface Pattern {
  readonly expression: RegExp;
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
  readonly innocent: readonly RegExp[];
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
    readonly requiredArguments: ReadonlyMap<string, RegExp>;
    readonly requiredArgumentsExceptParents: ReadonlySet<string>;
    readonly imitated: ReadonlySet<string>;
  };
  readonly linux: {
    readonly folders: readonly string[];
    readonly names: ReadonlySet<string>;
    readonly kernelThread: RegExp;
    readonly kernelThreadNames: ReadonlySet<string>;
    readonly imitated: ReadonlySet<string>;
  };
  readonly systemAccounts: ReadonlySet<string>;
  readonly systemAccountPatterns: readonly RegExp[];
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
  readonly expression: RegExp;
  /** What the folder is: "a temporary folder". */
  readonly says: string;
  /** 0–1: how much it alone says against a program. */
  readonly weight: number;
}

/** A command that switches a protection or power saving off, as seen in a process's command line. */
export interface ControlCommand {
  readonly action: string;
  readonly expression: RegExp;
  /** The group `service` must name a security service or process. */
  readonly needsService: boolean;
}

export interface ControlReach {
  readonly title: string;
  readonly beforeHours: number;
  readonly afterHours: number;
  /** 0–1: how much it says when it lies near an onset. */
  readonly weight: number;
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
  readonly folders: { readonly patterns: readonly FolderPattern[]; readonly deleted: RegExp };
  /** Services and processes whose stop matters. */
  readonly protections: ReadonlySet<string>;
  readonly commands: readonly ControlCommand[];
  readonly roles: ReadonlyMap<string, string>;
  /** Roles whose honest load looks like a miner's, and why. */
  readonly lookAlikes: ReadonlyMap<string, string>;
  readonly controls: ReadonlyMap<string, ControlReach>;
  readonly techniques: {
    readonly profiles: ReadonlyMap<string, readonly Technique[]>;
    readonly findings: ReadonlyMap<string, readonly Technique[]>;
  };
}
