/** What a system class is like: how its members are built and what load they carry when nothing happens. */
import type { BusinessHours, Expectation } from "../../model/fleet.ts";
import type { SiteName } from "../sites.ts";
import type { Destination } from "../destinations.ts";
import type { Program } from "../program.ts";

/** A program that is always there, and its part of the host's ordinary CPU load; parts need not add up to one. */
export interface Resident {
  readonly program: Program;
  readonly quiet: number;
  readonly burst: number;
}

/** Twenty-four values, one an hour of the local day; 1 is a full working hour. */
export type Rhythm = readonly number[];

/** A rate in its metric's unit, at rest and added in a full working hour. */
export interface Level {
  readonly quiet: number;
  readonly work: number;
}

/** Short demands on top: rectangular, with heavy-tailed sizes. */
export interface Bursts {
  /** How many begin in a full working hour. */
  readonly perHour: number;
  /** Smallest share of the CPUs that one takes, and the exponent of its Pareto tail. */
  readonly size: number;
  readonly tail: number;
  readonly meanMinutes: number;
  /** By/s that come with one whole machine of burst. */
  readonly diskRead: number;
  readonly diskWrite: number;
  readonly network: number;
}

export interface LoadModel {
  readonly workday: Rhythm;
  readonly dayOff: Rhythm;
  /** Spread of levels between hosts: standard deviation of the logarithm. */
  readonly diversity: number;
  /** The same of the host's own fluctuation, and how long a fluctuation lasts. */
  readonly noise: number;
  readonly noiseMinutes: number;
  readonly cpu: Level;
  readonly memory: Level;
  readonly gpu: Level;
  readonly diskRead: Level;
  readonly diskWrite: Level;
  readonly networkReceive: Level;
  readonly networkTransmit: Level;
  readonly bursts: Bursts;
}

export interface Machine {
  readonly className: string;
  readonly title: string;
  readonly expectation: Expectation;
  readonly businessHours: BusinessHours;
  /** Host names are this, a dash and a number. */
  readonly prefix: string;
  /** Hosts of this class in the reference fleet of sixty. */
  readonly share: number;
  /** Sites in the order in which hosts are placed, again and again. */
  readonly sites: readonly SiteName[];
  readonly department: string;
  readonly os: "windows" | "linux";
  readonly logicalCpus: readonly number[];
  readonly memoryGiB: readonly number[];
  readonly watts: { readonly idle: number; readonly peak: number; readonly gpu: number };
  readonly networkAdapter: string;
  readonly load: LoadModel;
  readonly residents: readonly Resident[];
  /** Programs that come and go, and how many of them on a full working day. */
  readonly shortLived: readonly Program[];
  readonly shortLivedPerDay: number;
  readonly destinations: readonly Destination[];
  readonly flowsPerDay: number;
}

export const NINE_TO_SIX: BusinessHours = { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };
