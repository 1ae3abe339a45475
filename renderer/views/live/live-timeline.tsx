/** The last minutes of this machine, following; a pan or zoom stops following until it is asked for again. */
import { useCallback, useMemo, useState } from "react";
import { MINUTE, SECOND, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import { LaneStack } from "../../charts/lane-stack.tsx";
import type { LaneReading } from "../../charts/reading.ts";
import { showPanelView } from "../../state/layout.ts";
import { useEngine } from "../../state/queries.ts";
import { selectRange, showReading, useSelection } from "../../state/selection.ts";
import { plainTimeline } from "../../state/timelines.ts";
import { fitInside } from "../../state/viewports.ts";
import { inOrder } from "../timeline/lane-choice.ts";
import { useArrangedLanes } from "../timeline/use-lane-controls.ts";
import { useTimeline } from "../timeline/use-timeline.ts";

const FOLLOWED = 15 * MINUTE;

export function LiveTimeline({
  host,
  startedAt,
  zone,
}: {
  readonly host: string;
  readonly startedAt: Timestamp;
  readonly zone: Zone;
}) {
  const series = useEngine("series.list", { hosts: [host] }).value;
  const selection = useSelection((state) => state.range);
  const [held, setHeld] = useState<TimeRange>();
  const [width, setWidth] = useState(0);
  const last = Math.max(startedAt, ...(series ?? []).map((one) => one.to));
  const limits = useMemo(() => ({ start: startedAt, end: (last + SECOND) as Timestamp }), [startedAt, last]);
  const range = useMemo(
    () => held ?? { start: Math.max(startedAt, limits.end - FOLLOWED) as Timestamp, end: limits.end },
    [held, limits, startedAt],
  );
  const present = useMemo(() => inOrder((series ?? []).map((one) => one.metric)), [series]);
  const arranged = useArrangedLanes(present);
  const metrics = useMemo(() => present.filter((id) => arranged.shown.includes(id)), [present, arranged]);
  const { lanes: all } = useTimeline({ host, metrics, range, limits, width, options: plainTimeline });
  const lanes = useMemo(() => arranged.shown.flatMap((id) => all.filter((lane) => lane.id === id)), [all, arranged]);
  const onRange = useCallback((next: TimeRange) => setHeld(fitInside(next, limits)), [limits]);
  const onReading = useCallback((time: Timestamp | undefined, lines: readonly LaneReading[]) => {
    showReading(time === undefined ? undefined : { time, lines });
  }, []);
  return (
    <>
      {held === undefined ? null : (
        <button type="button" className="button secondary" onClick={() => setHeld(undefined)}>
          Follow again
        </button>
      )}
      <LaneStack
        label={`Lanes of ${host}, live`}
        lanes={lanes}
        controls={arranged.controls}
        range={range}
        selection={selection}
        zone={zone}
        isSelecting={false}
        onWidth={setWidth}
        onRange={onRange}
        onSelect={selectRange}
        onOpen={(hit) => showPanelView(hit.lane)}
        onTable={() => undefined}
        onReading={onReading}
      />
    </>
  );
}
