/** A list of records that are all here: sorted and filtered on the spot. */
import { useMemo, useState, type ReactNode } from "react";
import { ListFrame } from "./list-frame.tsx";
import { filterRows, sortRows, type ListOrder } from "./list-order.ts";
import { NoRows } from "./no-rows.tsx";
import { RowGrid, type ListColumn } from "./row-grid.tsx";
import { allHere } from "./row-source.ts";

export interface DataListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly ListColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly firstOrder?: ListOrder;
  readonly toolbar?: ReactNode;
  readonly empty: ReactNode;
  readonly isLoading?: boolean;
  /** A click opens for a look, a double click or Enter to stay. */
  readonly onOpen?: (row: Row, keep: boolean) => void;
  readonly onSelect?: (rows: readonly Row[]) => void;
  /** Takes the place of the box that filters the rows here; they come filtered then. */
  readonly filter?: { readonly box: ReactNode; readonly isOn: boolean };
}

export function DataList<Row>(props: DataListProps<Row>) {
  const { label, rows, columns, firstOrder, toolbar, empty, isLoading = false, filter: given } = props;
  const [filter, setFilter] = useState("");
  const [order, setOrder] = useState<ListOrder | undefined>(firstOrder);
  const shown = useMemo(
    () => allHere(sortRows(filterRows(rows, columns, filter), columns, order)),
    [rows, columns, filter, order],
  );
  const box = given?.box ?? (
    <input
      type="search"
      className="input"
      placeholder="Filter…"
      aria-label={`Filter ${label}`}
      value={filter}
      onChange={(event) => setFilter(event.target.value)}
    />
  );
  return (
    <ListFrame label={label} filter={box} shown={shown.length} of={rows.length} isLoading={isLoading} toolbar={toolbar}>
      {shown.length > 0 ? (
        <RowGrid
          label={label}
          rows={shown}
          columns={columns}
          keyOf={props.keyOf}
          order={order}
          onOrder={setOrder}
          onOpen={props.onOpen}
          onSelect={props.onSelect}
        />
      ) : filter === "" ? (
        <NoRows isLoading={isLoading} isFiltered={given?.isOn ?? false} empty={empty} />
      ) : (
        <p className="empty">{`No row matches “${filter}”.`}</p>
      )}
    </ListFrame>
  );
}
