/** Who carries the load and what stands beside it: processes, connections, claims, control events, people. */
import type { ReactNode } from "react";
import { SECOND, type TimeRange } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import type { Episode, SuspectConnection, SuspectProcess } from "../../../src/model/episode.ts";
import { RecordTable, type RecordColumn } from "../../components/record-table.tsx";
import { Icon } from "../../components/icon.tsx";
import { TimeSpan } from "../../components/time-span.tsx";
import { formatBytes } from "../../format/bytes.ts";
import { formatDuration } from "../../format/duration.ts";
import { formatNumber, formatShare } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { showPanelView } from "../../state/layout.ts";
import { attempt } from "../../state/notifications.ts";
import { pin } from "../../state/pinning.ts";
import { selectHost, selectRange } from "../../state/selection.ts";
import { useWorkspace } from "../../state/workspace.ts";

export function EpisodeEvidence({
  episode,
  span,
  zone,
}: {
  readonly episode: Episode;
  readonly span: TimeRange;
  readonly zone: Zone;
}) {
  const heads = { episode, span };
  const unattributed = episode.unattributedShare;
  return (
    <>
      <Evidence {...heads} title="Processes" kind="processes">
        {episode.processes.length === 0 ? (
          <p className="muted">No process was sampled on this host in that time, so the load cannot be attributed.</p>
        ) : (
          <>
            <RecordTable
              caption="Processes"
              rows={episode.processes}
              columns={processColumns(zone)}
              keyOf={(row) => `${String(row.pid)} ${row.name} ${String(row.first)}`}
            />
            {unattributed === undefined ? null : (
              <p className="muted">{formatShare(unattributed)} of the excess is not carried by any sampled process.</p>
            )}
          </>
        )}
      </Evidence>
      <Evidence {...heads} title="Connections" kind="connections">
        {episode.connections.length === 0 ? (
          <p className="muted">No connection stands out in that time.</p>
        ) : (
          <RecordTable
            caption="Connections"
            rows={episode.connections}
            columns={connectionColumns(zone)}
            keyOf={(row) => `${row.destination} ${String(row.port)} ${String(row.first)}`}
          />
        )}
      </Evidence>
      <Evidence {...heads} title="Claims" kind="claims">
        <p>{formatShare(episode.justification.coverage)} of the excess is covered by approved claims.</p>
        {episode.justification.refs.length === 0 ? (
          <p className="muted">No ticket, task or window speaks of this host and time.</p>
        ) : (
          <RecordTable
            caption="Claims"
            rows={episode.justification.refs}
            keyOf={(row) => `${row.id} ${row.verdict} ${row.why}`}
            columns={[
              { title: "Reference", cell: (row) => row.id },
              {
                title: "Verdict",
                cell: (row) => (
                  <span className={`tag ${row.verdict === "explains" ? "explained" : row.verdict}`}>{row.verdict}</span>
                ),
              },
              { title: "Why", look: "prose", cell: (row) => row.why },
            ]}
          />
        )}
      </Evidence>
      <Evidence {...heads} title="Control events" kind="controls">
        {episode.controls.length === 0 ? (
          <p className="muted">No protection, device or logon within reach of the onset.</p>
        ) : (
          <RecordTable
            caption="Control events"
            rows={episode.controls}
            keyOf={(row) => `${String(row.at)} ${row.action} ${row.text}`}
            columns={[
              { title: `Time (${zone.name})`, cell: (row) => formatTime(row.at, zone) },
              { title: "Action", cell: (row) => row.action },
              { title: "User", cell: (row) => row.user ?? "" },
              { title: "What", look: "prose", cell: (row) => row.text },
              { title: "Unusual here", look: "prose", cell: (row) => row.unusual ?? "" },
            ]}
          />
        )}
      </Evidence>
      <People episode={episode} />
    </>
  );
}

function Evidence({
  title,
  kind,
  episode,
  span,
  children,
}: {
  readonly title: string;
  readonly kind: "processes" | "connections" | "claims" | "controls";
  readonly episode: Episode;
  readonly span: TimeRange;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h2>
        {title}
        <span className="spacer" />
        <button
          type="button"
          className="button link"
          onClick={() => {
            selectHost(episode.host);
            selectRange(span);
            showPanelView(kind);
          }}
        >
          Show the rows
        </button>
        <button
          type="button"
          className="button link"
          onClick={() =>
            attempt(() =>
              pin({
                kind,
                title: `${title} of ${episode.host} in the episode`,
                query: { hosts: [episode.host], range: span },
              }),
            )
          }
        >
          <Icon name="pin" /> Pin
        </button>
      </h2>
      {children}
    </section>
  );
}

function processColumns(zone: Zone): readonly RecordColumn<SuspectProcess>[] {
  return [
    { title: "Process", cell: (row) => `${row.name} (${String(row.pid)})` },
    { title: "Share", look: "number", cell: (row) => shareWords(row.share) },
    { title: "Why it stands out", look: "prose", cell: (row) => <Reasons reasons={row.reasons} /> },
    { title: "Executable", look: "long", cell: (row) => row.executable ?? "not known" },
    { title: "Command line", look: "long", cell: (row) => row.commandLine ?? "not known" },
    { title: "Parent", look: "long", cell: (row) => row.parent ?? "" },
    { title: "User", cell: (row) => row.user ?? "" },
    {
      title: `Seen (${zone.name})`,
      look: "long",
      cell: (row) => <TimeSpan start={row.first} end={row.last} zone={zone} />,
    },
  ];
}

function connectionColumns(zone: Zone): readonly RecordColumn<SuspectConnection>[] {
  return [
    { title: "Destination", cell: (row) => `${row.destination}:${String(row.port ?? "?")}` },
    { title: "Name", cell: (row) => row.domain ?? "" },
    { title: "Why it stands out", look: "prose", cell: (row) => <Reasons reasons={row.reasons} /> },
    { title: "Process", cell: (row) => row.process ?? "" },
    { title: "Times", look: "number", cell: (row) => formatNumber(row.count) },
    { title: "Connected", look: "number", cell: (row) => formatDuration(row.durationSeconds * SECOND) },
    {
      title: "Bytes out",
      look: "number",
      cell: (row) => (row.bytesOut === undefined ? "–" : formatBytes(row.bytesOut)),
    },
    { title: "Bytes in", look: "number", cell: (row) => (row.bytesIn === undefined ? "–" : formatBytes(row.bytesIn)) },
    {
      title: `Seen (${zone.name})`,
      look: "long",
      cell: (row) => <TimeSpan start={row.first} end={row.last} zone={zone} />,
    },
  ];
}

function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  if (reasons.length === 0) return <span className="muted">nothing</span>;
  return (
    <ul className="standing-out">
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

function shareWords(share: SuspectProcess["share"]): string {
  if (share === undefined) return "–";
  return typeof share === "number" ? formatShare(share) : `≈ ${formatShare(share[0])}–${formatShare(share[1])}`;
}

function People({ episode }: { readonly episode: Episode }) {
  const revealed = useWorkspace((workspace) => workspace.revealed);
  if (episode.subjects.length === 0) return null;
  const nameOf = (id: string): string =>
    revealed === undefined ? "masked" : (revealed.subjects.find((one) => one.id === id)?.name ?? "not known");
  return (
    <section>
      <h2>People</h2>
      <RecordTable
        caption="People"
        rows={episode.subjects}
        keyOf={(row) => `${row.id} ${row.role} ${row.why}`}
        columns={[
          { title: "Subject", cell: (row) => row.id },
          { title: "Name", cell: (row) => nameOf(row.id) },
          { title: "Role", cell: (row) => row.role },
          { title: "Why", look: "prose", cell: (row) => row.why },
        ]}
      />
    </section>
  );
}
