/** What is doubtful about a workspace's evidence, told as sentences: gaps, clocks, units, overlaps and rejects. */
import { HOUR, SECOND, timestamp, type TimeRange, type Timestamp } from "../../base/time.ts";
import { hourGrid } from "../../detection/hour-grid.ts";
import type { HostHours } from "../../detection/input.ts";
import { calendarOf } from "../../model/calendar.ts";
import type { DataProblem, DataProblemKind } from "../../model/data-problem.ts";
import type { HostSummary, SystemClass } from "../../model/fleet.ts";
import { CPU_UTILIZATION, findMetric, HYPERVISOR_CPU, POWER } from "../../model/metrics.ts";
import type { SourceRecord } from "../../model/source.ts";
import { median } from "../../statistics/median.ts";
import type { Workspace } from "../../store/workspace.ts";
import { hourSpan, type HourSpan } from "../hour-span.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import { pauseUnder } from "../pause.ts";
import { readHostHours, seriesByMetric } from "../read-host-hours.ts";

import { duration, list, percent, valueOf } from "../wording.ts";
import { findClockOffsets, type Sighting } from "./find-clock-offsets.ts";
import { findGaps, type Gap } from "./find-gaps.ts";
import { findHourShift } from "./find-hour-shift.ts";
import { findOverlaps } from "./find-overlaps.ts";
import { findBeyondUnit, findUnitJump } from "./find-unit-doubts.ts";

/** Gaps of a host that are told, the longest ones; a host with more of them has one problem and not a hundred. */
const MOST_GAPS = 10;
/** Events of a host that clocks are compared by. */
const MOST_EVENTS = 5_000;
const MOST_NAMED = 3;

interface KnownHost {
  readonly madeOf: string;
  readonly problems: readonly DataProblem[];
}

/**
 * Gives the problems of a workspace: of each host in order of name, or of those named, then of each source. Hosts are
 * looked at again only where a source came or left, with a pause between any two.
 */
export function dataProblemsOf(workspace: Workspace): (hosts?: readonly string[]) => Promise<readonly DataProblem[]> {
  const known = new Map<string, KnownHost>();
  const ofAll = oneAtATime(() => dataProblems(workspace, known, () => true));
  return (hosts) =>
    hosts === undefined ? ofAll() : dataProblems(workspace, known, ({ name }) => hosts.includes(name));
}

async function dataProblems(
  workspace: Workspace,
  known: Map<string, KnownHost>,
  isAsked: (host: HostSummary) => boolean,
): Promise<readonly DataProblem[]> {
  const pause = pauseUnder(undefined);
  const classes = new Map(workspace.classes().map((one) => [one.name, one]));
  const sources = workspace.sources();
  const span = hourSpan(workspace.series());
  const hosts = workspace.hosts().sort((a, b) => (a.name < b.name ? -1 : 1));
  const usualEnd = timestamp(median(hosts.flatMap(({ to }) => to ?? [])));
  const found: DataProblem[] = [];
  for (const host of hosts.filter(isAsked)) {
    const own = sources.filter(({ hosts }) => hosts.includes(host.name));
    const madeOf = JSON.stringify([span, usualEnd, host.className, host.timeZone, own.map(({ id }) => id)]);
    let kept = known.get(host.name);
    if (kept?.madeOf !== madeOf) {
      await pause();
      kept = {
        madeOf,
        problems: problemsOfHost(workspace, host, classes.get(host.className ?? ""), own, span, usualEnd),
      };
      known.set(host.name, kept);
    }
    found.push(...kept.problems);
  }
  return [...found, ...sources.flatMap((source) => rejectsOf(workspace, source))];
}

function problemsOfHost(
  workspace: Workspace,
  host: HostSummary,
  systemClass: SystemClass | undefined,
  sources: readonly SourceRecord[],
  span: HourSpan | undefined,
  usualEnd: Timestamp,
): DataProblem[] {
  const calendar = calendarOf(host, systemClass);
  const read = span === undefined ? undefined : readHostHours(workspace, host, systemClass, calendar, span);
  const byHours =
    read === undefined
      ? []
      : [...gapsOf(read.hours, usualEnd), ...shiftsOf(read.hours), ...unitsOf(workspace, read.hours)];
  return [...byHours, ...offsetsOf(workspace, host, sources), ...overlapsOf(workspace, host, sources)];
}

/** `usualEnd` is where half of the hosts have no more data: one that was imported up to a later day makes no gap of all others. */
function gapsOf(hours: HostHours, usualEnd: Timestamp): DataProblem[] {
  const end = Math.floor((Math.max(hours.data.end, usualEnd) - hours.start) / HOUR) + 1;
  const grid = hourGrid(hours.calendar, hours.start, hours.hours);
  // Metrics that one agent gives fall silent together.
  const together = new Map<string, { readonly gap: Gap; readonly metrics: string[] }>();
  for (const { metric, count } of hours.metrics) {
    for (const gap of findGaps(count.subarray(0, end), grid)) {
      const key = `${gap.from} ${gap.to}`;
      const known = together.get(key);
      if (known === undefined) together.set(key, { gap, metrics: [metric] });
      else known.metrics.push(metric);
    }
  }
  const longest = [...together.values()].sort((a, b) => b.gap.to - b.gap.from - (a.gap.to - a.gap.from));
  const told = longest.slice(0, MOST_GAPS).sort((a, b) => a.gap.from - b.gap.from);
  const more = longest.length - told.length;
  return told.map(({ gap, metrics }, index) => {
    const isAll = metrics.length === hours.metrics.length;
    const length = duration(((gap.to - gap.from) * HOUR) / SECOND);
    const what = isAll ? "of any metric" : `of ${titles(metrics)}`;
    const where = gap.isLast ? "up to the end of the data" : "in hours in which they usually come";
    const rest = index === told.length - 1 && more > 0 ? ` ${more} shorter gaps of this host are not listed.` : "";
    return problem("gap", hours.host, String(gap.from), {
      metrics,
      range: spanOfHours(hours.start, gap.from, gap.to),
      text: `No samples ${what} for ${length} ${where}.${rest}`,
      next: isAll
        ? "The machine was off, its agent had stopped, or a part of the export is missing: look at the control events before it, and ask for the export of these hours."
        : "Other metrics of the host go on, so the counter or its source is missing: ask for the export of these hours, or judge without it.",
    });
  });
}

/** Measures of the same load by others than the agent. */
const moveTogether = [HYPERVISOR_CPU, POWER];

function shiftsOf({ host, metrics, start, hours }: HostHours): DataProblem[] {
  const cpu = metrics.find(({ metric }) => metric === CPU_UTILIZATION);
  if (cpu === undefined) return [];
  return moveTogether.flatMap((other) => {
    const second = metrics.find(({ metric }) => metric === other);
    const shift = second === undefined ? undefined : findHourShift(cpu.median, second.median);
    if (shift === undefined) return [];
    const by = `${Math.abs(shift.hours)} h ${shift.hours > 0 ? "later" : "earlier"}`;
    return problem("clock", host, other, {
      metrics: [CPU_UTILIZATION, other],
      range: spanOfHours(start, 0, hours),
      text: `${titles([other])} goes with ${titles([CPU_UTILIZATION])} ${by}: they correlate by ${shift.correlation.toFixed(2)} so shifted, and by ${shift.unshifted.toFixed(2)} as they are.`,
      next: "One of their sources was read in the wrong time zone: open it under Sources and read it again with the right one.",
    });
  });
}

function unitsOf(workspace: Workspace, hours: HostHours): DataProblem[] {
  const series = seriesByMetric(workspace.series({ hosts: [hours.host] }));
  return hours.metrics.flatMap(({ metric, median }) => {
    const beyond = findBeyondUnit(series.get(metric) ?? []);
    if (beyond?.kind === "beyond") {
      const { value, limit, series: one } = beyond;
      const name = one.instance === "" ? titles([metric]) : `${titles([metric])} (${one.instance})`;
      const reach = value > limit ? "reaches" : "falls to";
      return problem("unit", hours.host, metric, {
        metrics: [metric],
        range: { start: one.from, end: one.to },
        text: `${name} ${reach} ${valueOf(value, metric)}, which its unit does not allow.`,
        next:
          findMetric(metric)?.unit === "1"
            ? "Percent were taken for a share, or a counter adds up several CPUs or disks: read its source again with another unit, or leave the metric out of what you conclude."
            : "The source writes another unit than it was read in, or a counter ran over: read it again with another unit.",
      });
    }
    const jump = findUnitJump(metric, median);
    if (jump?.kind !== "jump") return [];
    const times = jump.factor > 1 ? `${Math.round(jump.factor)} times` : `one ${Math.round(1 / jump.factor)}th of`;
    return problem("unit", hours.host, metric, {
      metrics: [metric],
      range: spanOfHours(hours.start, jump.hour, jump.hour + 1),
      text: `${titles([metric])} is ${times} what it was from one hour to the next, and steady before and after.`,
      next: "Two sources write it in different units: open both under Sources, and read one of them again with the right one.",
    });
  });
}

function offsetsOf(workspace: Workspace, host: HostSummary, sources: readonly SourceRecord[]): DataProblem[] {
  if (sources.filter(({ events }) => events > 0).length < 2) return [];
  return findClockOffsets(sightingsOf(workspace, host.name)).map((found) => {
    const paths = pathsOf(sources, [found.laterSourceId, found.sourceId]);
    const [later, first] = paths;
    return problem("clock", host.name, `${found.sourceId} ${found.laterSourceId}`, {
      sources: paths,
      text: `${later?.path ?? "One source"} is ${secondsText(found.offset)} later than ${first?.path ?? "another"}: ${found.agreeing} of ${found.pairs} process starts and connections that both saw once agree on it.`,
      next: "A clock is wrong, or one source was read in the wrong time zone: ask how each keeps its time, read it again with the right zone, and do not conclude an order of events from both.",
    });
  });
}

function* sightingsOf(workspace: Workspace, host: string): Generator<Sighting> {
  const query = { hosts: [host], limit: MOST_EVENTS };
  for (const { sourceId, pid, name, start } of workspace.processes(query).rows) {
    if (start !== undefined) yield { sourceId, key: `process ${pid} ${name.toLowerCase()}`, time: start };
  }
  for (const row of workspace.connections(query).rows) {
    const ends = [row.sourceIp, row.sourcePort, row.destinationIp, row.destinationPort];
    if (!ends.includes(undefined))
      yield { sourceId: row.sourceId, key: `connection ${ends.join(" ")}`, time: row.start };
  }
}

function overlapsOf(workspace: Workspace, host: HostSummary, sources: readonly SourceRecord[]): DataProblem[] {
  const metricOf = new Map(workspace.series({ hosts: [host.name] }).map(({ id, metric }) => [id, metric]));
  return findOverlaps(workspace.contributions(host.name)).map((found) => {
    const paths = pathsOf(sources, [found.laterSourceId, found.earlierSourceId]);
    const metrics = [...new Set(found.seriesIds.flatMap((id) => metricOf.get(id) ?? []))];
    const length = duration((found.range.end - found.range.start) / SECOND);
    return problem("overlap", host.name, `${found.earlierSourceId} ${found.laterSourceId}`, {
      metrics,
      sources: paths,
      range: found.range,
      text: `${titles(metrics)} ${metrics.length === 1 ? "has" : "have"} two sources for ${length}: ${paths.map(({ path }) => path).join(" and ")}.`,
      next: "At the same instant the one that was imported later counts, at different ones both do: where they are two exports of the same, take one of them out.",
    });
  });
}

function rejectsOf(workspace: Workspace, source: SourceRecord): DataProblem[] {
  if (source.rejected === 0) return [];
  const reasons = new Map<string, number>();
  for (const { reason } of workspace.rejects(source.id).rows) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const [[reason] = [""]] = [...reasons].sort((a, b) => b[1] - a[1]);
  const [host, ...others] = source.hosts;
  const records = `${source.rejected} of ${source.read} records (${percent(source.rejected / Math.max(1, source.read))})`;
  const most = reasons.size === 1 ? "all" : "most often";
  return [
    problem("rejects", others.length === 0 ? host : undefined, String(source.id), {
      sources: [{ id: source.id, path: source.path }],
      ...(source.from === undefined || source.to === undefined
        ? {}
        : { range: { start: source.from, end: source.to } }),
      text: `${records} of ${source.path} could not be understood; ${most}: ${reason}`,
      next: "Open the source to see the lines beside the reasons; read it again with other choices, or ask for an export in another form.",
    }),
  ];
}

function problem(
  kind: DataProblemKind,
  host: string | undefined,
  detail: string,
  told: Pick<DataProblem, "text" | "next"> & Partial<Pick<DataProblem, "metrics" | "sources" | "range">>,
): DataProblem {
  return { id: `${kind} ${host ?? ""} ${detail}`, kind, host, metrics: [], sources: [], range: undefined, ...told };
}

function pathsOf(sources: readonly SourceRecord[], ids: readonly number[]): { id: number; path: string }[] {
  return ids.flatMap((id) => {
    const path = sources.find((source) => source.id === id)?.path;
    return path === undefined ? [] : [{ id, path }];
  });
}

function titles(metrics: readonly string[]): string {
  const named = metrics.map((metric) => findMetric(metric)?.title ?? metric);
  const more = named.length - MOST_NAMED;
  return more <= 1 ? list(named) : list([...named.slice(0, MOST_NAMED), `${more} more`]);
}

function secondsText(offset: number): string {
  return offset < 120 * SECOND ? `${Math.round(offset / SECOND)} seconds` : duration(offset / SECOND);
}

function spanOfHours(start: Timestamp, from: number, to: number): TimeRange {
  return { start: timestamp(start + from * HOUR), end: timestamp(start + to * HOUR) };
}
