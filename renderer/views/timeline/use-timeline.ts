/** Asks for everything that one timeline shows: lanes at the resolution of its pixels, and the events beside them. */
import { useEffect, useMemo, useState } from "react";
import type { LaneData } from "../../../src/api/engine-contract.ts";
import type { TimeRange, Timestamp } from "../../../src/base/time.ts";
import { findMetric } from "../../../src/model/metrics.ts";
import type { Lane } from "../../charts/lane.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
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

export interface Timeline {
  readonly lanes: readonly Lane[];
  readonly isLoading: boolean;
  readonly error: Error | undefined;
}

export function useTimeline(
  hosts: readonly string[],
  metrics: readonly string[],
  range: TimeRange,
  limits: TimeRange,
  width: number,
): Timeline {
  const [host = ""] = hosts;
  const settled = useSettled(range);
  const asked = useMemo(() => widen(settled, limits), [settled, limits]);
  const share = (asked.end - asked.start) / Math.max(1, settled.end - settled.start);
  const points = Math.min(MOST_POINTS, Math.max(2, Math.round(width * POINTS_A_PIXEL * share)));
  const isReady = width > 0 && metrics.length > 0;

  const answer = useSteadyEngine(
    "series.lanes",
    isReady ? { hosts: [...hosts], metrics: [...metrics], range: asked, points } : undefined,
  );
  const episodes = useEngine("episode.list", {}).value;
  const claims = useEngine("justification.list", { hosts: [host] }).value;
  const controls = useEngine("control.list", { hosts: [host], limit: MOST_MARKS }).value;

  const metricLanes = useMemo(
    () => (answer.value === undefined ? [] : byMetric(answer.value, hosts, metrics)),
    [answer.value, hosts, metrics],
  );
  const events = useMemo(
    () =>
      eventLanes({
        episodes: (episodes ?? []).filter((episode) => episode.host === host),
        claims: claims ?? [],
        controls: controls?.rows ?? [],
        range: asked,
        dataEnd: limits.end,
      }),
    [episodes, claims, controls, host, asked, limits],
  );
  const lanes = useMemo(() => [...metricLanes, ...events], [metricLanes, events]);
  return { lanes, isLoading: answer.isLoading, error: answer.error };
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
  return fitInside({ start: (range.start - margin) as Timestamp, end: (range.end + margin) as Timestamp }, limits);
}

function byMetric(data: readonly LaneData[], hosts: readonly string[], metrics: readonly string[]): readonly Lane[] {
  return metrics.flatMap((metric): Lane[] => {
    const traces = data
      .filter((lane) => lane.metric === metric)
      .sort((a, b) => hosts.indexOf(a.host) - hosts.indexOf(b.host));
    if (traces.length === 0) return [];
    const known = findMetric(metric);
    const title = known?.title ?? metric;
    return [{ kind: "metric", id: metric, title, unit: known?.unit ?? "", colour: colourOf(metric), traces }];
  });
}
