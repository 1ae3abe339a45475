/**
 * Classes from behaviour: which hosts live the same week, and which rise in the same hours.
 *
 * A host is described by a few robust numbers: its CPU's level in the middle of business days and at all other hours, how
 * much it varies around them, and how often it is silent. A class is where its members' numbers lie, and they are as far
 * apart as members of classes usually are. Beside that, hosts of a class rise in the same hours, since patches, jobs and
 * roll-outs come to all of them. Both together give how likely each class is for a host, all being equally likely
 * before. Nothing is assigned here.
 */
import { CPU_UTILIZATION } from "../model/metrics.ts";
import type { ClassSuggestion, ClassSuggestions } from "../model/class-suggestion.ts";
import { correlation } from "../statistics/correlation.ts";
import { MAD_TO_SIGMA } from "../statistics/median-absolute-deviation.ts";
import { median } from "../statistics/median.ts";
import { KINDS, type HourGrid } from "./hour-grid.ts";
import type { HostHours } from "./input.ts";
import { gridsOf } from "./view-fleet.ts";

/** Least hours with data, and members of a class beside the host, that can say something. */
const LEAST_HOURS = 14 * 24;
const LEAST_MEMBERS = 4;
/** Utilisation below which a ratio of levels means nothing. */
const UTILISATION_FLOOR = 0.01;
/** Robust standard deviations of a host's own hours beyond which an hour is a rise, and at which its height is cut. */
const FAR = 4;
const CUT = 4;
/** Least that members of a class differ by, in any of their numbers and in how much they rise together. */
const LEAST_SPREAD = 0.1;
/** What strangers rise together by chance, as a correlation, and the most that rising together says, in squared deviations. */
const BY_CHANCE = 0.05;
const MOST_TOLD = 20;
/** Numbers of a host hang together: each counts for half of what it would by itself. */
const TEMPERED = 0.5;
/** Likelihood from which a class is suggested to a host without one, and to one that is in another. */
const LIKELY = 0.95;
const SURE = 0.999;
/** Squared distance in standard deviations beyond which a host is like no class, whichever is the nearest. */
const FOREIGN = 40;
const MOST_NAMED = 5;

interface Life {
  readonly host: string;
  readonly className: string | undefined;
  readonly numbers: readonly number[];
  /** How far each hour rises beyond what is far for the host; NaN where there is no data. */
  readonly rises: Float64Array;
}

interface Standing {
  readonly className: string;
  readonly members: readonly Life[];
  /** Squared distance of the host's numbers from the class's, and the same with what rising together tells. */
  readonly apart: number;
  readonly distance: number;
  readonly likelihood: number;
}

/** All hosts share `start` and `hours`; their order does not show. O(hosts² × hours). */
export function suggestClasses(fleet: readonly HostHours[]): ClassSuggestions {
  const gridOf = gridsOf(fleet);
  const hosts = [...fleet].sort(byHost);
  const unclear: { host: string; why: string }[] = [];
  const lives = hosts.flatMap((host) => {
    const life = lifeOf(host, gridOf(host));
    if (typeof life !== "string") return [life];
    unclear.push({ host: host.host, why: life });
    return [];
  });
  const standingsOf = judge(lives);
  const suggestions: ClassSuggestion[] = [];
  for (const life of lives) {
    const standings = standingsOf(life);
    const [best, second] = standings;
    const own = standings.find(({ className }) => className === life.className);
    const isHoused = life.className !== undefined;
    if (best === undefined) {
      if (!isHoused)
        unclear.push({ host: life.host, why: `No class has ${LEAST_MEMBERS} other hosts with two weeks of CPU.` });
    } else if (best.apart > FOREIGN) {
      if (!isHoused) unclear.push({ host: life.host, why: `It is like no class; ${best.className} is the nearest.` });
    } else if (isHoused ? own !== undefined && best !== own && best.likelihood >= SURE : best.likelihood >= LIKELY) {
      suggestions.push(suggestionOf(life, best, isHoused ? own : second));
    } else if (!isHoused) {
      const why = `It may be ${best.className} (${percent(best.likelihood)}) or ${second?.className ?? "none"} (${percent(second?.likelihood ?? 0)}).`;
      unclear.push({ host: life.host, why });
    }
  }
  return { suggestions, unclear: unclear.sort(byHost) };
}

function lifeOf({ host, className, metrics }: HostHours, grid: HourGrid): Life | string {
  const values = metrics.find(({ metric }) => metric === CPU_UTILIZATION)?.median;
  if (values === undefined) return "It has no CPU utilisation to compare.";
  const known = values.reduce((count, value) => (value === value ? count + 1 : count), 0);
  if (known < LEAST_HOURS) return `It has ${known} hours of CPU utilisation; ${LEAST_HOURS} are needed, two weeks.`;
  const scaled = Float64Array.from(values, (value) => Math.log(Math.max(0, value) + UTILISATION_FLOOR));
  const ofKind = Array.from({ length: KINDS }, (): number[] => []);
  scaled.forEach((value, hour) => {
    if (value === value) ofKind[grid.kind[hour] ?? 0]?.push(value);
  });
  const rhythm = ofKind.map((kind) => median(kind));
  const rest = scaled.map((value, hour) => value - (rhythm[grid.kind[hour] ?? 0] ?? Number.NaN));
  const spread = Math.max(LEAST_SPREAD / 2, MAD_TO_SIGMA * median(rest.map(Math.abs)));
  const level = (isBusiness: 0 | 1): number => median(scaled.filter((_, hour) => grid.business[hour] === isBusiness));
  const [busy, idle] = [level(1), level(0)];
  return {
    host,
    className,
    numbers: [busy, idle, busy - idle, Math.log(spread), 4 * (1 - known / values.length)],
    rises: rest.map((value) => Math.max(0, Math.min(CUT, value / spread - FAR))),
  };
}

/** How every class stands to a host, the likeliest first. */
function judge(lives: readonly Life[]): (life: Life) => Standing[] {
  const togetherOf = pairs(lives);
  const names = [...new Set(lives.flatMap(({ className }) => className ?? []))].sort();
  const membersOf = new Map(names.map((name) => [name, lives.filter(({ className }) => className === name)]));
  const together = (life: Life, members: readonly Life[]): number =>
    median(members.map((member) => togetherOf(life, member)));
  const others = (life: Life, members: readonly Life[]): Life[] => members.filter((member) => member !== life);
  const housed = [...membersOf.values()].filter((members) => members.length > LEAST_MEMBERS);
  const spreadOf = (distances: readonly number[]): number => Math.max(LEAST_SPREAD, MAD_TO_SIGMA * median(distances));
  const centerOf = (members: readonly Life[], which: number): number =>
    median(members.map(({ numbers }) => numbers[which] ?? Number.NaN));
  const spreads = (lives[0]?.numbers ?? []).map((_, which) =>
    spreadOf(
      housed.flatMap((members) =>
        members.map(({ numbers }) => Math.abs((numbers[which] ?? Number.NaN) - centerOf(members, which))),
      ),
    ),
  );
  const usual = new Map(
    housed.map((members) => [members, median(members.map((member) => together(member, others(member, members))))]),
  );
  const togetherSpread = spreadOf(
    housed.flatMap((members) =>
      members.map((member) => Math.abs(together(member, others(member, members)) - (usual.get(members) ?? 0))),
    ),
  );
  return (life) => {
    const found = [...membersOf].flatMap(([className, all]) => {
      const members = others(life, all);
      if (members.length < LEAST_MEMBERS) return [];
      const apart = life.numbers.reduce((sum, number, which) => {
        const away = (number - centerOf(members, which)) / (spreads[which] ?? 1);
        return sum + (away === away ? away ** 2 : 0);
      }, 0);
      const shared = together(life, members);
      const asMember = Math.max(0, ((usual.get(all) ?? 0) - shared) / togetherSpread) ** 2;
      const asStranger = (shared / BY_CHANCE) ** 2;
      const told = Math.min(MOST_TOLD, asMember) - Math.min(MOST_TOLD, asStranger);
      return [{ className, members, apart, distance: apart + told }];
    });
    const least = Math.min(...found.map(({ distance }) => distance));
    const weightOf = (distance: number): number => Math.exp((-TEMPERED * (distance - least)) / 2);
    const total = found.reduce((sum, { distance }) => sum + weightOf(distance), 0);
    return found
      .map((standing) => ({ ...standing, likelihood: weightOf(standing.distance) / total }))
      .sort((a, b) => b.likelihood - a.likelihood || (a.className < b.className ? -1 : 1));
  };
}

/** How much two hosts rise in the same hours, 0-1; each pair is looked at once. */
function pairs(lives: readonly Life[]): (a: Life, b: Life) => number {
  const known = new Map<Life, Map<Life, number>>(lives.map((life) => [life, new Map()]));
  return (a, b) => {
    const found = known.get(a)?.get(b) ?? known.get(b)?.get(a);
    if (found !== undefined) return found;
    // Hosts of which too few hours are common do not rise together, as far as is known.
    const value = Math.max(0, correlation(a.rises, b.rises, LEAST_HOURS) || 0);
    known.get(a)?.set(b, value);
    return value;
  };
}

function suggestionOf(life: Life, best: Standing, next: Standing | undefined): ClassSuggestion {
  const { className, likelihood, members } = best;
  const nextLikelihood = next?.likelihood ?? 0;
  const against = next === undefined ? "" : `, ${percent(nextLikelihood)} to be ${next.className}`;
  const why = `By its levels, its spread and the hours in which it rises it is ${percent(likelihood)} likely to be ${className} (${members.length} hosts)${against}.`;
  const apart = ({ numbers }: Life): number =>
    numbers.reduce((sum, number, which) => sum + Math.abs(number - (life.numbers[which] ?? 0)), 0);
  const alike = [...members].sort((a, b) => apart(a) - apart(b) || byHost(a, b)).map(({ host }) => host);
  return {
    host: life.host,
    current: life.className,
    className,
    likelihood,
    nextBest: next && { className: next.className, likelihood: nextLikelihood },
    alike: alike.slice(0, MOST_NAMED),
    why,
  };
}

/** A model that is sure is not certain. */
function percent(value: number): string {
  if (value > 0.99) return "over 99 %";
  if (value < 0.01) return "under 1 %";
  return `${Math.round(100 * value)} %`;
}

function byHost(a: { readonly host: string }, b: { readonly host: string }): number {
  return a.host < b.host ? -1 : a.host > b.host ? 1 : 0;
}
