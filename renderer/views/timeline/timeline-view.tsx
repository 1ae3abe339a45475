/** What happened, on one axis? The lanes of one host, with others laid over them. */
import { useCallback, useMemo, useState, type DragEvent } from "react";
import type { TimeRange, Timestamp } from "../../../src/base/time.ts";
import { LaneStack } from "../../charts/lane-stack.tsx";
import type { LaneHit } from "../../charts/lane.ts";
import type { LaneReading } from "../../charts/reading.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatRange } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { showPanelView } from "../../state/layout.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useEngine } from "../../state/queries.ts";
import { selectRange, showReading, useSelection } from "../../state/selection.ts";
import { fitInside, setViewport, useViewports } from "../../state/viewports.ts";
import { HOST_DRAG } from "../fleet/host-drag.ts";
import type { EditorView } from "../view.ts";
import { firstChoice, inOrder } from "./lane-choice.ts";
import { laneTableSubject } from "./lane-table-view.tsx";
import { TimelineToolbar } from "./timeline-toolbar.tsx";
import { useTimeline } from "./use-timeline.ts";

export const timelineView: EditorView = {
  id: "timeline",
  icon: "pulse",
  useTitle: (host) => host,
  Body: TimelineBody,
};

function TimelineBody({ subject: host }: { readonly subject: string }) {
  const series = useEngine("series.list", { hosts: [host] });
  const present = useMemo(() => inOrder((series.value ?? []).map((one) => one.metric)), [series.value]);
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
  const selection = useSelection((state) => state.range);
  const [chosen, setChosen] = useState<readonly string[]>();
  const [others, setOthers] = useState<readonly string[]>([]);
  const [isSelecting, setSelecting] = useState(false);
  const [width, setWidth] = useState(0);

  const range = useMemo(() => (viewport === undefined ? limits : fitInside(viewport, limits)), [viewport, limits]);
  const metrics = useMemo(
    () => present.filter((id) => (chosen ?? firstChoice(present)).includes(id)),
    [present, chosen],
  );
  const hosts = useMemo(() => [host, ...others], [host, others]);
  const { lanes, isLoading, error } = useTimeline(hosts, metrics, range, limits, width);

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
    (metric: string) => openEditor("lane-table", laneTableSubject(host, metric, range)),
    [host, range],
  );
  const onDrop = (event: DragEvent): void => {
    const dropped = event.dataTransfer.getData(HOST_DRAG);
    if (dropped !== "" && !hosts.includes(dropped)) setOthers([...others, dropped]);
  };

  return (
    <section
      className="timeline"
      aria-label={`Timeline of ${host}`}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(HOST_DRAG)) event.preventDefault();
      }}
      onDrop={onDrop}
    >
      <TimelineToolbar
        host={host}
        others={others}
        onOthers={setOthers}
        range={range}
        limits={limits}
        onRange={onRange}
        zone={zone}
        present={present}
        metrics={metrics}
        onMetrics={setChosen}
        isSelecting={isSelecting}
        onSelecting={setSelecting}
        isLoading={isLoading}
      />
      {error === undefined ? null : <Failure error={error} />}
      <LaneStack
        label={`Lanes of ${hosts.join(", ")}, ${formatRange(range, zone)} ${zone.name}. Arrow keys move the cursor, plus and minus zoom, Enter opens a table.`}
        lanes={lanes}
        range={range}
        selection={selection}
        zone={zone}
        isSelecting={isSelecting}
        onWidth={setWidth}
        onRange={onRange}
        onSelect={onSelect}
        onOpen={openHit}
        onTable={onTable}
        onReading={onReading}
      />
    </section>
  );
}

/** An episode opens; anything else is shown in the list that has it. */
function openHit({ lane, id }: LaneHit): void {
  if (lane === "episodes") openEditor("episode", id);
  else showPanelView(lane);
}
