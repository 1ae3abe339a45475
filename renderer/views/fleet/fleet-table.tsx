/** The table twin of the fleet overview: a row a host and week. */
import { useMemo } from "react";
import type { FleetWeeks } from "../../../src/api/engine-contract.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { formatShare, formatShort } from "../../format/number.ts";
import { formatDate } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { fleetCell, type FleetCell } from "./fleet-cells.ts";

const keyOf = ({ host, week }: FleetCell): string => `${host} ${String(week)}`;

export function FleetTable({
  fleet,
  claims,
  onOpen,
}: {
  readonly fleet: FleetWeeks;
  readonly claims: readonly StoredJustification[];
  readonly onOpen: (cell: FleetCell, keep: boolean) => void;
}) {
  const zone = useDisplayZone();
  const rows = useMemo(
    () => fleet.hosts.flatMap((host) => fleet.weeks.map((week, at) => fleetCell(host, week, at, claims))),
    [fleet, claims],
  );
  const columns = useMemo(
    (): readonly ListColumn<FleetCell>[] => [
      { id: "host", title: "Host", width: 140, text: (row) => row.host },
      {
        id: "week",
        title: `Week of (${zone.name})`,
        width: 130,
        text: (row) => formatDate(row.week, zone),
        order: (row) => row.week,
      },
      {
        id: "residual",
        title: "σ from the load line",
        width: 150,
        isNumber: true,
        text: (row) => (Number.isNaN(row.residual) ? "" : formatShort(row.residual)),
        order: (row) => (Number.isNaN(row.residual) ? undefined : row.residual),
      },
      {
        id: "missing",
        title: "Hours without samples",
        width: 160,
        isNumber: true,
        text: (row) => formatShare(row.missing),
        order: (row) => row.missing,
      },
      {
        id: "claim",
        title: "Claimed by",
        width: 240,
        grows: true,
        text: (row) => (row.claim === undefined ? "" : `${row.claim.id} ${row.claim.title}`),
      },
    ],
    [zone],
  );
  return (
    <DataList
      label="Hosts and weeks"
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "residual", descending: true }}
      onOpen={onOpen}
      empty={<Empty text="No host has samples of its CPU." />}
    />
  );
}
