/** A host beside its peers: how often each stands at which level of CPU, over the last weeks. */
import { useMemo, useState } from "react";
import { HOUR, timestamp, WEEK, type TimeRange } from "../../../src/base/time.ts";
import type { HostSummary } from "../../../src/model/fleet.ts";
import { CPU_UTILIZATION } from "../../../src/model/metrics.ts";
import { FigureReadout } from "../../charts/figure.tsx";
import { LevelRidge } from "../../charts/level-ridge.tsx";
import { useGridCursor } from "../../charts/use-grid-cursor.ts";
import { IconButton } from "../../components/icon-button.tsx";
import { RecordTable } from "../../components/record-table.tsx";
import { formatMeasure } from "../../format/measure.ts";
import { formatNumber } from "../../format/number.ts";
import { plural } from "../../format/words.ts";
import { openEditor } from "../../state/editors.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { LEVEL_STEPS, levelWords, peerLevels, standingAmongPeers, type PeerLevels } from "./peer-levels.ts";

const WEEKS = 4;
/** Peers beyond these are not read: a picture of more is not read either. */
const MOST_PEERS = 24;

export function HostPeers({ host, hosts }: { readonly host: HostSummary; readonly hosts: readonly HostSummary[] }) {
  const peers = hosts.filter(({ name, className }) => name !== host.name && className === host.className);
  const range = lastWeeks(host);
  const isAsked = host.className !== undefined && peers.length > 0 && range !== undefined;
  const shown = peers.slice(0, MOST_PEERS);
  const { value } = useSteadyEngine(
    "series.lanes",
    isAsked
      ? {
          hosts: [host.name, ...shown.map(({ name }) => name)],
          metrics: [CPU_UTILIZATION],
          range,
          points: Math.max(2, Math.ceil((range.end - range.start) / HOUR)),
        }
      : undefined,
  );
  const levels = useMemo(() => (value === undefined ? undefined : peerLevels(value)), [value]);
  const [isTable, setIsTable] = useState(false);
  if (!isAsked || levels === undefined || levels.hosts.length < 2) return null;
  return (
    <section aria-label="Beside its peers">
      <h2>
        Beside its peers{" "}
        <span className="muted">
          (CPU by hours of the last {plural(WEEKS, "week")}
          {shown.length < peers.length ? `; ${formatNumber(shown.length)} of ${plural(peers.length, "peer")}` : ""})
        </span>
        <span className="spacer" />
        <IconButton
          icon="table"
          title={isTable ? "Show the peers as a picture" : "Show the peers as a table"}
          isPressed={isTable}
          onClick={() => setIsTable(!isTable)}
        />
      </h2>
      <p>{standingAmongPeers(levels, host.name)}</p>
      {isTable ? (
        <PeerTable levels={levels} />
      ) : (
        <PeerRidge levels={levels} host={host.name} onTable={() => setIsTable(true)} />
      )}
    </section>
  );
}

function PeerRidge({
  levels,
  host,
  onTable,
}: {
  readonly levels: PeerLevels;
  readonly host: string;
  readonly onTable: () => void;
}) {
  const rows = useMemo(() => levels.hosts.map(({ host: name, shares }) => ({ name, shares })), [levels]);
  const own = levels.hosts.findIndex((one) => one.host === host);
  const { cursor, ...moves } = useGridCursor(
    { rows: rows.length, columns: LEVEL_STEPS },
    { row: own, column: Math.floor(((levels.hosts[own]?.median ?? 0) / levels.top) * LEVEL_STEPS) },
    { onEnter: onTable },
  );
  return (
    <>
      <LevelRidge
        label={`Levels of CPU, a row a host. ${standingAmongPeers(levels, host)}`}
        rows={rows}
        highlighted={host}
        top={levels.top}
        unit={levels.unit}
        cursor={cursor}
        {...moves}
      />
      <FigureReadout words={levelWords(levels, cursor.row, cursor.column)} />
    </>
  );
}

/** The table twin of the ridge. */
function PeerTable({ levels: { hosts, unit } }: { readonly levels: PeerLevels }) {
  return (
    <RecordTable
      caption="Peers"
      rows={hosts}
      keyOf={({ host }) => host}
      columns={[
        {
          title: "Host",
          cell: ({ host }) => (
            <button
              type="button"
              className="button link"
              title="What is normal there"
              onClick={() => openEditor("host", host)}
            >
              {host}
            </button>
          ),
        },
        { title: "Median", look: "number", cell: ({ median }) => formatMeasure(median, unit) },
        { title: "5th percentile", look: "number", cell: ({ low }) => formatMeasure(low, unit) },
        { title: "95th percentile", look: "number", cell: ({ high }) => formatMeasure(high, unit) },
        { title: "Hours", look: "number", cell: ({ hours }) => formatNumber(hours) },
      ]}
    />
  );
}

function lastWeeks({ from, to }: HostSummary): TimeRange | undefined {
  if (from === undefined || to === undefined) return undefined;
  return { start: timestamp(Math.max(from, to - WEEKS * WEEK)), end: to };
}
