/**
 * How much a deviation is worth a person's time, before the class is asked: its size, discounted where it looks like work.
 *
 * For utilisations the unit is the machine-day: mean excess times days. Days count up to a month, because what tells
 * mining from honest batch work on statistics alone is that it does not end; and they count for more than size, since
 * whoever hides takes little. For rates it is how many times beyond four times normal, by the square root of days, since
 * copying data away takes hours.
 */
import { DISK_READ, DISK_WRITE, NETWORK_RECEIVE, NETWORK_TRANSMIT, POWER, findMetric } from "../model/metrics.ts";
import type { Frame, Shape } from "../model/episode.ts";
import type { Growth } from "./growth.ts";
import type { HourSpan } from "./hour-window.ts";
import type { Measured } from "./measure-shape.ts";

/** Days of a lasting load that still add to its score. */
const UTILISATION_DAYS = 30;
/** Days at which each counts half: most honest computations are over by then. */
const ORDINARY_DAYS = 5;
/** Hours without data that count, as a share of those with: a machine that sleeps eight hours a night. */
const ASLEEP = 0.5;
/** Size counts by this power, and as it is where it is this share of the machine. */
const SIZE_POWER = 0.7;
const USUAL_SIZE = 0.3;
const NETWORK_DAYS = 7;
/** What comes back at its hours is seldom chance: each day of two weeks counts whole. */
const DAILY_DAYS = 14;
/** What is done to a disk is done in a day; honest batches go on for more. */
const DISK_DAYS = 1;
/** Rates below this multiple of normal are everyday; fewer where they come back day after day at the same hours. */
const EVERYDAY_MULTIPLE = 4;
const EVERYDAY_EACH_DAY = 2;
/**
 * What is left where receiving grew by this share of what sending grew, both as logarithms: that is a service's
 * traffic. Acknowledgements of data that leave come to less than half.
 */
const BOTH_WAYS = 0.2;
const ALIKE = 0.6;
/** Excess bytes from which a raised rate counts in full: 5 GB. */
const FULL_VOLUME = 5e9;
/** What a raised rate alone says: data that leave say most, writing may be encryption, reading is any honest scan. */
const RATE_WEIGHTS: Readonly<Record<string, number>> = {
  [NETWORK_TRANSMIT]: 1,
  [DISK_WRITE]: 0.6,
  [DISK_READ]: 0.4,
  [NETWORK_RECEIVE]: 0.4,
};
/** Watts that stand for a whole machine's load. */
const WATTS_OF_A_MACHINE = 200;
/** Power follows other metrics; alone it is weaker evidence. */
const POWER_WEIGHT = 0.6;

/** Discounts; each is the least weight that its sign of honest work can leave. Chosen in simulation. */
const IN_PROPORTION = 0.2;
/** Both disk and network grew along: hardly anything but work does that. */
const BOTH_IN_PROPORTION = 0.12;
const GREW_ALONG = 0.8;
const IN_RHYTHM = 0.4;
const SPORADIC = 0.5;
/** Robust standard deviations of the floor from which a host stands clear of its peers, who differ for good reasons. */
const CLEAR_OF_PEERS = 1.25;
/** A load that somebody starts steps up; what creeps up over weeks is drift. */
const CREEPING = 0.5;
/** Gains of corroborating signs. */
const INVERTED = 1.3;
/** As much by night as by day, for weeks, and nobody served by it: people's work leaves a rhythm, or bytes, or an end. */
const MACHINE_LIKE = 1.5;
const MACHINE_DAYS = 10;
const ALIKE_BY_NIGHT = 0.75;
const NOBODY_SERVED = 0.75;
const HARDLY_A_PAUSE = 0.9;
/** Growth of CPU below which a ratio to it is noise. */
const LEAST_GROWTH = 0.2;
/** Where neither was measured, honest growth is as likely as not among lasting shifts. */
const UNMEASURED = 0.7;

export interface Scored {
  readonly score: number;
  readonly numbers: Readonly<Record<string, number>>;
}

/** `powerShare` is the share of excess power that CPU does not account for. */
export function scoreDeviation(
  metric: string,
  frame: Frame,
  measured: Measured,
  growth: Growth,
  powerShare: number,
  window: HourSpan,
): Scored {
  const group = findMetric(metric)?.group;
  const days = lastedDays(measured);
  if (group === "disk" || group === "network") return scoreRate(measured, days, window, growth);
  const size = metric === POWER ? (POWER_WEIGHT * measured.meanExcess) / WATTS_OF_A_MACHINE : measured.meanExcess;
  const unexplained = group === "cpu" ? unexplainedShare(growth, frame) : group === "power" ? powerShare : 1;
  const rhythm = rhythmWeight(measured, window);
  const steadiness = SPORADIC + (1 - SPORADIC) * Math.min(1, measured.shape.persistence / 0.8);
  const least = group === "power" ? 0 : leastWeight(growth);
  const proportion = least + (1 - least) * unexplained;
  const inversion = measured.shape.invertedRhythm ? INVERTED : 1;
  const onset = frame === "own-season" ? onsetWeight(measured.shape) : 1;
  const standing = frame === "peers" ? Math.max(0, Math.min(1, measured.floor / CLEAR_OF_PEERS)) : 1;
  const machine = group === "cpu" ? machineWeight(measured, days, unexplained) : 1;
  const score =
    machine * standing * onset * sizeWeight(size) * lastingDays(days) * proportion * rhythm * steadiness * inversion;
  return {
    score,
    numbers: {
      days,
      meanExcess: measured.meanExcess,
      unexplainedShare: unexplained,
      rhythm,
      steadiness,
      floor: measured.floor,
    },
  };
}

/** Of an excess as a share of the machine: ten times as much weighs five times as much. */
function sizeWeight(size: number): number {
  return USUAL_SIZE * (Math.max(0, size) / USUAL_SIZE) ** SIZE_POWER;
}

/**
 * How long it lasted: a load that is there whenever the machine is awake did not end while it slept. So hours without
 * data count, up to half as many as those with data; that they are missing lowers the confidence.
 */
function lastedDays({ coveredHours, elapsedHours }: Measured): number {
  return Math.min(elapsedHours, (1 + ASLEEP) * coveredHours) / 24;
}

/** Days, those of a short load counting for less. */
function lastingDays(days: number): number {
  const counted = Math.min(days, UTILISATION_DAYS);
  return counted ** 2 / (counted + ORDINARY_DAYS);
}

function countedDays(metric: string, days: number, { from, to, daily }: HourSpan): number {
  if (findMetric(metric)?.group === "disk") return Math.min(days, DISK_DAYS);
  return daily === undefined ? Math.min(days, NETWORK_DAYS) : Math.min(Math.ceil((to - from) / 24), DAILY_DAYS);
}

function scoreRate(measured: Measured, covered: number, window: HourSpan, growth: Growth): Scored {
  const { level, normalLevel, metric } = measured.shape;
  const floor = findMetric(metric)?.noiseFloor ?? 1;
  const multiple = (level + floor) / (Math.max(0, normalLevel) + floor);
  const volume = Math.max(0, measured.meanExcess) * measured.coveredHours * 3600;
  const days = countedDays(metric, covered, window);
  const everyday = window.daily === undefined ? EVERYDAY_MULTIPLE : EVERYDAY_EACH_DAY;
  const beyond = Math.max(0, Math.log10(multiple / everyday));
  const isTwoWay = metric === NETWORK_TRANSMIT && growth.receive >= ALIKE * growth.leading;
  const weight = (RATE_WEIGHTS[metric] ?? 0) * (isTwoWay ? BOTH_WAYS : 1);
  return {
    score: weight * beyond * Math.sqrt(days) * Math.min(1, volume / FULL_VOLUME),
    numbers: { days, multiple, volume },
  };
}

/**
 * Share of the CPU's growth that bytes do not account for, 0–1: twice the bytes account for twice the CPU that was
 * normal, however much more there is now.
 */
function unexplainedShare(growth: Growth, frame: Frame): number {
  const known = [growth.disk, growth.network].filter((value) => value === value);
  if (known.length === 0) return UNMEASURED;
  // Hosts of a class differ in their bytes for many reasons, so among peers one grown resource alone says little.
  const bytes = frame === "peers" ? known.reduce((a, b) => a + b) / known.length : Math.max(...known);
  return 1 - Math.max(0, Math.min(1, timesMore(bytes) / timesMore(Math.max(LEAST_GROWTH, growth.leading))));
}

/** What a logarithm of growth adds, as a multiple of what was normal. */
function timesMore(growth: number): number {
  return Math.max(0, Math.expm1(growth));
}

function leastWeight({ leading, disk, network }: Growth): number {
  const along = GREW_ALONG * Math.max(LEAST_GROWTH, leading);
  return disk >= along && network >= along ? BOTH_IN_PROPORTION : IN_PROPORTION;
}

function machineWeight(measured: Measured, days: number, unexplained: number): number {
  const { meanExcessBusiness, meanExcessOffPeak, shape } = measured;
  const isEven = meanExcessOffPeak >= ALIKE_BY_NIGHT * meanExcessBusiness;
  const isMachine =
    isEven && days >= MACHINE_DAYS && unexplained >= NOBODY_SERVED && shape.persistence >= HARDLY_A_PAUSE;
  return isMachine ? MACHINE_LIKE : 1;
}

/** Full where the load stepped by at least half of what it became. */
function onsetWeight({ onsetStep, deviation }: Shape): number {
  if (onsetStep === undefined || !(deviation > 0)) return 1;
  return CREEPING + (1 - CREEPING) * Math.max(0, Math.min(1, (2 * onsetStep) / deviation));
}

/** Less where the excess keeps business hours: people's work does, a machine's does not. */
function rhythmWeight({ meanExcessBusiness, meanExcessOffPeak }: Measured, { daily }: HourSpan): number {
  if (daily !== undefined && meanExcessOffPeak !== meanExcessOffPeak) return IN_RHYTHM;
  if (!(meanExcessBusiness > 0) || meanExcessOffPeak !== meanExcessOffPeak) return 1;
  return IN_RHYTHM + (1 - IN_RHYTHM) * Math.max(0, Math.min(1, meanExcessOffPeak / (0.8 * meanExcessBusiness)));
}
