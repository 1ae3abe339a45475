/**
 * Fleets of simulated hosts as hourly features: five classes with their rhythms, every nuisance of honest machines, and
 * miners planted on some of them. Every distribution is invented: the simulation ranks methods and guards against
 * regressions; it does not predict rates in the field.
 */
import { DAY, HOUR, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { HostHours, MetricHours } from "../../src/detection/input.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { DEFAULT_BUSINESS_HOURS, type Expectation } from "../../src/model/fleet.ts";
import {
  CPU_UTILIZATION,
  DISK_READ,
  DISK_WRITE,
  GPU_UTILIZATION,
  NETWORK_RECEIVE,
  NETWORK_TRANSMIT,
  POWER,
} from "../../src/model/metrics.ts";
import { seededRandom, type Random } from "../../src/statistics/random.ts";

export type MinerKind = "c10" | "c20" | "c40" | "60/95" | "j20" | "n40";

export interface Plant {
  readonly host: string;
  readonly kind: MinerKind;
  /** `undefined` for a miner that is older than the data. */
  readonly start: Timestamp | undefined;
}

export interface SimulatedFleet {
  readonly hosts: readonly HostHours[];
  readonly plants: readonly Plant[];
}

export interface FleetOptions {
  readonly seed: number;
  readonly hostsPerClass: number;
  readonly classes?: readonly string[];
  readonly days?: number;
  /** 1 is the usual difference between hosts of a class. */
  readonly diversity?: number;
  /** Share of each class that mines. */
  readonly miningShare?: number;
  readonly kinds?: readonly MinerKind[];
  readonly isOlderThanData?: boolean;
}

interface Archetype {
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

const START = timestamp(Date.UTC(2026, 0, 5) * 1000);
const HOLIDAYS = ["2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"];

/** What one host does in each hour, before it is measured. */
interface Load {
  /** Work that serves somebody, in CPU; disk and network follow it. */
  readonly work: Float64Array;
  /** CPU without bytes. */
  readonly pure: Float64Array;
  readonly read: Float64Array;
  readonly write: Float64Array;
  readonly send: Float64Array;
  readonly missing: Uint8Array;
}

export function simulateFleet(options: FleetOptions): SimulatedFleet {
  const { seed, hostsPerClass, classes = Object.keys(archetypes), days = 180 } = options;
  const hours = days * 24;
  const hosts: HostHours[] = [];
  const plants: Plant[] = [];
  const fleetRandom = seededRandom(`${seed}/fleet`);
  const rollOut = { day: fleetRandom.between(0.25, 0.75) * days, size: fleetRandom.between(0.01, 0.04) };
  for (const className of classes) {
    const archetype = archetypes[className];
    if (archetype === undefined) throw new Error(`No archetype "${className}".`);
    const patches = { hour: fleetRandom.integer(1, 5), weekday: fleetRandom.integer(1, 5) };
    const calendar = calendarOf(
      { timeZone: "Europe/Berlin" },
      {
        name: className,
        title: className,
        expectation: archetype.expectation,
        businessHours: DEFAULT_BUSINESS_HOURS,
        holidays: HOLIDAYS,
      },
    );
    const miners = Math.round((options.miningShare ?? 0) * hostsPerClass);
    for (let i = 0; i < hostsPerClass; i++) {
      const name = `${className}-${String(i).padStart(2, "0")}`;
      const random = seededRandom(`${seed}/${name}`);
      const context = { archetype, calendar, random, hours, diversity: options.diversity ?? 1 };
      const load = honestLoad(context, patches, rollOut);
      if (i < miners) plants.push(plantMiner(context, load, name, i, options));
      hosts.push({
        host: name,
        className,
        expectation: archetype.expectation,
        calendar,
        logicalCpus: 8,
        start: START,
        hours,
        data: { start: START, end: timestamp(START + hours * HOUR) },
        metrics: measure(load, random),
      });
    }
  }
  return { hosts, plants };
}

interface Context {
  readonly archetype: Archetype;
  readonly calendar: HostHours["calendar"];
  readonly random: Random;
  readonly hours: number;
  readonly diversity: number;
}

function honestLoad(
  context: Context,
  patches: { readonly hour: number; readonly weekday: number },
  rollOut: { readonly day: number; readonly size: number },
): Load {
  const { archetype, calendar, random, hours, diversity } = context;
  const load: Load = {
    work: new Float64Array(hours),
    pure: new Float64Array(hours),
    read: new Float64Array(hours),
    write: new Float64Array(hours),
    send: new Float64Array(hours),
    missing: new Uint8Array(hours),
  };
  const idle = archetype.idle * factor(random, 0.35 * diversity);
  const busy = archetype.busy * factor(random, 0.4 * diversity);
  const isOdd = random.chance(0.1);
  const oddShape = { day: random.between(1, 3.5), night: random.between(0.5, 3.5) };
  const isAsleep = random.chance(archetype.sleepsAtNight);
  const drift = random.normal() * 0.25;
  let day = -1;
  let dayFactor = 1;
  for (let hour = 0; hour < hours; hour++) {
    const time = timestamp(START + hour * HOUR);
    const bin = calendar.binOf(time);
    if (Math.floor(hour / 24) !== day) {
      day = Math.floor(hour / 24);
      dayFactor = factor(random, archetype.dayNoise);
    }
    const isBusiness = calendar.isBusinessTime(time);
    const height = isBusiness ? Math.sin((Math.PI * ((bin % 24) - 7)) / 12) : 0.05;
    const growing = 1 + (drift * hour) / hours;
    let level =
      (idle * factor(random, 0.15) + busy * height * dayFactor * factor(random, archetype.hourNoise)) * growing;
    if (isOdd) level *= isBusiness ? oddShape.day : oddShape.night;
    load.work[hour] = level + (hour / 24 >= rollOut.day ? rollOut.size : 0);
    if (isAsleep && !isBusiness && bin % 24 < 7) load.missing[hour] = 1;
  }
  addRoutine(context, load, patches);
  addRareEvents(context, load, busy + idle);
  return load;
}

/** What comes back by itself: backups, scans, patch days, month-end. */
function addRoutine(context: Context, load: Load, patches: { readonly hour: number; readonly weekday: number }): void {
  const { archetype, random, hours } = context;
  const backup = { hour: random.integer(0, 4), length: random.integer(1, 3) };
  const scan = { day: random.integer(0, 6), hour: random.integer(0, 23), length: random.integer(1, 3) };
  for (let hour = 0; hour < hours; hour++) {
    const clock = hour % 24;
    const day = Math.floor(hour / 24);
    const date = new Date((START + day * DAY) / 1000);
    if (archetype.hasBackup && clock >= backup.hour && clock < backup.hour + backup.length) {
      bump(load, hour, { pure: 0.08, read: 4e7, send: 3e7 }, factor(random, 0.2));
    }
    if (day % 7 === scan.day && clock >= scan.hour && clock < scan.hour + scan.length) {
      bump(load, hour, { pure: 0.2, read: 2e7 }, factor(random, 0.2));
    }
    const isSecondWeek = date.getUTCDate() > 7 && date.getUTCDate() <= 14;
    if (isSecondWeek && date.getUTCDay() === patches.weekday && clock >= patches.hour && clock < patches.hour + 4) {
      bump(load, hour, { pure: 0.25, write: 2e7 }, factor(random, 0.3));
    }
    if (archetype.hasMonthEnd && (date.getUTCDate() <= 1 || date.getUTCDate() >= 29)) scaleWork(load, hour, 1.8);
  }
}

/** What happens now and then, to some. */
function addRareEvents(context: Context, load: Load, usual: number): void {
  const { archetype, random, hours } = context;
  const months = hours / 24 / 30;
  const spans = (perMonth: number, length: () => number, apply: (from: number, to: number) => void): void => {
    for (let left = poisson(random, perMonth * months); left > 0; left--) {
      const from = random.integer(0, hours - 1);
      apply(from, Math.min(hours, from + Math.max(1, Math.round(length()))));
    }
  };
  const each = (from: number, to: number, change: (hour: number) => void): void => {
    for (let hour = from; hour < to; hour++) change(hour);
  };
  if (archetype.hasVacations) {
    spans(
      0.35,
      () => random.between(5, 16) * 24,
      (from, to) => each(from, to, (hour) => scaleWork(load, hour, 0.25)),
    );
  }
  // Computations that take CPU alone, some of them for days.
  spans(
    archetype.jobsPerMonth,
    () => 14 * factor(random, 1),
    (from, to) => {
      const size = random.between(0.2, 0.85);
      each(from, to, (hour) => bump(load, hour, { pure: size }, factor(random, 0.05)));
    },
  );
  // Batches that move bytes as well, on any class.
  spans(
    0.15,
    () => 30 * factor(random, 0.8),
    (from, to) => {
      const size = random.between(0.1, 0.5);
      each(from, to, (hour) => bump(load, hour, { pure: size, read: 3e7, write: 1e7 }, factor(random, 0.15)));
    },
  );
  // A process that spins on one core of some until somebody restarts it.
  spans(
    0.04,
    () => 40 * factor(random, 1),
    (from, to) => {
      const size = 1 / random.pick([4, 8, 8, 16]);
      each(from, to, (hour) => bump(load, hour, { pure: size }, factor(random, 0.02)));
    },
  );
  if (random.chance(0.12)) {
    const from = random.integer(10 * 24, hours);
    const grows = random.between(1.2, 2.2);
    const adds = random.between(0.1, 0.8) * usual;
    each(from, hours, (hour) => {
      scaleWork(load, hour, grows);
      load.work[hour] = (load.work[hour] ?? 0) + adds;
    });
  }
  spans(
    0.3,
    () => 10 * factor(random, 1),
    (from, to) => each(from, to, (hour) => (load.missing[hour] = 1)),
  );
}

function plantMiner(context: Context, load: Load, host: string, index: number, options: FleetOptions): Plant {
  const { random, calendar, hours } = context;
  const kinds = options.kinds ?? ["60/95"];
  const kind = kinds[(index + options.seed) % kinds.length] ?? "60/95";
  const from = options.isOlderThanData === true ? 0 : random.integer(Math.round(hours * 0.3), Math.round(hours * 0.7));
  let pausedUntil = 0;
  for (let hour = from; hour < hours; hour++) {
    const isBusiness = calendar.isBusinessTime(timestamp(START + hour * HOUR));
    if (hour >= pausedUntil && random.chance(1 / 30)) pausedUntil = hour + random.integer(2, 8);
    const base = (load.work[hour] ?? 0) + (load.pure[hour] ?? 0);
    const size = minerSize(kind, isBusiness, hour < pausedUntil, random);
    const throttled = kind === "60/95" ? Math.max(0, size - base * 0.6) : size;
    load.pure[hour] = (load.pure[hour] ?? 0) + throttled * factor(random, 0.02);
  }
  return { host, kind, start: options.isOlderThanData === true ? undefined : timestamp(START + from * HOUR) };
}

function minerSize(kind: MinerKind, isBusiness: boolean, isPaused: boolean, random: Random): number {
  switch (kind) {
    case "c10":
      return 0.1;
    case "c20":
      return 0.2;
    case "c40":
      return 0.4;
    case "60/95":
      return isBusiness ? 0.6 : 0.95;
    case "j20":
      return isPaused ? 0 : 0.2 * factor(random, 0.3);
    case "n40":
      return isBusiness ? 0 : 0.4;
  }
}

type Bump = Partial<Record<"pure" | "read" | "write" | "send", number>>;

function bump(load: Load, hour: number, sizes: Bump, factor: number): void {
  for (const key of ["pure", "read", "write", "send"] as const) {
    load[key][hour] = (load[key][hour] ?? 0) + (sizes[key] ?? 0) * factor;
  }
}

function scaleWork(load: Load, hour: number, factor: number): void {
  load.work[hour] = (load.work[hour] ?? 0) * factor;
}

/** Bytes follow work with a host's own habits; power follows CPU. */
function measure(load: Load, random: Random): MetricHours[] {
  const bytesPerWork = 2e7 * factor(random, 0.6);
  const sendPerWork = 4e6 * factor(random, 0.6);
  const watts = { idle: random.between(60, 110), busy: random.between(100, 180) };
  const gpu = random.chance(0.3);
  const of = (metric: string, valueAt: (hour: number) => number): MetricHours => {
    const hours = load.work.length;
    const count = Uint16Array.from(load.missing, (missing) => (missing === 1 ? 0 : 12));
    const median = Float32Array.from({ length: hours }, (_, hour) =>
      load.missing[hour] === 1 ? Number.NaN : valueAt(hour),
    );
    return {
      metric,
      median,
      lower: median.map((value) => value * 0.9),
      spread: median.map((value) => value * 0.15),
      count,
    };
  };
  const work = (hour: number): number => load.work[hour] ?? 0;
  const cpu = Float64Array.from(load.work, (value, hour) =>
    Math.min(1, Math.max(0, (value + (load.pure[hour] ?? 0)) * factor(random, 0.03) + 0.002 * random.normal())),
  );
  return [
    of(CPU_UTILIZATION, (hour) => cpu[hour] ?? 0),
    of(DISK_READ, (hour) => work(hour) * bytesPerWork * factor(random, 0.35) + (load.read[hour] ?? 0)),
    of(DISK_WRITE, (hour) => work(hour) * bytesPerWork * 0.5 * factor(random, 0.35) + (load.write[hour] ?? 0)),
    of(NETWORK_RECEIVE, (hour) => work(hour) * sendPerWork * 1.5 * factor(random, 0.3) + 500),
    of(NETWORK_TRANSMIT, (hour) => work(hour) * sendPerWork * factor(random, 0.3) + (load.send[hour] ?? 0) + 500),
    ...(gpu ? [of(GPU_UTILIZATION, () => 0.01 * factor(random, 0.5))] : []),
    of(POWER, (hour) => watts.idle + watts.busy * (cpu[hour] ?? 0) + 2 * random.normal()),
  ];
}

/** Lognormal with median 1 and this standard deviation of its logarithm. */
function factor(random: Random, sigma: number): number {
  return Math.exp(sigma * random.normal());
}

/** Knuth's method: how many uniform draws multiply down to e^-mean. */
function poisson(random: Random, mean: number): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > least; product *= random.next()) count++;
  return count;
}
