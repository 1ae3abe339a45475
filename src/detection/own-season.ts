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
import type { SeasonPast } from "./season-past.ts";

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

/** What was kept of an earlier look at the same hosts and metric, and takes what is to be kept of this one. */
export interface SeasonMemory {
  readonly past: SeasonPast | undefined;
  /** Of the host with that number, the hours before the past's; `undefined` where they were not kept. */
  hoursBefore(which: number): SeasonHours | undefined;
  /** `hoursOf` gives the hours before the past's. */
  keep(past: SeasonPast, hoursOf: (which: number) => SeasonHours): void;
}

/** What is known is kept at the end of every week of hours. */
const WEEK_HOURS = 168;

/** `floor` is the least scale; members share their hours. One result for each member, in order. */
export function ownSeason(
  inputs: readonly SeasonInput[],
  floor: number,
  parameters: DetectionParameters,
  memory?: SeasonMemory,
): SeasonResidual[] {
  const hours = inputs[0]?.values.length ?? 0;
  const past = memory?.past;
  const isLasting = past !== undefined && holds(past, inputs, parameters);
  const keepAt = Math.floor((hours - 1) / WEEK_HOURS) * WEEK_HOURS;
  const resumed = isLasting ? past : undefined;
  const isToKeep = memory !== undefined && keepAt > (resumed?.hour ?? 0);
  const { members, kept } = passOver(inputs, floor, parameters, resumed, isToKeep ? keepAt : undefined);

  let whole: readonly Member[] | undefined;
  const hoursOf = (which: number): SeasonHours => {
    const member = members[which];
    const before = resumed === undefined ? undefined : memory?.hoursBefore(which);
    if (member !== undefined && before !== undefined) {
      member.expected.set(before.expected);
      member.z.set(before.z);
    }
    if (member !== undefined && (resumed === undefined || before !== undefined)) return member;
    whole ??= passOver(inputs, floor, parameters).members;
    return whole[which] ?? { expected: new Float64Array(), z: new Float64Array() };
  };
  if (kept !== undefined) memory?.keep(kept, hoursOf);
  return members.map(({ which, windows, dailyWindows, windowsBelow, above, daily, below, bursts }) => ({
    windows: [...windows, ...stillOpen(above.finish())],
    dailyWindows: [...dailyWindows, ...daily.finish()],
    windowsBelow: [...windowsBelow, ...stillOpen(below.finish())],
    bursts: bursts.finish(),
    hours: () => hoursOf(which),
  }));
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
  /** What was known at the hour asked for; `undefined` where some host was not judged yet. */
  readonly kept: SeasonPast | undefined;
}

function passOver(
  inputs: readonly SeasonInput[],
  floor: number,
  parameters: DetectionParameters,
  past?: SeasonPast,
  keepAt?: number,
): Passed {
  const kinds = inputs.map(({ grid }) => grid.kindOfBin);
  const context: SeasonContext = { seasons: createSeasons(kinds, floor, parameters), floor, parameters };
  const { seasons } = context;
  const members = inputs.map((input, which) => {
    const before = past?.members[which];
    return before === undefined
      ? startMember(input, which, context)
      : resumeMember(input, which, before, past?.hour ?? 0, context);
  });
  if (past !== undefined) seasons.settle();
  const hours = inputs[0]?.values.length ?? 0;
  const distances = new Float64Array(members.length);
  const sorted = new Float64Array(members.length);

  let kept: SeasonPast | undefined;
  for (let hour = past?.hour ?? 0; hour < hours; hour++) {
    if (hour === keepAt && members.every((member) => member.judgedFrom <= hour)) {
      kept = { hour, members: members.map((member) => pastOf(member, hour, parameters)) };
    }
    let present = 0;
    for (let which = 0; which < members.length; which++) {
      const member = members[which];
      if (member === undefined) continue;
      if (member.learning?.restarts.includes(hour) === true) beginAnew(member, hour, context);
      const level = seasons.level(which, member.grid.bin[hour] ?? 0);
      const distance = (member.values[hour] ?? Number.NaN) - level;
      member.expected[hour] = level;
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

/** What is left of a distance when the class moved by `common`: less, never more and never the other way. */
function beyond(distance: number, common: number): number {
  if (distance > 0) return Math.max(0, distance - Math.max(0, common));
  return Math.min(0, distance - Math.min(0, common));
}
