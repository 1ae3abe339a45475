/**
 * What others would do in Plimsoll's place on a simulated fleet, and controls that no measure may reward. Each reads the
 * hourly medians of the same metrics. A host's alarm is a run of lit hours, told once; runs that are less than three days
 * apart are one.
 */
import { HOUR, timestamp } from "../../src/base/time.ts";
import { detectionMetrics } from "../../src/detection/detect-fleet.ts";
import type { HostHours } from "../../src/detection/input.ts";
import { valueScale } from "../../src/detection/value-scale.ts";
import { BINS } from "../../src/model/calendar.ts";
import { findMetric } from "../../src/model/metrics.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { createWindowBank, pushInto, quantileOf, sizeOf } from "../../src/statistics/window-bank.ts";
import { plimsoll, type FleetAlarm, type FleetDetector } from "../detection/score-fleet.ts";
import { simulateFleet } from "../detection/simulation/simulated-fleet.ts";

/** How far each hour is beyond what is normal; NaN where nothing can be said. */
type HourScore = (values: Float64Array, host: HostHours) => Float64Array;

const PAUSE_HOURS = 72;
const MEMORY_HOURS = 14 * 24;
const STARTS_WITHIN = 48;
const BUDGET = 0.03;

/** An hour is lit from this many in a row on. */
const IN_A_ROW = 6;
/** Or where the median of a day is. */
const HALF_A_DAY = 12;

const values = (host: HostHours, metric: string): Float64Array | undefined => {
  const hours = host.metrics.find((candidate) => candidate.metric === metric);
  return hours === undefined ? undefined : Float64Array.from(hours.median);
};

function alarmsOf(host: HostHours, lit: Uint8Array): FleetAlarm[] {
  const alarms: FleetAlarm[] = [];
  let last = -Infinity;
  lit.forEach((isLit, hour) => {
    if (isLit === 0) return;
    if (hour - last > PAUSE_HOURS) {
      const start = timestamp(host.start + hour * HOUR);
      alarms.push({ host: host.host, start, startsBeforeData: hour <= STARTS_WITHIN });
    }
    last = hour;
  });
  return alarms;
}

/** Lights hours whose score has been above the limit in all of the last hours that have one. */
function lightRuns(lit: Uint8Array, scores: Float64Array, limit: number): void {
  let run: number[] = [];
  scores.forEach((score, hour) => {
    if (score !== score) return;
    run = score > limit ? [...run.slice(1 - IN_A_ROW), hour] : [];
    if (run.length >= IN_A_ROW) for (const each of run) lit[each] = 1;
  });
}

function byRuns(score: HourScore, limit: number, metrics: readonly string[]): FleetDetector {
  return ({ hosts }) =>
    hosts.flatMap((host) => {
      const lit = new Uint8Array(host.hours);
      for (const metric of metrics) {
        const own = values(host, metric);
        if (own !== undefined) lightRuns(lit, score(own, host), limit);
      }
      return alarmsOf(host, lit);
    });
}

/** The greatest over the metrics of the median of each day that ends with an hour. */
function dayMedians(score: HourScore, host: HostHours): Float64Array {
  const greatest = new Float64Array(host.hours);
  for (const metric of detectionMetrics) {
    const own = values(host, metric);
    if (own === undefined) continue;
    const { toScale } = valueScale(metric);
    const bank = createWindowBank(1, 2 * HALF_A_DAY);
    score(own.map(toScale), host).forEach((value, hour) => {
      if (value === value) pushInto(bank, 0, value);
      if (sizeOf(bank, 0) === 2 * HALF_A_DAY) greatest[hour] = Math.max(greatest[hour] ?? 0, quantileOf(bank, 0, 0.5));
    });
  }
  return greatest;
}

function alarmsAbove(host: HostHours, scores: Float64Array, limit: number): FleetAlarm[] {
  const lit = Uint8Array.from(scores, (score) => (score > limit ? 1 : 0));
  // Half of a day must have been above for its median to be.
  return alarmsOf(host, lit).map((alarm) => ({ ...alarm, start: timestamp(alarm.start - HALF_A_DAY * HOUR) }));
}

/** The least limit of each class that keeps the budget of false alarms on honest fleets of other seeds. */
function calibrated(score: HourScore, hostsPerClass: number): FleetDetector {
  const honest = [11, 12, 13].flatMap((seed) => simulateFleet({ seed, hostsPerClass }).hosts);
  const limits = new Map<string, number>();
  for (const className of new Set(honest.map((host) => host.className ?? ""))) {
    const own = honest
      .filter((host) => host.className === className)
      .map((host) => ({ host, scores: dayMedians(score, host) }));
    const months = own.reduce((sum, { host }) => sum + host.hours / 24 / 30, 0);
    let limit = 1;
    while (own.reduce((sum, each) => sum + alarmsAbove(each.host, each.scores, limit).length, 0) > BUDGET * months) {
      limit *= 1.1;
    }
    limits.set(className, limit);
  }
  return ({ hosts }) =>
    hosts.flatMap((host) => alarmsAbove(host, dayMedians(score, host), limits.get(host.className ?? "") ?? Infinity));
}

const threeSigma: HourScore = (own) => {
  let [sum, squares, count] = [0, 0, 0];
  return own.map((value, hour) => {
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(1e-12, squares / count - mean * mean));
    const score = count < MEMORY_HOURS / 2 ? Number.NaN : (value - mean) / deviation;
    const add = (next: number, times: number): void => {
      if (next !== next) return;
      sum += times * next;
      squares += times * next * next;
      count += times;
    };
    add(value, 1);
    add(own[hour - MEMORY_HOURS] ?? Number.NaN, -1);
    return score;
  });
};

const burst: HourScore = (own) => {
  const bank = createWindowBank(1, MEMORY_HOURS);
  return own.map((value) => {
    if (value !== value) return Number.NaN;
    const score = sizeOf(bank, 0) < MEMORY_HOURS / 2 ? Number.NaN : value / Math.max(1e-9, quantileOf(bank, 0, 0.5));
    pushInto(bank, 0, value);
    return score;
  });
};

/** Distances in the spread of the distances of two weeks. */
function inTheirSpread(distances: Float64Array): Float64Array {
  const bank = createWindowBank(1, MEMORY_HOURS);
  return distances.map((distance) => {
    if (distance !== distance) return Number.NaN;
    const scale = Math.max(1e-3, 1.4826 * quantileOf(bank, 0, 0.5) || 0);
    const score = sizeOf(bank, 0) < MEMORY_HOURS / 2 ? Number.NaN : distance / scale;
    pushInto(bank, 0, Math.abs(distance));
    return score;
  });
}

const seasonalNaive: HourScore = (own) =>
  inTheirSpread(own.map((value, hour) => value - (own[hour - BINS] ?? Number.NaN)));

const seasonalRobust: HourScore = (own) => {
  const bank = createWindowBank(BINS, 8);
  return inTheirSpread(
    own.map((value, hour) => {
      if (value !== value) return Number.NaN;
      const usual = quantileOf(bank, hour % BINS, 0.5);
      pushInto(bank, hour % BINS, value);
      return value - usual;
    }),
  );
};

const utilisations = detectionMetrics.filter((metric) => findMetric(metric)?.unit === "1");
const level: HourScore = (own) => own;

const ownHistoryOnly: FleetDetector = (fleet) =>
  plimsoll()({ ...fleet, hosts: fleet.hosts.map((host) => ({ ...host, className: undefined })) });

const alwaysOn: FleetDetector = ({ hosts }) =>
  hosts.flatMap((host) =>
    Array.from({ length: host.hours / 24 }, (_, day) => ({
      host: host.host,
      start: timestamp(host.start + day * 24 * HOUR),
      startsBeforeData: day === 0,
    })),
  );

/** As many alarms as the budget allows, anywhere. */
const atRandom: FleetDetector = ({ hosts }) =>
  hosts.flatMap((host) => {
    const random = seededRandom(`random/${host.host}`);
    const lit = Uint8Array.from({ length: host.hours }, () => (random.chance(BUDGET / 720) ? 1 : 0));
    return alarmsOf(host, lit);
  });

/** Everyone who takes part, by name. Calibrated ones learn their limits from honest fleets first. */
export function rivals(hostsPerClass: number): Readonly<Record<string, FleetDetector>> {
  return {
    Plimsoll: plimsoll(),
    "Plimsoll, own history only": ownHistoryOnly,
    "static 70 %": byRuns(level, 0.7, utilisations),
    "static 90 %": byRuns(level, 0.9, utilisations),
    "rolling 3-sigma": byRuns(threeSigma, 3, detectionMetrics),
    "median × 5 burst": byRuns(burst, 5, detectionMetrics),
    "seasonal-naive, calibrated": calibrated(seasonalNaive, hostsPerClass),
    "STL-like robust, calibrated": calibrated(seasonalRobust, hostsPerClass),
    "always on": alwaysOn,
    random: atRandom,
    null: () => [],
  };
}
