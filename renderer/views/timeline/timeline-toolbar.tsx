import type { TimeRange } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import { findMetric } from "../../../src/model/metrics.ts";
import { execute } from "../../commands/commands.ts";
import { CheckMenu } from "../../components/check-menu.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatDuration } from "../../format/duration.ts";
import { formatTime } from "../../format/time.ts";
import { openEditor } from "../../state/editors.ts";
import { attempt } from "../../state/notifications.ts";
import { askText, choose } from "../../state/quick-input.ts";
import { askEngine } from "../../state/engine.ts";
import { shift } from "../../state/viewports.ts";
import { readRange } from "./read-range.ts";

export interface TimelineToolbarProps {
  readonly host: string;
  readonly others: readonly string[];
  readonly onOthers: (hosts: readonly string[]) => void;
  readonly range: TimeRange;
  readonly limits: TimeRange;
  readonly onRange: (range: TimeRange) => void;
  readonly zone: Zone;
  readonly present: readonly string[];
  readonly metrics: readonly string[];
  readonly onMetrics: (metrics: readonly string[]) => void;
  readonly isSelecting: boolean;
  readonly onSelecting: (isSelecting: boolean) => void;
  readonly isLoading: boolean;
}

export function TimelineToolbar(props: TimelineToolbarProps) {
  const { host, others, onOthers, range, limits, onRange, zone, present, metrics, onMetrics } = props;
  const width = range.end - range.start;
  return (
    <div className="toolbar" role="toolbar" aria-label={`Timeline of ${host}`}>
      <IconButton icon="chevron-left" title="Earlier" onClick={() => onRange(shift(range, -width / 2))} />
      <button
        type="button"
        className="button secondary small data"
        title="Enter a span of time"
        onClick={() => attempt(() => enterRange(range, zone, onRange))}
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
      <IconButton icon="pin" title="Pin the selected span to a case (P)" onClick={() => execute("case.pinSelection")} />
      <span className="spacer" />
      {props.isLoading ? <Icon name="loading" className="codicon-modifier-spin" /> : null}
      {others.map((name) => (
        <button
          key={name}
          type="button"
          className="chip"
          title={`Take ${name} off this timeline`}
          onClick={() => onOthers(others.filter((one) => one !== name))}
        >
          ┄ {name} <Icon name="close" />
        </button>
      ))}
      <button
        type="button"
        className="button secondary small"
        title="Lay another host over this one"
        aria-label="Overlay"
        onClick={() => attempt(() => chooseOverlay(host, others, onOthers))}
      >
        <Icon name="layers" /> <span className="label">Overlay</span>
      </button>
      <CheckMenu
        label="Lanes"
        icon="list-selection"
        choices={present.map((id) => ({ id, title: findMetric(id)?.title ?? id }))}
        chosen={metrics}
        onChange={onMetrics}
      />
      <button
        type="button"
        className="button secondary small"
        title="What is normal on this host"
        aria-label="Host"
        onClick={() => openEditor("host", host)}
      >
        <Icon name="server" /> <span className="label">Host</span>
      </button>
    </div>
  );
}

async function chooseOverlay(
  host: string,
  others: readonly string[],
  onOthers: (hosts: readonly string[]) => void,
): Promise<void> {
  const hosts = await askEngine("host.list", {});
  const own = hosts.find((one) => one.name === host)?.className;
  const free = hosts.filter((one) => one.name !== host && !others.includes(one.name));
  // Peers first: they are what a host is compared with.
  const inOrder = [...free.filter((one) => one.className === own), ...free.filter((one) => one.className !== own)];
  const chosen = await choose(
    "Lay a host over this timeline",
    inOrder.map((one) => ({ id: one.name, label: one.name, detail: one.className, icon: "server" })),
  );
  if (chosen !== undefined) onOthers([...others, chosen]);
}

async function enterRange(range: TimeRange, zone: Zone, onRange: (range: TimeRange) => void): Promise<void> {
  const text = await askText({
    title: `Span of time (${zone.name})`,
    hint: "2026-04-12 22:10 – 2026-04-19 06:00",
    value: `${formatTime(range.start, zone)} – ${formatTime(range.end, zone)}`,
    check: (typed) =>
      readRange(typed, zone) === undefined ? "Write two times, such as 2026-04-12 22:10 – 2026-04-19." : undefined,
  });
  const entered = text === undefined ? undefined : readRange(text, zone);
  if (entered !== undefined) onRange(entered);
}
