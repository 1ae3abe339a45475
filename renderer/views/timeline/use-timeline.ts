/** Asks for everything that one timeline shows: lanes at the resolution of its pixels, and the events beside them. */
import { useEffect, useMemo, useState } from "react";
import { timestamp, type TimeRange } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import type { LaneData } from "../../../src/model/lane.ts";
import { NAME_LOOKUP } from "../../../src/model/events.ts";
import { findMetric } from "../../../src/model/metrics.ts";
import type { Lane, Trace } from "../../charts/lane.ts";
import { useDisplayZone, zoneOfHost } from "../../state/display-zone.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { byClock, rangeByClock, type Comparison, type TimelineOptions } from "../../state/timelines.ts";
import { fitInside } from "../../state/viewports.ts";
import { colourOf } from "./lane-choice.ts";
import { eventLanes } from "./event-lanes.ts";

/** Detail is asked for again this long after the last step of a zoom or a drag. */
const SETTLE_MS = 70;
/** Asked for beyond each side of what is shown, so that a drag does not run into nothing at once. */
const MARGIN = 0.25;
/** One entry of an envelope is already the least, the mean and the greatest value of a column of pixels. */
const POINTS_A_PIXEL = 1;
const MOST_POINTS = 20_000;
const MOST_MARKS = 3_000;
const lookupFilter = `event.action:${NAME_LOOKUP}`;

export interface TimelineQuestion {
  readonly host: string;
  readonly metrics: readonly string[];
  readonly range: TimeRange;
  readonly limits: TimeRange;
  /** Of the chart, in pixels; 0 asks nothing. */
  readonly width: number;
  readonly options: TimelineOptions;
}

export interface Timeline {
  readonly lanes: readonly Lane[];
  /** Names that the host looked up, shown or not. */
  readonly lookups: number;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
}

export function useTimeline({ host, metrics, range, limits, width, options }: TimelineQuestion): Timeline {
  const { overlays, comparison, band } = options;
  const settled = useSettled(range);
  const asked = useMemo(() => widen(settled, limits), [settled, limits]);
  const share = (asked.end - asked.start) / Math.max(1, settled.end - settled.start);
  const points = Math.min(MOST_POINTS, Math.max(2, Math.round(width * POINTS_A_PIXEL * share)));
  const isReady = width > 0 && metrics.length > 0;
  const zone = useDisplayZone(host);
  const hosts = useEngine("host.list", comparison === undefined ? undefined : {}).value;
  const ownZone = useMemo(() => zoneOfHost(hosts ?? [], host), [hosts, host]);

  const answer = useSteadyEngine(
    "series.lanes",
    isReady ? { hosts: [host, ...overlays], metrics: [...metrics], range: asked, points } : undefined,
  );
  const earlier = useSteadyEngine(
    "series.lanes",
    isReady && comparison !== undefined
      ? { hosts: [host], metrics: [...metrics], range: rangeByClock(asked, -comparison.earlier, ownZone), points }
      : undefined,
  );
  const annotations = useEngine("annotation.list", { hosts: [host] }).value;
  const episodes = useEngine("episode.list", {}).value;
  const claims = useEngine("justification.list", { hosts: [host] }).value;
  const lookups = useEngine("control.list", { hosts: [host], filter: { text: lookupFilter }, limit: 1 }).value?.total;
  const controls = useSteadyEngine("control.list", {
    hosts: [host],
    limit: MOST_MARKS,
    ...(options.showsLookups ? {} : { filter: { text: `not ${lookupFilter}` } }),
  }).value;

  const traces = useMemo((): readonly Trace[] => {
    const own = (answer.value ?? []).map((lane) => ({ ...lane, name: lane.host }));
    const order = [host, ...overlays];
    const inOrder = own.sort((a, b) => order.indexOf(a.host) - order.indexOf(b.host));
    if (comparison === undefined) return inOrder;
    return [...inOrder, ...(earlier.value ?? []).map((lane) => later(lane, comparison, ownZone))];
  }, [answer.value, earlier.value, comparison, ownZone, host, overlays]);
  const metricLanes = useMemo(
    () =>
      metrics.flatMap((metric): Lane[] => {
        const own = traces.filter((trace) => trace.metric === metric);
        if (own.length === 0) return [];
        const known = findMetric(metric);
        const title = known?.title ?? metric;
        const unit = known?.unit ?? "";
        return [{ kind: "metric", id: metric, title, unit, colour: colourOf(metric), against: band, traces: own }];
      }),
    [traces, metrics, band],
  );
  const events = useMemo(
    () =>
      eventLanes({
        annotations: annotations ?? [],
        episodes: (episodes ?? []).filter((episode) => episode.host === host),
        claims: claims ?? [],
        controls: controls?.rows ?? [],
        range: asked,
        dataEnd: limits.end,
        zone,
      }),
    [annotations, episodes, claims, controls, host, asked, limits, zone],
  );
  const lanes = useMemo(() => [...metricLanes, ...events], [metricLanes, events]);
  return {
    lanes,
    lookups: lookups ?? 0,
    isLoading: answer.isLoading || earlier.isLoading,
    error: answer.error ?? earlier.error,
  };
}

function useSettled(range: TimeRange): TimeRange {
  const [settled, setSettled] = useState(range);
  useEffect(() => {
    if (range.start === settled.start && range.end === settled.end) return;
    const timer = window.setTimeout(() => setSettled(range), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [range, settled]);
  return settled;
}

function widen(range: TimeRange, limits: TimeRange): TimeRange {
  const margin = (range.end - range.start) * MARGIN;
  return fitInside({ start: timestamp(range.start - margin), end: timestamp(range.end + margin) }, limits);
}

/** A line of another time, moved to the time that it is compared with. */
function later(lane: LaneData, { earlier, label }: Comparison, zone: Zone): Trace {
  const times = lane.envelope.times.map((time) => byClock(time, earlier, zone));
  const { band } = lane;
  return {
    ...lane,
    name: `${lane.host}, ${label}`,
    envelope: { ...lane.envelope, times },
    band: band === undefined ? undefined : { ...band, times },
  };
}
