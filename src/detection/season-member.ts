/** One host on its way through time in the own-season frame. */
import { BURST_REACH, createBursts, type Bursts } from "./burst-windows.ts";
import { createDailyEvidence, type DailyEvidence } from "./daily-evidence.ts";
import { createEvidence, type Evidence } from "./evidence.ts";
import type { HourGrid, HoursOfGroups } from "./hour-grid.ts";
import type { HourWindow } from "./hour-window.ts";
import type { SeriesLearning } from "./learning.ts";
import type { DetectionParameters } from "./parameters.ts";
import { createSeasons, LESSON, type Lessons, type Seasons } from "./season.ts";
import type { MemberPast } from "./season-past.ts";

export interface SeasonInput {
  readonly hours: number;
  /** Hourly median on the metric's value scale; NaN where there is no data. */
  readonly valueAt: (hour: number) => number;
  /** All of them; whoever goes on from a past asks for few. */
  readonly values: () => Float64Array;
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
  groupsOf(grid: HourGrid): HoursOfGroups;
}

export interface Member {
  /** Its number among the hosts of its class. */
  readonly which: number;
  readonly input: SeasonInput;
  /** First hour of the three columns that follow: 0, or late enough to go on from a past. */
  readonly first: number;
  readonly values: Float64Array;
  /** What its past expected, on the value scale, and robust z; NaN for hours of which that is not known. */
  readonly expected: Float64Array;
  readonly z: Float64Array;
  /** Windows that have closed. */
  readonly windows: HourWindow[];
  readonly dailyWindows: HourWindow[];
  readonly windowsBelow: HourWindow[];
  readonly lessons: Lessons;
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
  const empty = emptyMember(input, which, 0, input.values(), noLessons(input.hours));
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

/** Goes on from a past at its hour. */
export function resumeMember(
  input: SeasonInput,
  which: number,
  past: MemberPast,
  hour: number,
  { seasons, parameters, groupsOf }: SeasonContext,
): Member {
  const first = hour - Math.max(past.expected.length, past.z.length);
  const values = new Float64Array(input.hours - first).fill(Number.NaN);
  // Who teaches later hours first teaches those that are undecided.
  for (let at = Math.min(past.undecided, hour); at < input.hours; at++) values[at - first] = input.valueAt(at);
  const lessons = longEnough(past.lessons, input.hours);
  lessons.kind.fill(LESSON.none, past.undecided);
  const empty = emptyMember(input, which, first, values, lessons);
  empty.expected.set(past.expected, hour - past.expected.length - first);
  empty.z.set(past.z, hour - past.z.length - first);
  seasons.recall(which, { lessons, groups: groupsOf(input.grid), valueAt: input.valueAt });
  const member: Member = {
    ...empty,
    bursts: createBursts(empty.z, past.bursts, first),
    below: createEvidence(parameters.ownSlack, parameters, past.below),
    above: createEvidence(parameters.ownSlack, parameters, past.above),
    daily: createDailyEvidence(parameters, past.daily),
    judgedFrom: past.judgedFrom,
    undecided: past.undecided,
  };
  member.windows.push(...past.windows);
  member.dailyWindows.push(...past.dailyWindows);
  member.windowsBelow.push(...past.windowsBelow);
  return member;
}

/**
 * What there is to know of it at the start of an hour that it has come to, with what the hours from `since` on told. The
 * lessons are its own, with some that a season has forgotten.
 */
export function pastOf(member: Member, hour: number, since: number): MemberPast {
  const { undecided, first, expected, z, lessons, above, below, daily, bursts } = member;
  const back = (from: number): number => Math.max(0, Math.min(from, since, hour) - first);
  return {
    judgedFrom: member.judgedFrom,
    undecided,
    lessons,
    expected: expected.slice(back(undecided), hour - first),
    z: z.slice(back(hour - BURST_REACH), hour - first),
    above: above.state,
    below: below.state,
    daily: daily.state,
    bursts: bursts.state,
    windows: [...member.windows],
    dailyWindows: [...member.dailyWindows],
    windowsBelow: [...member.windowsBelow],
  };
}

/** The hour from which on a host is judged that has come to `hour`: later data must not have moved it. */
export function judgedFrom(input: SeasonInput, hour: number, parameters: DetectionParameters): number {
  const restart = input.learning?.restarts.filter((at) => at < hour).at(-1);
  const first = restart ?? firstHour(input);
  return first + warmUpHours(input.hours - first, parameters);
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
  member.lessons.kind.fill(LESSON.none);
  warmUp(member, hour, context);
}

/** Takes in how far an hour was from what was expected, the class's common shift taken out. */
export function advance(member: Member, hour: number, distance: number, context: SeasonContext): void {
  const { which, above, daily, below, bursts, input } = member;
  const bin = input.grid.bin[hour] ?? 0;
  const residual = distance / context.seasons.scale(which, bin);
  member.z[hour - member.first] = residual;
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

function emptyMember(input: SeasonInput, which: number, first: number, values: Float64Array, lessons: Lessons): Empty {
  return {
    which,
    input,
    first,
    values,
    expected: new Float64Array(values.length).fill(Number.NaN),
    z: new Float64Array(values.length).fill(Number.NaN),
    windows: [],
    dailyWindows: [],
    windowsBelow: [],
    lessons,
  };
}

function noLessons(hours: number): Lessons {
  return { kind: new Uint8Array(hours), distance: new Float64Array(hours) };
}

/** The same, where they have room for all hours. */
function longEnough(lessons: Lessons, hours: number): Lessons {
  if (lessons.kind.length >= hours) return lessons;
  const longer = noLessons(hours);
  longer.kind.set(lessons.kind);
  longer.distance.set(lessons.distance);
  return longer;
}

function firstHour({ hours, valueAt }: SeasonInput): number {
  for (let hour = 0; hour < hours; hour++) if (!Number.isNaN(valueAt(hour))) return hour;
  return 0;
}

function warmUp(member: Member, first: number, { seasons, floor, parameters }: SeasonContext): void {
  const { grid, hours, valueAt } = member.input;
  const warm = first + warmUpHours(hours - first, parameters);
  // Twice: the first round fixes the levels, the second measures distances from them.
  const rehearsal = createSeasons([grid.kindOfBin], floor, parameters);
  for (let hour = first; hour < warm; hour++) {
    const value = valueAt(hour);
    if (value === value) rehearsal.teach(0, grid.bin[hour] ?? 0, value, Number.NaN);
  }
  for (let hour = first; hour < warm; hour++) {
    const value = valueAt(hour);
    if (value === value) teach(member, seasons, hour, value, value - rehearsal.level(0, grid.bin[hour] ?? 0));
  }
  member.judgedFrom = warm;
  member.undecided = warm;
}

/** A quarter of what there is, within bounds: a load that starts half-way must not teach. */
function warmUpHours(hours: number, { leastWarmUpDays, warmUpDays }: DetectionParameters): number {
  return Math.min(hours, 24 * Math.max(leastWarmUpDays, Math.min(warmUpDays, Math.floor(hours / 24 / 4))));
}

function teachUntil(member: Member, seasons: Seasons, end: number): void {
  const { values, expected, first, daily, input } = member;
  const { grid, learning, hours } = input;
  for (; member.undecided < end; member.undecided++) {
    const hour = member.undecided;
    const value = values[hour - first] ?? Number.NaN;
    if (value !== value || hour >= (learning?.until ?? hours)) continue;
    if (daily.isSuspected((grid.bin[hour] ?? 0) % 24)) continue;
    teach(member, seasons, hour, value, value - (expected[hour - first] ?? Number.NaN));
  }
}

function teach(
  { which, input, lessons }: Member,
  seasons: Seasons,
  hour: number,
  value: number,
  distance: number,
): void {
  // A season may yet have to take in the lessons that were there before this one.
  seasons.teach(which, input.grid.bin[hour] ?? 0, value, distance);
  lessons.kind[hour] = distance === distance ? LESSON.measured : LESSON.value;
  lessons.distance[hour] = distance;
}
