/**
 * The own-season frame: each host against its own past, for all hosts of a class in step.
 *
 * Hosts go through time together because the class tells what moved everyone: a roll-out or a patch day lifts the
 * median residual of the class, and only what a host has beyond that is its own. Hours teach a host's season once the
 * evidence about them has gone calm; hours inside an episode never teach, nor do hours of the day at which something
 * seems to come back, so neither a lasting shift nor a nightly one is absorbed. Only where somebody accepted a shift does
 * a host's past begin anew.
 *
 * All of it looks back only. So whoever kept what was known at some hour goes on from there.
 */
import { medianWithout } from "../statistics/median-without.ts";
import { sortRange } from "../statistics/sort-range.ts";
import { hoursOfGroups, type HourGrid, type HoursOfGroups } from "./hour-grid.ts";
import type { HourWindow } from "./hour-window.ts";
import type { DetectionParameters } from "./parameters.ts";
import { createSeasons } from "./season.ts";
import {
  advance,
  beginAnew,
  judgedFrom,
  pastOf,
  resumeMember,
  startMember,
  type Member,
  type SeasonContext,
  type SeasonInput,
} from "./season-member.ts";
import { remembered, type SeasonPast } from "./season-past.ts";

export interface SeasonResidual {
  readonly windows: readonly HourWindow[];
  /** What came back at the same hours of several days. */
  readonly dailyWindows: readonly HourWindow[];
  /** What fell below what was expected. */
  readonly windowsBelow: readonly HourWindow[];
  readonly bursts: readonly HourWindow[];
  /** Worked out anew where hours before the past that was gone on from were not kept. */
  hours(): SeasonHours;
}

export interface SeasonHours {
  /** What the host's past expected, on the value scale. */
  readonly expected: Float64Array;
  /** Robust z of each hour, the class's common shift taken out. */
  readonly z: Float64Array;
}

/**
 * What was kept of an earlier look at the same hosts and metric, and takes what is to be kept of this one: what was known
 * at the end of the last whole week, which hardly ever changes, and at the last hour but one, which is less to go through.
 */
export interface SeasonMemory {
  /** The latest that still holds. */
  readonly past: SeasonPast | undefined;
  /** The hour of the week's end that still holds, 0 where none does. */
  readonly week: number;
  /** Of the host with that number, the hours before that; `undefined` where they were not kept. */
  hoursBefore(which: number): SeasonHours | undefined;
  /** `hoursOf` gives the hours before the past's. */
  keepWeek(past: SeasonPast, hoursOf: (which: number) => SeasonHours): void;
  /** Comes after the week's, where both are kept. Tells all hours since that. */
  keepLast(past: SeasonPast): void;
}

const WEEK_HOURS = 168;

/** `floor` is the least scale; members share their hours. One result for each member, in order. */
export function ownSeason(
  inputs: readonly SeasonInput[],
  floor: number,
  parameters: DetectionParameters,
  memory?: SeasonMemory,
): SeasonResidual[] {
  const hours = inputs[0]?.hours ?? 0;
  const past = memory?.past;
  const resumed = past !== undefined && holds(past, inputs, parameters) ? past : undefined;
  const week = resumed === undefined ? 0 : (memory?.week ?? 0);
  const weekEnd = Math.floor((hours - 1) / WEEK_HOURS) * WEEK_HOURS;
  const keepAt = memory === undefined ? [] : [weekEnd, hours - 1].filter((hour) => hour > (resumed?.hour ?? 0));
  const { members, kept } = passOver(inputs, floor, parameters, resumed, keepAt);

  let whole: readonly Member[] | undefined;
  const hoursOf = (which: number): SeasonHours => {
    const member = members[which];
    if (member !== undefined && resumed === undefined) return member;
    const before = memory?.hoursBefore(which);
    if (member !== undefined && before !== undefined) return joined(before, member);
    whole ??= passOver(inputs, floor, parameters).members;
    return whole[which] ?? { expected: new Float64Array(), z: new Float64Array() };
  };
  const [atWeekEnd, last] = kept[0]?.hour === weekEnd ? kept : [undefined, ...kept];
  if (atWeekEnd !== undefined) memory?.keepWeek(atWeekEnd, hoursOf);
  if (last !== undefined && (atWeekEnd !== undefined || week === weekEnd)) memory?.keepLast(last);
  return members.map(({ which, windows, dailyWindows, windowsBelow, above, daily, below, bursts }) => ({
    windows: [...windows, ...stillOpen(above.finish())],
    dailyWindows: [...dailyWindows, ...daily.finish()],
    windowsBelow: [...windowsBelow, ...stillOpen(below.finish())],
    bursts: bursts.finish(),
    hours: () => hoursOf(which),
  }));
}

/** Hours that were kept, and after them those that a member has come through since. */
function joined(before: SeasonHours, { first, expected, z, input }: Member): SeasonHours {
  const whole = { expected: new Float64Array(input.hours), z: new Float64Array(input.hours) };
  for (const [column, kept, own] of [
    [whole.expected, before.expected, expected],
    [whole.z, before.z, z],
  ] as const) {
    column.set(kept);
    column.set(own.subarray(kept.length - first), kept.length);
  }
  return whole;
}

function stillOpen(window: HourWindow | undefined): HourWindow[] {
  return window === undefined ? [] : [window];
}

/** Whether a past is what these hosts would have come to: later data can move the hour from which on one is judged. */
function holds(
  { hour, members }: SeasonPast,
  inputs: readonly SeasonInput[],
  parameters: DetectionParameters,
): boolean {
  return (
    members.length === inputs.length &&
    inputs.every((input, which) => members[which]?.judgedFrom === judgedFrom(input, hour, parameters))
  );
}

interface Passed {
  readonly members: readonly Member[];
  /** What was known at the hours asked for, in order; those at which some host was not judged yet are left out. */
  readonly kept: readonly SeasonPast[];
}

function passOver(
  inputs: readonly SeasonInput[],
  floor: number,
  parameters: DetectionParameters,
  past?: SeasonPast,
  keepAt: readonly number[] = [],
): Passed {
  const kinds = inputs.map(({ grid }) => grid.kindOfBin);
  const seasons = createSeasons(kinds, floor, parameters);
  const context: SeasonContext = { seasons, floor, parameters, groupsOf: groupsOnce() };
  const members = inputs.map((input, which) => {
    const before = past?.members[which];
    return before === undefined
      ? startMember(input, which, context)
      : resumeMember(input, which, before, past?.hour ?? 0, context);
  });
  const hours = inputs[0]?.hours ?? 0;
  const distances = new Float64Array(members.length);
  const sorted = new Float64Array(members.length);

  const kept: SeasonPast[] = [];
  for (let hour = past?.hour ?? 0; hour < hours; hour++) {
    if (keepAt.includes(hour) && members.every((member) => member.judgedFrom <= hour)) {
      const week = Math.floor(hour / WEEK_HOURS) * WEEK_HOURS;
      const pasts = members.map((member) => pastOf(member, hour, week));
      kept.push(hour === week ? forWeeks({ hour, members: pasts }, inputs, parameters) : { hour, members: pasts });
    }
    let present = 0;
    for (let which = 0; which < members.length; which++) {
      const member = members[which];
      if (member === undefined) continue;
      const { grid, learning } = member.input;
      if (learning?.restarts.includes(hour) === true) beginAnew(member, hour, context);
      const level = seasons.level(which, grid.bin[hour] ?? 0);
      const place = hour - member.first;
      const distance = (member.values[place] ?? Number.NaN) - level;
      member.expected[place] = level;
      distances[which] = distance;
      if (distance === distance) sorted[present++] = distance;
    }
    const hasPeers = present > parameters.minimumPeers;
    if (hasPeers) sortRange(sorted, 0, present);
    for (let which = 0; which < members.length; which++) {
      const member = members[which];
      const distance = distances[which] ?? Number.NaN;
      if (member === undefined || distance !== distance) continue;
      const common = hasPeers ? medianWithout(sorted, present, distance) : 0;
      advance(member, hour, beyond(distance, common), context);
    }
  }
  return { members, kept };
}

/** Without the lessons that a season has forgotten, and apart from those that come later. */
function forWeeks(
  { hour, members }: SeasonPast,
  inputs: readonly SeasonInput[],
  { memoryWeeks }: DetectionParameters,
): SeasonPast {
  const pasts = members.map((member, which) => {
    const grid = inputs[which]?.grid;
    return grid === undefined ? member : { ...member, lessons: remembered(member.lessons, hour, grid, memoryWeeks) };
  });
  return { hour, members: pasts };
}

function groupsOnce(): (grid: HourGrid) => HoursOfGroups {
  const known = new Map<HourGrid, HoursOfGroups>();
  return (grid) => {
    const groups = known.get(grid) ?? hoursOfGroups(grid);
    known.set(grid, groups);
    return groups;
  };
}

/** What is left of a distance when the class moved by `common`: less, never more and never the other way. */
function beyond(distance: number, common: number): number {
  if (distance > 0) return Math.max(0, distance - Math.max(0, common));
  return Math.min(0, distance - Math.min(0, common));
}
