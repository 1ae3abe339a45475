/**
 * Fleets of simulated hosts as hourly features: classes with their rhythms, every nuisance of honest machines, and
 * activities planted on some of them. Every distribution is invented: the simulation ranks methods and guards against
 * regressions; it does not predict rates in the field.
 */
import { DAY, HOUR, timestamp, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import type { HostHours } from "../../../src/detection/input.ts";
import { calendarOf, type Calendar } from "../../../src/model/calendar.ts";
import { DEFAULT_BUSINESS_HOURS } from "../../../src/model/fleet.ts";
import type { Justification } from "../../../src/model/justification.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { activities, type Activity, type ActivityKind } from "./activities.ts";
import { archetypes, unseenArchetypes } from "./archetypes.ts";
import { honestLoad, START, type Context } from "./honest-load.ts";
import type { Load } from "./load.ts";
import { measureLoad } from "./measure-load.ts";

export interface Plant {
  readonly host: string;
  readonly className: string;
  readonly kind: ActivityKind;
  /** `undefined` for one that is older than the data. */
  readonly start: Timestamp | undefined;
  readonly claim?: Justification;
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
  /** Share of each class on which something is planted. */
  readonly plantedShare?: number;
  readonly kinds?: readonly ActivityKind[];
  readonly isOlderThanData?: boolean;
  /** Day on which everything planted begins; each on one of its own where nothing is said. */
  readonly startDay?: number;
  /** What would be planted is listed, and nothing is done: what is found then was found by chance. */
  readonly isSham?: boolean;
}

const HOLIDAYS = ["2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"];

export function simulateFleet(options: FleetOptions): SimulatedFleet {
  const { seed, hostsPerClass, classes = Object.keys(archetypes), days = 180 } = options;
  const hours = days * 24;
  const hosts: HostHours[] = [];
  const plants: Plant[] = [];
  const fleetRandom = seededRandom(`${seed}/fleet`);
  const rollOut = { day: fleetRandom.between(0.25, 0.75) * days, size: fleetRandom.between(0.01, 0.04) };
  for (const className of classes) {
    const archetype = archetypes[className] ?? unseenArchetypes[className];
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
    const planted = Math.round((options.plantedShare ?? 0) * hostsPerClass);
    for (let i = 0; i < hostsPerClass; i++) {
      const name = `${className}-${String(i).padStart(2, "0")}`;
      const random = seededRandom(`${seed}/${name}`);
      const context = { archetype, calendar, random, hours, diversity: options.diversity ?? 1 };
      const load = honestLoad(context, patches, rollOut);
      const kind = i < planted ? kindOf(i, options) : undefined;
      if (kind !== undefined) plants.push({ ...plantActivity(context, load, name, kind, options), className });
      hosts.push({
        host: name,
        className,
        expectation: archetype.expectation,
        calendar,
        logicalCpus: 8,
        start: START,
        hours,
        data: { start: START, end: timestamp(START + hours * HOUR) },
        metrics: measureLoad(load, random, kind !== undefined && activities[kind].needsGpu === true),
      });
    }
  }
  return { hosts, plants };
}

function kindOf(index: number, { kinds = ["60/95"], seed }: FleetOptions): ActivityKind | undefined {
  return kinds[(index + seed) % kinds.length];
}

function plantActivity(
  { random, calendar, hours }: Context,
  load: Load,
  host: string,
  kind: ActivityKind,
  options: FleetOptions,
): Omit<Plant, "className"> {
  const activity: Activity = activities[kind];
  const isOlder = options.isOlderThanData === true;
  const drawn = isOlder ? 0 : random.integer(Math.round(hours * 0.3), Math.round(hours * 0.7));
  const wanted = options.startDay === undefined ? drawn : options.startDay * 24;
  const from = isOlder ? 0 : nextAt(wanted, activity.beginsAt, calendar);
  const to = Math.min(hours, from + (activity.hours ?? hours));
  let pausedUntil = 0;
  for (let hour = from; hour < to && options.isSham !== true; hour++) {
    const time = timestamp(START + hour * HOUR);
    if (hour >= pausedUntil && random.chance(1 / 30)) pausedUntil = hour + random.integer(2, 8);
    activity.add({
      load,
      hour,
      since: hour - from,
      clock: calendar.binOf(time) % 24,
      isBusiness: calendar.isBusinessTime(time),
      isPaused: hour < pausedUntil,
      others: (load.work[hour] ?? 0) + (load.pure[hour] ?? 0),
      random,
    });
  }
  const range = { start: timestamp(START + from * HOUR), end: timestamp(START + to * HOUR) };
  return {
    host,
    kind,
    start: isOlder ? undefined : range.start,
    ...(activity.claim === undefined ? {} : { claim: approvalOf(host, activity.claim, range) }),
  };
}

/** The first hour from `hour` on at which the host's clock says `clock`. */
function nextAt(hour: number, clock: number | undefined, calendar: Calendar): number {
  if (clock === undefined) return hour;
  for (let next = hour; next < hour + 48; next++) {
    if (calendar.binOf(timestamp(START + next * HOUR)) % 24 === clock) return next;
  }
  return hour;
}

/** A record made a week before, that covers the first hours or all of it. */
function approvalOf(host: string, claim: "beginning" | "all", { start, end }: TimeRange): Justification {
  return {
    id: `CHG-${host}`,
    kind: "change",
    title: "Planned work",
    hosts: [host],
    start: timestamp(start - HOUR),
    end: claim === "all" ? timestamp(end + HOUR) : timestamp(start + 5 * HOUR),
    recurrence: undefined,
    timeZone: undefined,
    approval: "approved",
    state: "Approved",
    created: timestamp(start - 7 * DAY),
    metrics: [],
    expected: [],
    process: undefined,
  };
}

/** The same fleet as it was known after so many days. */
export function upToDay({ hosts, plants }: SimulatedFleet, day: number): SimulatedFleet {
  const hours = day * 24;
  return {
    plants,
    hosts: hosts.map((host) => ({
      ...host,
      hours,
      data: { start: host.data.start, end: timestamp(host.start + hours * HOUR) },
      metrics: host.metrics.map(({ metric, median, count }) => ({
        metric,
        median: median.slice(0, hours),
        count: count.slice(0, hours),
      })),
    })),
  };
}
