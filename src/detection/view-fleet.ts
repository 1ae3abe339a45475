/** Looks at every series of a fleet through the frames, class by class. */
import type { Timestamp } from "../base/time.ts";
import type { Calendar } from "../model/calendar.ts";
import { hourGrid, type HourGrid } from "./hour-grid.ts";
import type { FrameView, HostSeries, SeriesOfHost } from "./host-series.ts";
import type { HostHours, MetricHours } from "./input.ts";
import { learningOf, type Learning } from "./learning.ts";
import { ownSeason, type SeasonMemory } from "./own-season.ts";
import type { SeasonInput } from "./season-member.ts";
import type { DetectionParameters } from "./parameters.ts";
import { peerStanding } from "./peer-standing.ts";
import { valueScale, type ValueScale } from "./value-scale.ts";

/** One metric of a host as it is looked at beside others. */
export interface Looked {
  readonly host: HostHours;
  readonly hours: MetricHours;
  readonly grid: HourGrid;
}

/** What was kept of an earlier look at a metric of hosts that stand together. */
export type Remember = (metric: string, looked: readonly Looked[]) => SeasonMemory | undefined;

interface Member {
  readonly host: HostHours;
  readonly hours: MetricHours;
}

/** One map of series for each host, in the order given; only metrics in `metricIds`. */
export function viewFleet(
  fleet: readonly HostHours[],
  metricIds: readonly string[],
  parameters: DetectionParameters,
  learning: Learning,
  remember: Remember = () => undefined,
): SeriesOfHost[] {
  const grids = gridsOf(fleet);
  const byHost = new Map<HostHours, Map<string, HostSeries>>(fleet.map((host) => [host, new Map()]));
  for (const metric of metricIds) {
    for (const members of classesOf(fleet, metric)) {
      for (const series of viewClass(members, metric, grids, parameters, learning, remember)) {
        byHost.get(series.host)?.set(metric, series);
      }
    }
  }
  return fleet.map((host) => byHost.get(host) ?? new Map<string, HostSeries>());
}

/** Calendars are shared by hosts of a class and zone; so are their grids. */
export function gridsOf(fleet: readonly HostHours[]): (host: HostHours) => HourGrid {
  const grids = new Map<Calendar, HourGrid>();
  const gridOf = (host: HostHours, start: Timestamp): HourGrid => {
    const known = grids.get(host.calendar);
    if (known !== undefined) return known;
    const grid = hourGrid(host.calendar, start, host.hours);
    grids.set(host.calendar, grid);
    return grid;
  };
  for (const host of fleet) gridOf(host, host.start);
  return (host) => gridOf(host, host.start);
}

/** Hosts that have the metric, by class; a host without a class stands alone. */
function classesOf(fleet: readonly HostHours[], metric: string): Member[][] {
  const classes = new Map<string, Member[]>();
  const alone: Member[][] = [];
  for (const host of fleet) {
    const hours = host.metrics.find((candidate) => candidate.metric === metric);
    if (hours === undefined) continue;
    if (host.className === undefined) {
      alone.push([{ host, hours }]);
      continue;
    }
    const members = classes.get(host.className) ?? [];
    members.push({ host, hours });
    classes.set(host.className, members);
  }
  return [...classes.values(), ...alone];
}

function viewClass(
  members: readonly Member[],
  metric: string,
  gridOf: (host: HostHours) => HourGrid,
  parameters: DetectionParameters,
  learning: Learning,
  remember: Remember,
): HostSeries[] {
  const scale = valueScale(metric);
  const looked = members.map((member) => ({ ...member, grid: gridOf(member.host) }));
  const inputs: SeasonInput[] = looked.map(({ host, hours: { median }, grid }) => ({
    hours: median.length,
    valueAt: (hour) => scale.toScale(median[hour] ?? Number.NaN),
    values: lazily(() => onScale(median, scale)),
    grid,
    learning: learningOf(host, metric, learning),
  }));
  const seasons = ownSeason(inputs, scale.floor, parameters, remember(metric, looked));
  const hasPeers = members.length > parameters.minimumPeers;
  const standings = lazily(() => peerStanding(inputs, scale, parameters));
  const views: HostSeries[] = [];
  members.forEach(({ host, hours }, which) => {
    const [input, season] = [inputs[which], seasons[which]];
    if (input === undefined || season === undefined) return;
    const own = viewIn(scale, season.hours);
    const peers = viewIn(scale, () => standings()[which]);
    views.push({
      host,
      hours,
      grid: input.grid,
      scale,
      own,
      ownWindows: season.windows,
      dailyWindows: season.dailyWindows,
      windowsBelow: season.windowsBelow,
      bursts: season.bursts,
      peers: hasPeers ? peers : undefined,
      peerCount: members.length - 1,
      acceptedFrom: input.learning?.restarts.at(-1),
    });
  });
  return views;
}

/** In the metric's unit; most series are never looked at so closely, so nothing is worked out before it is asked for. */
function viewIn(scale: ValueScale, view: () => FrameView | undefined): FrameView {
  const told = lazily(() => view() ?? { expected: nothing, z: nothing });
  const expected = lazily(() => (scale.isLogarithmic ? told().expected.map(scale.fromScale) : told().expected));
  return {
    get expected() {
      return expected();
    },
    get z() {
      return told().z;
    },
  };
}

const nothing = new Float64Array();

function onScale(medians: Float32Array, { isLogarithmic, toScale }: ValueScale): Float64Array {
  const values = new Float64Array(medians);
  if (isLogarithmic)
    for (let hour = 0; hour < values.length; hour++) values[hour] = toScale(values[hour] ?? Number.NaN);
  return values;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
