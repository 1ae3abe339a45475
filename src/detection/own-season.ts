/**
 * The own-season frame: each host against its own past, for all hosts of a class in step.
 *
 * Hosts go through time together because the class tells what moved everyone: a roll-out or a patch day lifts the
 * median residual of the class, and only what a host has beyond that is its own. Hours teach a host's season once the
 * evidence about them has gone calm; hours inside an episode never teach, nor do hours of the day at which something
 * seems to come back, so neither a lasting shift nor a nightly one is absorbed. Only where somebody accepted a shift does
 * a host's past begin anew.
 */
import { medianWithout } from "../statistics/median-without.ts";
import { sortStart } from "../statistics/sort-start.ts";
import { createDailyEvidence, type DailyEvidence } from "./daily-evidence.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import type { HourGrid } from "./hour-grid.ts";
import type { HourWindow } from "./hour-window.ts";
import type { SeriesLearning } from "./learning.ts";
import type { DetectionParameters } from "./parameters.ts";
import { createSeasons, type Seasons } from "./season.ts";

export interface SeasonInput {
  /** Hourly medians on the metric's value scale; NaN where there is no data. */
  readonly values: Float64Array;
  readonly grid: HourGrid;
  /** All data teach unless told. */
  readonly learning?: SeriesLearning;
}

export interface SeasonResidual {
  /** What the host's past expected, on the value scale. */
  readonly expected: Float64Array;
  /** Robust z of each hour, the class's common shift taken out. */
  readonly z: Float64Array;
  readonly windows: readonly HourWindow[];
  /** What came back at the same hours of several days. */
  readonly dailyWindows: readonly HourWindow[];
}

interface Member extends SeasonInput {
  /** Its number among the members. */
  readonly which: number;
  readonly expected: Float64Array;
  readonly z: Float64Array;
  readonly windows: HourWindow[];
  readonly dailyWindows: HourWindow[];
  evidence: Evidence;
  daily: DailyEvidence;
  /** First hour that has not been decided on: taught or left out. */
  undecided: number;
}

/** `floor` is the least scale; members share their hours. One result for each member, in order. */
export function ownSeason(
  inputs: readonly SeasonInput[],
  floor: number,
  parameters: DetectionParameters,
): SeasonResidual[] {
  const seasons = createSeasons(
    inputs.map(({ grid }) => grid.kindOfBin),
    floor,
    parameters,
  );
  const members = inputs.map((input, which) => startMember(input, which, seasons, floor, parameters));
  const hours = inputs[0]?.values.length ?? 0;
  const distances = new Float64Array(members.length);
  const sorted = new Float64Array(members.length);

  for (let hour = 0; hour < hours; hour++) {
    let present = 0;
    for (let which = 0; which < members.length; which++) {
      const member = members[which];
      if (member === undefined) continue;
      if (member.learning?.restarts.includes(hour) === true) beginAnew(member, hour, seasons, floor, parameters);
      const level = seasons.level(which, member.grid.bin[hour] ?? 0);
      const distance = (member.values[hour] ?? Number.NaN) - level;
      member.expected[hour] = level;
      distances[which] = distance;
      if (distance === distance) sorted[present++] = distance;
    }
    const hasPeers = present > parameters.minimumPeers;
    if (hasPeers) sortStart(sorted, present);
    for (let which = 0; which < members.length; which++) {
      const member = members[which];
      const distance = distances[which] ?? Number.NaN;
      if (member === undefined || distance !== distance) continue;
      const common = hasPeers ? medianWithout(sorted, present, distance) : 0;
      advance(member, hour, beyond(distance, common), seasons, parameters);
    }
  }
  return members.map(({ expected, z, windows, dailyWindows, evidence, daily }) => {
    const last = evidence.finish();
    return {
      expected,
      z,
      windows: last === undefined ? windows : [...windows, last],
      dailyWindows: [...dailyWindows, ...daily.finish()],
    };
  });
}

/** What is left of a distance when the class moved by `common`: less, never more and never the other way. */
function beyond(distance: number, common: number): number {
  if (distance > 0) return Math.max(0, distance - Math.max(0, common));
  return Math.min(0, distance - Math.min(0, common));
}

function startMember(
  input: SeasonInput,
  which: number,
  seasons: Seasons,
  floor: number,
  parameters: DetectionParameters,
): Member {
  const { values } = input;
  const first = Math.max(
    0,
    values.findIndex((value) => value === value),
  );
  return {
    ...input,
    which,
    expected: new Float64Array(values.length).fill(Number.NaN),
    z: new Float64Array(values.length).fill(Number.NaN),
    windows: [],
    dailyWindows: [],
    ...beginAt(input, which, first, seasons, floor, parameters),
  };
}

/** What was suspected until then ends there; what is normal is learned from there on. */
function beginAnew(
  member: Member,
  hour: number,
  seasons: Seasons,
  floor: number,
  parameters: DetectionParameters,
): void {
  const open = member.evidence.finish();
  if (open !== undefined) member.windows.push({ ...open, isOpen: false });
  member.dailyWindows.push(...member.daily.finish().map((window) => ({ ...window, isOpen: false })));
  seasons.forget(member.which);
  Object.assign(member, beginAt(member, member.which, hour, seasons, floor, parameters));
}

type Begun = Pick<Member, "evidence" | "daily" | "undecided">;

function beginAt(
  { values, grid }: SeasonInput,
  which: number,
  first: number,
  seasons: Seasons,
  floor: number,
  parameters: DetectionParameters,
): Begun {
  const warm = first + warmUpHours(values.length - first, parameters);
  // Twice: the first round fixes the levels, the second measures distances from them.
  const rehearsal = createSeasons([grid.kindOfBin], floor, parameters);
  for (let hour = first; hour < warm; hour++) {
    const value = values[hour] ?? Number.NaN;
    if (value === value) rehearsal.teach(0, grid.bin[hour] ?? 0, value, Number.NaN);
  }
  for (let hour = first; hour < warm; hour++) {
    const value = values[hour] ?? Number.NaN;
    const bin = grid.bin[hour] ?? 0;
    if (value === value) seasons.teach(which, bin, value, value - rehearsal.level(0, bin));
  }
  return {
    evidence: createEvidence(parameters.ownSlack, parameters),
    daily: createDailyEvidence(parameters),
    undecided: warm,
  };
}

/** A quarter of what there is, within bounds: a load that starts half-way must not teach. */
function warmUpHours(hours: number, { leastWarmUpDays, warmUpDays }: DetectionParameters): number {
  return Math.min(hours, 24 * Math.max(leastWarmUpDays, Math.min(warmUpDays, Math.floor(hours / 24 / 4))));
}

function advance(
  member: Member,
  hour: number,
  distance: number,
  seasons: Seasons,
  parameters: DetectionParameters,
): void {
  const { which, evidence, daily, grid } = member;
  const bin = grid.bin[hour] ?? 0;
  const residual = distance / seasons.scale(which, bin);
  member.z[hour] = residual;
  daily.push(hour, bin % 24, residual);
  const closed = evidence.push(hour, residual);
  if (closed !== undefined) {
    member.windows.push(closed);
    teachUntil(member, seasons, closed.from);
    member.undecided = Math.max(member.undecided, closed.to);
  }
  if (evidence.isCalm) teachUntil(member, seasons, hour + 1);
  else if (!evidence.isOpen) teachUntil(member, seasons, hour - parameters.quarantineDays * 24);
}

function teachUntil(member: Member, seasons: Seasons, end: number): void {
  const { which, values, expected, daily, grid, learning } = member;
  for (; member.undecided < end; member.undecided++) {
    const value = values[member.undecided] ?? Number.NaN;
    const bin = grid.bin[member.undecided] ?? 0;
    if (value !== value || member.undecided >= (learning?.until ?? values.length)) continue;
    if (daily.isSuspected(bin % 24)) continue;
    seasons.teach(which, bin, value, value - (expected[member.undecided] ?? Number.NaN));
  }
}
