/** What happened, on one axis? The lanes of one host, with others laid over them. */
import { useCallback, useEffect, useMemo, useState, type DragEvent } from "react";
import type { TimeRange, Timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import { LaneStack } from "../../charts/lane-stack.tsx";
import type { LaneHit } from "../../charts/lane.ts";
import type { LaneReading } from "../../charts/reading.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatRange } from "../../format/time.ts";
import { workOn } from "../../state/annotating.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { askEngine } from "../../state/engine.ts";
import { openPart, showPanelView } from "../../state/layout.ts";
import { attempt } from "../../state/notifications.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useEngine } from "../../state/queries.ts";
import { inspect, selectRange, showReading, useSelection } from "../../state/selection.ts";
import { useShownTimelines, type ShownTimeline } from "../../state/shown-timelines.ts";
import { changeTimeline, plainTimeline, useTimelines } from "../../state/timelines.ts";
import { fitInside, setViewport, useViewports } from "../../state/viewports.ts";
import { HOST_DRAG } from "../../state/host-drop.ts";
import type { EditorView } from "../view.ts";
import { inOrder, remaindersOf } from "./lane-choice.ts";
import { laneTableSubject } from "./lane-table-view.tsx";
import { TimelineLegend, TimelineToolbar } from "./timeline-toolbar.tsx";
import { useArrangedLanes } from "./use-lane-controls.ts";
import { useTimeline } from "./use-timeline.ts";

export const timelineView: EditorView = {
  id: "timeline",
  icon: "pulse",
  useTitle: (host) => host,
  Body: TimelineBody,
};

function TimelineBody({ subject: host }: { readonly subject: string }) {
  const series = useEngine("series.list", { hosts: [host] });
  const summary = useEngine("host.list", {}).value?.find((one) => one.name === host);
  const present = useMemo(() => {
    const metrics = (series.value ?? []).map((one) => one.metric);
    return inOrder([...metrics, ...remaindersOf(metrics, summary)]);
  }, [series.value, summary]);
  const limits = useLimits(host, series.value);
  if (series.error !== undefined) return <Failure error={series.error} />;
  if (series.value === undefined) return <p className="empty">Loading…</p>;
  if (limits === undefined) {
    return (
      <Empty
        text={`There are no samples of ${host}. Sources that could hold them: Perfmon, sar, Prometheus, a CSV table.`}
      >
        <CommandButton id="import.files" look="primary" />
      </Empty>
    );
  }
  return <HostTimeline host={host} present={present} limits={limits} />;
}

/** From the first to the last sample of the host; a little more, so that the last one can be seen. */
function useLimits(
  host: string,
  series: readonly { readonly from: Timestamp; readonly to: Timestamp }[] | undefined,
): TimeRange | undefined {
  const start = Math.min(...(series ?? []).map((one) => one.from));
  const end = Math.max(...(series ?? []).map((one) => one.to));
  return useMemo(
    () =>
      Number.isFinite(start) && host !== "" ? { start: start as Timestamp, end: (end + 1) as Timestamp } : undefined,
    [host, start, end],
  );
}

function HostTimeline({
  host,
  present,
  limits,
}: {
  readonly host: string;
  readonly present: readonly string[];
  readonly limits: TimeRange;
}) {
  const zone = useDisplayZone(host);
  const viewport = useViewports((viewports) => viewports[host]);
  const options = useTimelines((timelines) => timelines[host]) ?? plainTimeline;
  const selection = useSelection((state) => state.range);
  const arranged = useArrangedLanes(present);
  const [isSelecting, setSelecting] = useState(false);
  const [width, setWidth] = useState(0);

  const range = useMemo(() => (viewport === undefined ? limits : fitInside(viewport, limits)), [viewport, limits]);
  const metrics = useMemo(() => present.filter((id) => arranged.shown.includes(id)), [present, arranged]);
  const { lanes: all, lookups, isLoading, error } = useTimeline({ host, metrics, range, limits, width, options });
  const lanes = useMemo(() => arranged.shown.flatMap((id) => all.filter((lane) => lane.id === id)), [all, arranged]);
  useOffer(host, { lanes, range, limits, zone, options });

  const onRange = useCallback((next: TimeRange) => setViewport(host, fitInside(next, limits)), [host, limits]);
  const onSelect = useCallback(
    (next: TimeRange | undefined) => {
      selectRange(next);
      if (next === undefined) return;
      const title = `Load of ${host}, ${formatRange(next, zone)} ${zone.name}`;
      offerForPinning({ kind: "series", title, query: { hosts: [host], range: next } });
    },
    [host, zone],
  );
  const onReading = useCallback((time: Timestamp | undefined, lines: readonly LaneReading[]) => {
    showReading(time === undefined ? undefined : { time, lines });
  }, []);
  const onTable = useCallback(
    (lane: string) => {
      if (present.includes(lane)) openEditor("lane-table", laneTableSubject(host, lane, range));
      else showPanelView(lane);
    },
    [host, present, range],
  );
  const onOpen = useCallback((hit: LaneHit) => openHit(hit, host, zone), [host, zone]);
  const onDrop = (event: DragEvent): void => {
    const dropped = event.dataTransfer.getData(HOST_DRAG);
    const { overlays } = options;
    if (dropped === "" || dropped === host || overlays.includes(dropped)) return;
    changeTimeline(host, { overlays: [...overlays, dropped] });
  };

  return (
    <section
      className="view timeline"
      aria-label={`Timeline of ${host}`}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(HOST_DRAG)) event.preventDefault();
      }}
      onDrop={onDrop}
    >
      <TimelineToolbar
        host={host}
        options={options}
        range={range}
        limits={limits}
        onRange={onRange}
        zone={zone}
        arranged={arranged}
        isSelecting={isSelecting}
        onSelecting={setSelecting}
        isLoading={isLoading}
      />
      <TimelineLegend host={host} options={options} lookups={lookups} />
      {error === undefined ? null : <Failure error={error} />}
      <LaneStack
        label={`Lanes of ${[host, ...options.overlays].join(", ")}, ${formatRange(range, zone)} ${zone.name}. Left and right move the cursor, up and down choose a lane, plus and minus zoom, Space opens what the cursor stands on, Enter opens a table.`}
        lanes={lanes}
        controls={arranged.controls}
        range={range}
        selection={selection}
        zone={zone}
        isSelecting={isSelecting}
        onWidth={setWidth}
        onRange={onRange}
        onSelect={onSelect}
        onOpen={onOpen}
        onTable={onTable}
        onReading={onReading}
      />
    </section>
  );
}

/** Lets commands reach what this timeline shows, as long as it is there. */
function useOffer(host: string, shown: ShownTimeline): void {
  useEffect(() => {
    useShownTimelines.setState({ [host]: shown });
  });
  useEffect(() => () => useShownTimelines.setState({ [host]: undefined }), [host]);
}

/** An episode opens, a note is worked on; of anything else the inspector says what is known, beside its list. */
function openHit({ lane, id, title, fields }: LaneHit, host: string, zone: Zone): void {
  if (lane === "episodes") openEditor("episode", id);
  else if (lane === "annotations") {
    attempt(async () => {
      const annotations = await askEngine("annotation.list", { hosts: [host] });
      const annotation = annotations.find((one) => String(one.id) === id);
      if (annotation !== undefined) await workOn(annotation, zone);
    });
  } else {
    inspect({ kind: "row", title, fields });
    openPart("inspector");
    showPanelView(lane);
  }
}
