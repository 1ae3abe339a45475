/** One host on its way through time in the own-season frame. */
import { BURST_REACH, createBursts, type Bursts } from "./burst-windows.ts";
import { createDailyEvidence, type DailyEvidence } from "./daily-evidence.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import type { HourGrid } from "./hour-grid.ts";
import type { HourWindow } from "./hour-window.ts";
import type { SeriesLearning } from "./learning.ts";
import type { DetectionParameters } from "./parameters.ts";
import { createSeasons, type Seasons } from "./season.ts";
import { remembered, type MemberPast } from "./season-past.ts";

export interface SeasonInput {
  /** Hourly medians on the metric's value scale; NaN where there is no data. */
  readonly values: Float64Array;
  readonly grid: HourGrid;
  /** All data teach unless told. */
  readonly learning?: SeriesLearning;
}

/** What all hosts of a class share. */
export interface SeasonContext {
  readonly seasons: Seasons;
  /** Least scale. */
  readonly floor: number;
  readonly parameters: DetectionParameters;
}

export interface Member extends SeasonInput {
  /** Its number among the hosts of its class. */
  readonly which: number;
  /** What its past expected, on the value scale, and robust z; NaN before the hour that it was resumed at. */
  readonly expected: Float64Array;
  readonly z: Float64Array;
  /** Windows that have closed. */
  readonly windows: HourWindow[];
  readonly dailyWindows: HourWindow[];
  readonly windowsBelow: HourWindow[];
  /** 1 for each hour that taught, and how far it was from what was expected. */
  readonly isTaught: Uint8Array;
  readonly distances: Float64Array;
  readonly below: Evidence;
  readonly bursts: Bursts;
  above: Evidence;
  daily: DailyEvidence;
  /** Hour from which on it is judged. */
  judgedFrom: number;
  /** First hour that has not been decided on: taught or left out. */
  undecided: number;
}

export function startMember(input: SeasonInput, which: number, context: SeasonContext): Member {
  const { parameters } = context;
  const empty = emptyMember(input, which);
  const member: Member = {
    ...empty,
    below: createEvidence(parameters.ownSlack, parameters),
    bursts: createBursts(empty.z),
    above: createEvidence(parameters.ownSlack, parameters),
    daily: createDailyEvidence(parameters),
    judgedFrom: 0,
    undecided: 0,
  };
  warmUp(member, firstHour(input), context);
  return member;
}

/** Goes on from a past at its hour; `context.seasons.settle` is to be called once all members are there. */
export function resumeMember(
  input: SeasonInput,
  which: number,
  past: MemberPast,
  hour: number,
  { seasons, parameters }: SeasonContext,
): Member {
  const empty = emptyMember(input, which);
  empty.z.set(past.z, hour - past.z.length);
  const member: Member = {
    ...empty,
    bursts: createBursts(empty.z, past.bursts),
    below: createEvidence(parameters.ownSlack, parameters, past.below),
    above: createEvidence(parameters.ownSlack, parameters, past.above),
    daily: createDailyEvidence(parameters, past.daily),
    judgedFrom: past.judgedFrom,
    undecided: past.undecided,
  };
  member.windows.push(...past.windows);
  member.dailyWindows.push(...past.dailyWindows);
  member.windowsBelow.push(...past.windowsBelow);
  member.expected.set(past.expected, past.undecided);
  const { hours, distances } = past.lessons;
  for (let lesson = 0; lesson < hours.length; lesson++) {
    const at = hours[lesson] ?? 0;
    const distance = distances[lesson] ?? Number.NaN;
    member.isTaught[at] = 1;
    member.distances[at] = distance;
    seasons.recall(which, input.grid.bin[at] ?? 0, input.values[at] ?? Number.NaN, distance);
  }
  return member;
}

/** What there is to know of it at the start of an hour that it has come to. */
export function pastOf(member: Member, hour: number, { memoryWeeks }: DetectionParameters): MemberPast {
  const { undecided, expected, z, isTaught, distances, grid, above, below, daily, bursts } = member;
  return {
    judgedFrom: member.judgedFrom,
    undecided,
    expected: expected.slice(undecided, Math.max(undecided, hour)),
    lessons: remembered(isTaught, distances, hour, grid, memoryWeeks),
    above: above.state,
    below: below.state,
    daily: daily.state,
    bursts: bursts.state,
    z: z.slice(Math.max(0, hour - BURST_REACH), hour),
    windows: [...member.windows],
    dailyWindows: [...member.dailyWindows],
    windowsBelow: [...member.windowsBelow],
  };
}

/** The hour from which on a host is judged that has come to `hour`: later data must not have moved it. */
export function judgedFrom(input: SeasonInput, hour: number, parameters: DetectionParameters): number {
  const restart = input.learning?.restarts.filter((at) => at < hour).at(-1);
  const first = restart ?? firstHour(input);
  return first + warmUpHours(input.values.length - first, parameters);
}

/** What was suspected until then ends there; what is normal is learned from there on. */
export function beginAnew(member: Member, hour: number, context: SeasonContext): void {
  const { parameters, seasons } = context;
  const open = member.above.finish();
  if (open !== undefined) member.windows.push({ ...open, isOpen: false });
  member.dailyWindows.push(...member.daily.finish().map((window) => ({ ...window, isOpen: false })));
  member.above = createEvidence(parameters.ownSlack, parameters);
  member.daily = createDailyEvidence(parameters);
  seasons.forget(member.which);
  member.isTaught.fill(0);
  warmUp(member, hour, context);
}

/** Takes in how far an hour was from what was expected, the class's common shift taken out. */
export function advance(member: Member, hour: number, distance: number, context: SeasonContext): void {
  const { which, above, daily, below, bursts, grid } = member;
  const bin = grid.bin[hour] ?? 0;
  const residual = distance / context.seasons.scale(which, bin);
  member.z[hour] = residual;
  daily.push(hour, bin % 24, residual);
  bursts.push(hour);
  const fallen = below.push(hour, -residual);
  if (fallen !== undefined) member.windowsBelow.push(fallen);
  const closed = above.push(hour, residual);
  if (closed !== undefined) {
    member.windows.push(closed);
    teachUntil(member, context.seasons, closed.from);
    member.undecided = Math.max(member.undecided, closed.to);
  }
  if (above.isCalm) teachUntil(member, context.seasons, hour + 1);
  else if (!above.isOpen) teachUntil(member, context.seasons, hour - context.parameters.quarantineDays * 24);
}

type Empty = Omit<Member, "below" | "bursts" | "above" | "daily" | "judgedFrom" | "undecided">;

function emptyMember(input: SeasonInput, which: number): Empty {
  const hours = input.values.length;
  const column = (): Float64Array => new Float64Array(hours).fill(Number.NaN);
  return {
    ...input,
    which,
    expected: column(),
    z: column(),
    windows: [],
    dailyWindows: [],
    windowsBelow: [],
    isTaught: new Uint8Array(hours),
    distances: column(),
  };
}

function firstHour({ values }: SeasonInput): number {
  return Math.max(
    0,
    values.findIndex((value) => value === value),
  );
}

function warmUp(member: Member, first: number, { seasons, floor, parameters }: SeasonContext): void {
  const { values, grid } = member;
  const warm = first + warmUpHours(values.length - first, parameters);
  // Twice: the first round fixes the levels, the second measures distances from them.
  const rehearsal = createSeasons([grid.kindOfBin], floor, parameters);
  for (let hour = first; hour < warm; hour++) {
    const value = values[hour] ?? Number.NaN;
    if (value === value) rehearsal.teach(0, grid.bin[hour] ?? 0, value, Number.NaN);
  }
  for (let hour = first; hour < warm; hour++) {
    const value = values[hour] ?? Number.NaN;
    if (value === value) teach(member, seasons, hour, value - rehearsal.level(0, grid.bin[hour] ?? 0));
  }
  member.judgedFrom = warm;
  member.undecided = warm;
}

/** A quarter of what there is, within bounds: a load that starts half-way must not teach. */
function warmUpHours(hours: number, { leastWarmUpDays, warmUpDays }: DetectionParameters): number {
  return Math.min(hours, 24 * Math.max(leastWarmUpDays, Math.min(warmUpDays, Math.floor(hours / 24 / 4))));
}

function teachUntil(member: Member, seasons: Seasons, end: number): void {
  const { values, expected, daily, grid, learning } = member;
  for (; member.undecided < end; member.undecided++) {
    const hour = member.undecided;
    const value = values[hour] ?? Number.NaN;
    if (value !== value || hour >= (learning?.until ?? values.length)) continue;
    if (daily.isSuspected((grid.bin[hour] ?? 0) % 24)) continue;
    teach(member, seasons, hour, value - (expected[hour] ?? Number.NaN));
  }
}

function teach(
  { which, values, grid, isTaught, distances }: Member,
  seasons: Seasons,
  hour: number,
  distance: number,
): void {
  isTaught[hour] = 1;
  distances[hour] = distance;
  seasons.teach(which, grid.bin[hour] ?? 0, values[hour] ?? Number.NaN, distance);
}
