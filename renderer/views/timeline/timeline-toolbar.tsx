import type { TimeRange } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import { findMetric } from "../../../src/model/metrics.ts";
import { overlayDash } from "../../charts/draw-metric-lane.ts";
import { execute } from "../../commands/commands.ts";
import { CheckMenu } from "../../components/check-menu.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatDuration } from "../../format/duration.ts";
import { formatTime } from "../../format/time.ts";
import { classTitle, plural } from "../../format/words.ts";
import { openEditor } from "../../state/editors.ts";
import { attempt } from "../../state/notifications.ts";
import { choose } from "../../state/quick-input.ts";
import { askEngine } from "../../state/engine.ts";
import { changeTimeline, type TimelineOptions } from "../../state/timelines.ts";
import { shift } from "../../state/viewports.ts";
import { eventLaneTitles } from "./event-lanes.ts";
import type { ArrangedLanes } from "./use-lane-controls.ts";

export interface TimelineToolbarProps {
  readonly host: string;
  readonly options: TimelineOptions;
  readonly range: TimeRange;
  readonly limits: TimeRange;
  readonly onRange: (range: TimeRange) => void;
  readonly zone: Zone;
  readonly arranged: ArrangedLanes;
  readonly isSelecting: boolean;
  readonly onSelecting: (isSelecting: boolean) => void;
  readonly isLoading: boolean;
}

const bands = [
  { id: "own", title: "Own past", detail: "what was normal for this host, by hour of the week" },
  { id: "class", title: "Class", detail: "what is normal for its class without it" },
  { id: "none", title: "None", detail: "the lines alone" },
] as const;

export function TimelineToolbar(props: TimelineToolbarProps) {
  const { host, options, range, limits, onRange, zone, arranged } = props;
  const { overlays, band } = options;
  const width = range.end - range.start;
  return (
    <div className="toolbar" role="toolbar" aria-label={`Timeline of ${host}`}>
      <IconButton icon="chevron-left" title="Earlier" onClick={() => onRange(shift(range, -width / 2))} />
      <button
        type="button"
        className="button secondary data"
        title="Enter a span of time"
        onClick={() => execute("time.enterRange")}
      >
        {formatTime(range.start, zone)} – {formatTime(range.end, zone)}
      </button>
      <IconButton icon="chevron-right" title="Later" onClick={() => onRange(shift(range, width / 2))} />
      <span className="muted data label">{formatDuration(width)}</span>
      <IconButton icon="screen-full" title="Fit everything (0)" onClick={() => onRange(limits)} />
      <IconButton
        icon="arrow-both"
        title="Drag selects a span (also Shift+drag)"
        isPressed={props.isSelecting}
        onClick={() => props.onSelecting(!props.isSelecting)}
      />
      <IconButton
        icon="note"
        title="Write a note at the cursor or on the span (A)"
        onClick={() => execute("timeline.annotate")}
      />
      <IconButton icon="pin" title="Pin the selected span to a case (P)" onClick={() => execute("case.pinSelection")} />
      <span className="spacer" />
      {props.isLoading ? <Icon name="loading" className="codicon-modifier-spin" /> : null}
      <ToolButton
        icon="layers"
        label="Overlay"
        title="Lay another host over this one"
        run={() => attempt(() => chooseOverlay(host, overlays))}
      />
      <ToolButton
        icon="history"
        label="Compare"
        title="Lay another time of this host over it (C)"
        run={() => execute("timeline.compare")}
      />
      <ToolButton
        icon="graph-line"
        label="Band"
        title="What the lines are held against"
        run={() => attempt(() => chooseBand(host, band))}
      />
      <CheckMenu
        label="Lanes"
        icon="list-selection"
        choices={arranged.all.map((id) => ({ id, title: laneTitle(id) }))}
        chosen={arranged.shown}
        onChange={arranged.onShown}
      />
      <IconButton
        icon="export"
        title="Export the timeline as SVG, PNG or CSV…"
        onClick={() => execute("timeline.export")}
      />
      <IconButton icon="server" title="What is normal on this host" onClick={() => openEditor("host", host)} />
    </div>
  );
}

/** Which line is which, as soon as there is more than the host's own and its normal range; what is hidden. */
export function TimelineLegend({
  host,
  options,
  lookups,
}: {
  readonly host: string;
  readonly options: TimelineOptions;
  /** Names that the host looked up, shown or not. */
  readonly lookups: number;
}) {
  const { overlays, comparison, band, showsLookups } = options;
  const isPlain = overlays.length === 0 && comparison === undefined && band === "own";
  if (isPlain && lookups === 0) return null;
  return (
    <div className="timeline-legend">
      {isPlain ? null : (
        <span>
          <svg className="dash" width="22" height="8" aria-hidden="true">
            <line x1="0" x2="22" y1="4" y2="4" />
          </svg>{" "}
          {host}
        </span>
      )}
      {overlays.map((name, index) => (
        <LineChip
          key={name}
          index={index}
          text={name}
          title={`Take ${name} off this timeline`}
          onRemove={() => changeTimeline(host, { overlays: overlays.filter((one) => one !== name) })}
        />
      ))}
      {comparison === undefined ? null : (
        <LineChip
          index={overlays.length}
          text={comparison.label}
          title="Stop comparing with another time"
          onRemove={() => changeTimeline(host, { comparison: undefined })}
        />
      )}
      {lookups === 0 ? null : (
        <button
          type="button"
          className="chip"
          title="Names that were looked up, among the control events"
          onClick={() => changeTimeline(host, { showsLookups: !showsLookups })}
        >
          {plural(lookups, "name look-up")} {showsLookups ? "shown" : "hidden"}{" "}
          <Icon name={showsLookups ? "eye" : "eye-closed"} />
        </button>
      )}
      <span className="spacer" />
      {isPlain ? null : (
        <span className="muted">
          {band === "none"
            ? "no normal range"
            : `grey: normal range of ${band === "own" ? "its own past" : "its class"}`}
        </span>
      )}
    </div>
  );
}

function laneTitle(id: string): string {
  return eventLaneTitles.find((lane) => lane.id === id)?.title ?? findMetric(id)?.title ?? id;
}

function ToolButton({
  icon,
  label,
  title,
  run,
}: {
  readonly icon: string;
  readonly label: string;
  readonly title: string;
  readonly run: () => void;
}) {
  return (
    <button type="button" className="button secondary" title={title} aria-label={label} onClick={run}>
      <Icon name={icon} /> <span className="label">{label}</span>
    </button>
  );
}

/** A line that is laid over the host's own, with the dash that it is drawn with. */
function LineChip({
  index,
  text,
  title,
  onRemove,
}: {
  readonly index: number;
  readonly text: string;
  readonly title: string;
  readonly onRemove: () => void;
}) {
  return (
    <button type="button" className="chip" title={title} onClick={onRemove}>
      <svg className="dash" width="22" height="8" aria-hidden="true">
        <line x1="0" x2="22" y1="4" y2="4" strokeDasharray={overlayDash(index).join(" ")} />
      </svg>
      {text} <Icon name="close" />
    </button>
  );
}

async function chooseOverlay(host: string, overlays: readonly string[]): Promise<void> {
  const [hosts, classes] = await Promise.all([askEngine("host.list", {}), askEngine("class.list", {})]);
  const own = hosts.find((one) => one.name === host)?.className;
  const free = hosts.filter((one) => one.name !== host && !overlays.includes(one.name));
  // Peers first: they are what a host is compared with.
  const inOrder = [...free.filter((one) => one.className === own), ...free.filter((one) => one.className !== own)];
  const chosen = await choose(
    "Lay a host over this timeline",
    inOrder.map((one) => ({
      id: one.name,
      label: one.name,
      detail: classTitle(one.className ?? "", classes),
      icon: "server",
    })),
  );
  if (chosen !== undefined) changeTimeline(host, { overlays: [...overlays, chosen] });
}

async function chooseBand(host: string, current: TimelineOptions["band"]): Promise<void> {
  const chosen = await choose(
    "Hold the lines against",
    bands.map(({ id, title, detail }) => ({ id, label: title, detail, icon: id === current ? "check" : "blank" })),
  );
  const band = bands.find(({ id }) => id === chosen)?.id;
  if (band !== undefined) changeTimeline(host, { band });
}
