/** Where should I look? Hosts by weeks, coloured by how far their load stood from the load line. */
import { useMemo, useRef } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { WEEK, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import type { FleetWeeks } from "../../../src/api/engine-contract.ts";
import type { SystemClass } from "../../../src/model/fleet.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatNumber, formatShort } from "../../format/number.ts";
import { formatDate, formatDay } from "../../format/time.ts";
import { plural } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { selectHost } from "../../state/selection.ts";
import { setViewport } from "../../state/viewports.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { occurrencesOf } from "../timeline/occurrences.ts";
import type { EditorView } from "../view.ts";

const ROW = 22;
const NARROWEST_WEEK = 14;
/** Residuals in robust standard units at which a cell takes its next colour. */
const LEVELS = [2, 3, 5, 8, 12, 20];

export const fleetOverview: EditorView = { id: "fleet", icon: "server", useTitle: () => "Fleet", Body: FleetOverview };

function FleetOverview() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const { value, error, isLoading } = useSteadyEngine("fleet.weeks", isOpen ? {} : undefined);
  const claims = useEngine("justification.list", isOpen ? {} : undefined).value;
  const classes = useEngine("class.list", isOpen ? {} : undefined).value;
  if (error !== undefined) return <Failure error={error} />;
  if (value === undefined && isLoading) return <p className="empty">Loading…</p>;
  if (value === undefined || value.hosts.length === 0) return <NothingYet />;
  return <FleetMatrix fleet={value} claims={claims ?? []} classes={classes ?? []} />;
}

function NothingYet() {
  return (
    <Empty text="There is nothing to look at yet. Import performance counters, process and connection logs, and change tickets; files, folders and archives can also be dropped anywhere on this window.">
      <CommandButton id="import.files" look="primary" />
      <CommandButton id="import.folder" />
    </Empty>
  );
}

function FleetMatrix({
  fleet,
  claims,
  classes,
}: {
  readonly fleet: FleetWeeks;
  readonly claims: readonly StoredJustification[];
  readonly classes: readonly SystemClass[];
}) {
  const zone = useDisplayZone();
  const summary = useWorkspace((workspace) => workspace.summary);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () =>
      [...fleet.hosts].sort((a, b) => b.priority - a.priority || a.host.localeCompare(b.host, "en", { numeric: true })),
    [fleet],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const alarms = rows.reduce((sum, row) => sum + row.alarms, 0);
  const weekGrid = {
    gridTemplateColumns: `repeat(${String(fleet.weeks.length)}, minmax(${String(NARROWEST_WEEK)}px, 1fr))`,
  };

  return (
    <section className="fleet" aria-label="Fleet by weeks">
      <header className="view-head">
        <p>
          {plural(rows.length, "host")} over {plural(fleet.weeks.length, "week")};{" "}
          {summary?.analysedAt === undefined ? "not analysed yet" : `${plural(alarms, "episode")} put before you`}.
        </p>
        <span className="spacer" />
        <Legend />
        {summary?.analysedAt === undefined ? <CommandButton id="analysis.run" look="primary" /> : null}
      </header>
      <div ref={scroller} className="fleet-scroller" tabIndex={0} role="region" aria-label="Hosts and weeks">
        <div className="fleet-row fleet-weeks">
          <span>Host</span>
          <span>Class</span>
          <span className="number">Priority</span>
          <div className="fleet-cells" style={weekGrid}>
            {fleet.weeks.map((week, index) => (
              <span key={week} className="fleet-week">
                {index % 4 === 0 ? formatDay(week, zone) : ""}
              </span>
            ))}
          </div>
        </div>
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={row.host}
                className="fleet-row"
                style={{ position: "absolute", transform: `translateY(${String(start)}px)` }}
              >
                <button
                  type="button"
                  className="fleet-host"
                  onClick={() => openHost(row.host, false)}
                  onDoubleClick={() => openHost(row.host, true)}
                >
                  {row.host}
                </button>
                <span className="muted">
                  {classes.find((one) => one.name === row.className)?.title ?? row.className ?? "–"}
                </span>
                <span className="number data">{row.priority > 0 ? formatShort(row.priority) : ""}</span>
                <div className="fleet-cells" style={weekGrid}>
                  {fleet.weeks.map((week, at) => {
                    const residual = row.residual[at] ?? Number.NaN;
                    const claim = claimIn(claims, row.host, week);
                    const words = `${row.host}, week of ${formatDate(week, zone)}: ${residualWords(residual)}${claim === undefined ? "" : `; claimed by ${claim.id} ${claim.title}`}`;
                    return (
                      <span
                        key={week}
                        className={`fleet-cell level-${levelOf(residual)}${claim === undefined ? "" : " claimed"}`}
                        title={words}
                        onClick={() => openHost(row.host, false, { start: week, end: (week + WEEK) as Timestamp })}
                      />
                    );
                  })}
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function Legend() {
  return (
    <span className="fleet-legend" aria-label="Colours: distance from the load line in robust standard deviations">
      <span className="muted">σ from the load line</span>
      {LEVELS.map((level, index) => (
        <span key={level} className="legend-step">
          <span className={`fleet-cell level-${String(index + 1)}`} />
          {formatNumber(level)}
        </span>
      ))}
      <span className="legend-step">
        <span className="fleet-cell level-0 claimed" /> claimed
      </span>
    </span>
  );
}

function openHost(host: string, keep: boolean, week?: TimeRange): void {
  selectHost(host);
  if (week !== undefined) setViewport(host, week);
  openEditor("timeline", host, { keep });
}

function levelOf(residual: number): string {
  if (Number.isNaN(residual)) return "none";
  return String(LEVELS.filter((level) => residual >= level).length);
}

function residualWords(residual: number): string {
  return Number.isNaN(residual) ? "no samples" : `${formatShort(residual)} σ from the load line`;
}

/** A claim that reaches into the week, once or as often as it recurs. */
function claimIn(
  claims: readonly StoredJustification[],
  host: string,
  week: Timestamp,
): StoredJustification | undefined {
  const span = { start: week, end: (week + WEEK) as Timestamp };
  return claims.find(
    (claim) => claim.end !== undefined && claim.hosts.includes(host) && occurrencesOf(claim, span).length > 0,
  );
}
