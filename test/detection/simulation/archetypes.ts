/** Classes of simulated hosts by their rhythms. Every number is invented. */
import type { Expectation } from "../../../src/model/fleet.ts";

export interface Archetype {
  readonly expectation: Expectation;
  /** CPU at rest, and added at the height of a business day. */
  readonly idle: number;
  readonly busy: number;
  /** Relative standard deviation from day to day and from hour to hour. */
  readonly dayNoise: number;
  readonly hourNoise: number;
  /** Jobs per month that take the CPU alone, for hours to days. */
  readonly jobsPerMonth: number;
  readonly hasBackup: boolean;
  readonly hasMonthEnd: boolean;
  readonly hasVacations: boolean;
  readonly sleepsAtNight: number;
}

const quiet = { hasBackup: false, hasMonthEnd: false, hasVacations: false, sleepsAtNight: 0, jobsPerMonth: 0 };

export const archetypes: Readonly<Record<string, Archetype>> = {
  office: {
    ...quiet,
    expectation: "quiet",
    idle: 0.03,
    busy: 0.16,
    dayNoise: 0.3,
    hourNoise: 0.35,
    hasVacations: true,
    sleepsAtNight: 0.4,
  },
  "file-server": {
    ...quiet,
    expectation: "steady",
    idle: 0.07,
    busy: 0.12,
    dayNoise: 0.2,
    hourNoise: 0.2,
    hasBackup: true,
    hasMonthEnd: true,
  },
  "rnd-server": {
    ...quiet,
    expectation: "quiet",
    idle: 0.04,
    busy: 0.05,
    dayNoise: 0.4,
    hourNoise: 0.3,
    jobsPerMonth: 1.5,
    hasBackup: true,
    hasVacations: true,
  },
  "build-agent": {
    ...quiet,
    expectation: "bursty",
    idle: 0.04,
    busy: 0.4,
    dayNoise: 0.35,
    hourNoise: 0.45,
    jobsPerMonth: 0.5,
  },
  "idle-vm": { ...quiet, expectation: "quiet", idle: 0.02, busy: 0.01, dayNoise: 0.15, hourNoise: 0.2 },
};

/** Classes that no constant of detection was chosen on: a busy database, a desk that trades, and a public terminal. */
export const unseenArchetypes: Readonly<Record<string, Archetype>> = {
  database: {
    ...quiet,
    expectation: "steady",
    idle: 0.15,
    busy: 0.25,
    dayNoise: 0.2,
    hourNoise: 0.25,
    hasBackup: true,
    hasMonthEnd: true,
  },
  trading: { ...quiet, expectation: "bursty", idle: 0.05, busy: 0.5, dayNoise: 0.25, hourNoise: 0.3 },
  terminal: {
    ...quiet,
    expectation: "quiet",
    idle: 0.05,
    busy: 0.04,
    dayNoise: 0.25,
    hourNoise: 0.4,
    sleepsAtNight: 0.8,
  },
};
