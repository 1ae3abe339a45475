/** What is it doing now? This machine, sampled into the workspace and scored as it comes. */
import { useState } from "react";
import type { LiveStatus } from "../../../src/model/live-status.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { startLive, stopLive, useLiveStatus } from "../../state/live.ts";
import { attempt } from "../../state/notifications.ts";
import { useWorkspace } from "../../state/workspace.ts";
import type { EditorView } from "../view.ts";
import { LiveTimeline } from "./live-timeline.tsx";

export const liveView: EditorView = { id: "live", icon: "broadcast", useTitle: () => "Live", Body: LiveBody };

const intervals = [1, 2, 5, 10, 30, 60] as const;
const FIRST_INTERVAL = 5;

function LiveBody() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const status = useLiveStatus();
  if (!isOpen) {
    return (
      <Empty text="Live sampling writes into a workspace, and none is open.">
        <CommandButton id="workspace.new" look="primary" />
        <CommandButton id="workspace.open" />
      </Empty>
    );
  }
  if (status === undefined) return <p className="empty">Loading…</p>;
  return <LiveStatusView status={status} />;
}

function LiveStatusView({ status }: { readonly status: LiveStatus }) {
  const zone = useDisplayZone(status.host);
  const [interval, setInterval] = useState<number>(FIRST_INTERVAL);
  return (
    <section className="view live" aria-label="Live sampling">
      <div className="toolbar" role="toolbar" aria-label="Live sampling">
        {status.isRunning ? (
          <button type="button" className="button primary" onClick={() => attempt(stopLive)}>
            <Icon name="debug-stop" /> Stop
          </button>
        ) : (
          <button type="button" className="button primary" onClick={() => attempt(() => startLive(interval))}>
            <Icon name="record" /> Sample this machine
          </button>
        )}
        <label className="inline">
          every
          <select
            value={status.isRunning ? status.intervalSeconds : interval}
            disabled={status.isRunning}
            onChange={(event) => setInterval(Number(event.target.value))}
          >
            {intervals.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds} s
              </option>
            ))}
          </select>
        </label>
        <span className="spacer" />
        <LiveNumbers status={status} />
      </div>
      {status.alerts.length === 0 ? null : (
        <ul className="live-alerts" role="status">
          {status.alerts.map((alert) => (
            <li key={alert} className="alarm">
              {alert}
            </li>
          ))}
        </ul>
      )}
      {status.startedAt === undefined ? (
        <Empty
          text={`Nothing is being sampled. Samples, processes and connections of ${status.host} would go into this workspace, at a cost of about one per cent of one core.`}
        />
      ) : (
        <>
          <p className="live-since muted data">
            {status.samples === 0 ? "Readings are stored once a minute; the first ones will appear here. " : ""}
            {status.host}, since {formatTime(status.startedAt, zone)} {zone.name}
          </p>
          <LiveTimeline host={status.host} startedAt={status.startedAt} zone={zone} />
        </>
      )}
    </section>
  );
}

function LiveNumbers({ status }: { readonly status: LiveStatus }) {
  const numbers: readonly (readonly [string, string])[] = [
    ["samples", formatNumber(status.samples)],
    ["processes", formatNumber(status.processes)],
    ["connections", formatNumber(status.connections)],
    ["cost", status.isRunning ? `${formatNumber(status.cost * 100, 1)} % of one core` : "–"],
  ];
  return (
    <dl className="levels inline">
      {numbers.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="data">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
