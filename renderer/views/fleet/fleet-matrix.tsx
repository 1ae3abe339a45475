/** Hosts down, weeks across; a cursor that keys move, and a line that says what it stands on. */
import { useId, useMemo, useRef, useState } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { FleetWeeks } from "../../../src/api/engine-contract.ts";
import type { SystemClass } from "../../../src/model/fleet.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import { useGridCursor, type GridCell } from "../../charts/use-grid-cursor.ts";
import { formatNumber, formatShort } from "../../format/number.ts";
import { formatDay } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { cellWords, fleetCell, levelOf, LEVELS, type FleetCell } from "./fleet-cells.ts";

const ROW = 22;
const NARROWEST_WEEK = 14;
/** Weeks that are named, at most. */
const MOST_LABELS = 8;

export function FleetMatrix({
  fleet,
  claims,
  classes,
  onOpen,
  onOpenHost,
}: {
  readonly fleet: FleetWeeks;
  readonly claims: readonly StoredJustification[];
  readonly classes: readonly SystemClass[];
  readonly onOpen: (cell: FleetCell, keep: boolean) => void;
  readonly onOpenHost: (host: string, keep: boolean) => void;
}) {
  const id = useId();
  const zone = useDisplayZone();
  const scroller = useRef<HTMLDivElement>(null);
  const { weeks } = fleet;
  const rows = useMemo(
    () =>
      [...fleet.hosts].sort((a, b) => b.priority - a.priority || a.host.localeCompare(b.host, "en", { numeric: true })),
    [fleet],
  );
  const [hovered, setHovered] = useState<FleetCell>();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const cellAt = ({ row, column }: GridCell): FleetCell | undefined => {
    const host = rows[row];
    const week = weeks[column];
    return host === undefined || week === undefined ? undefined : fleetCell(host, week, column, claims);
  };
  const { cursor, onCursor, onKeyDown } = useGridCursor(
    { rows: rows.length, columns: weeks.length },
    { row: 0, column: weeks.length - 1 },
    {
      onMove({ row }) {
        setHovered(undefined);
        virtual.scrollToIndex(row);
      },
      onEnter(cell) {
        const entered = cellAt(cell);
        if (entered !== undefined) onOpen(entered, true);
      },
    },
  );
  const at = cellAt(cursor);
  const said = hovered ?? at;
  const cellId = (row: number, week: number): string => `${id}-${String(row)}-${String(week)}`;
  const weekGrid = {
    gridTemplateColumns: `repeat(${String(weeks.length)}, minmax(${String(NARROWEST_WEEK)}px, 1fr))`,
  };

  return (
    <>
      <div
        ref={scroller}
        className="fleet-scroller"
        tabIndex={0}
        role="grid"
        aria-label="Hosts and weeks"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={at === undefined ? undefined : cellId(cursor.row, cursor.column)}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setHovered(undefined)}
      >
        <div className="fleet-row fleet-weeks" role="row">
          <span role="columnheader">Host</span>
          <span role="columnheader">Class</span>
          <span role="columnheader" className="number">
            Priority
          </span>
          <div className="fleet-cells" role="none" style={weekGrid}>
            {weeks.map((week, index) => (
              <span
                key={week}
                className="fleet-week"
                role="columnheader"
                aria-label={`Week of ${formatDay(week, zone)}`}
              >
                {index % Math.ceil(weeks.length / MOST_LABELS) === 0 ? formatDay(week, zone) : ""}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const title = classes.find((one) => one.name === row.className)?.title ?? row.className ?? "–";
            return (
              <div
                key={row.host}
                className="fleet-row"
                role="row"
                aria-rowindex={index + 2}
                style={{ position: "absolute", transform: `translateY(${String(start)}px)` }}
              >
                <span role="rowheader">
                  <button
                    type="button"
                    className="fleet-host"
                    tabIndex={-1}
                    onClick={() => onOpenHost(row.host, false)}
                    onDoubleClick={() => onOpenHost(row.host, true)}
                  >
                    {row.host}
                  </button>
                </span>
                <span role="gridcell" className="muted">
                  {title}
                </span>
                <span role="gridcell" className="number data">
                  {row.priority > 0 ? formatShort(row.priority) : ""}
                </span>
                <div className="fleet-cells" role="none" style={weekGrid}>
                  {weeks.map((week, column) => {
                    const cell = fleetCell(row, week, column, claims);
                    const isCursor = index === cursor.row && column === cursor.column;
                    return (
                      <span
                        key={week}
                        id={cellId(index, column)}
                        role="gridcell"
                        aria-label={cellWords(cell, zone)}
                        className={`${cellClass(cell)}${isCursor ? " cursor" : ""}`}
                        onMouseEnter={() => setHovered(cell)}
                        onClick={() => {
                          onCursor({ row: index, column });
                          onOpen(cell, false);
                        }}
                      >
                        <Missing share={cell.missing} />
                      </span>
                    );
                  })}
                </div>
              </div>
            );
          })}
        </div>
      </div>
      <p className="fleet-readout data">{said === undefined ? "" : cellWords(said, zone)}</p>
    </>
  );
}

export function FleetLegend() {
  return (
    <div className="fleet-legend">
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
      <span className="legend-step">
        <span className="fleet-cell level-0">
          <Missing share={0.5} />
        </span>{" "}
        half its hours missing
      </span>
      <span className="legend-step">
        <span className="fleet-cell level-none">
          <Missing share={1} />
        </span>{" "}
        no samples
      </span>
    </div>
  );
}

/** The hollow part of a cell is the share of hours without samples. */
function Missing({ share }: { readonly share: number }) {
  return share === 0 ? null : <span className="fleet-missing" style={{ height: `${String(share * 100)}%` }} />;
}

function cellClass(cell: FleetCell): string {
  return `fleet-cell level-${levelOf(cell)}${cell.claim === undefined ? "" : " claimed"}`;
}
