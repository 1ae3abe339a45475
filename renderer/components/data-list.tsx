/**
 * A list of records: virtual, sorted and filtered, worked with keys or pointer. It keeps its scroll, order and
 * selection while records arrive. Cells are text content only.
 */
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { formatNumber } from "../format/number.ts";
import { Icon } from "./icon.tsx";
import { copyText, filterRows, sortRows, type Column, type ListOrder } from "./list-order.ts";
import { movedTo, noSelection, selectRow } from "./row-selection.ts";

/** A column of a list; `cell` draws more than text where text alone would not be read. */
export interface ListColumn<Row> extends Column<Row> {
  readonly cell?: (row: Row) => ReactNode;
}

export interface DataListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly ListColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  /** How many there are, where not all of them are loaded. */
  readonly total?: number;
  readonly firstOrder?: ListOrder;
  readonly toolbar?: ReactNode;
  readonly empty: ReactNode;
  readonly isLoading?: boolean;
  /** A click opens for a look, a double click or Enter to stay. */
  readonly onOpen?: (row: Row, keep: boolean) => void;
  readonly onSelect?: (rows: readonly Row[]) => void;
  /** Called when the end comes into sight. */
  readonly onEnd?: () => void;
  /** Takes the place of the box that filters the rows here; they come filtered then. */
  readonly filter?: { readonly box: ReactNode; readonly isOn: boolean };
  /** Where given, the rows come in this order, and another is asked for. */
  readonly order?: { readonly current: ListOrder; readonly onChange: (order: ListOrder) => void };
}

const ROW = 22;

export function DataList<Row>(props: DataListProps<Row>) {
  const { label, rows, columns, keyOf, total, firstOrder, toolbar, empty, isLoading = false } = props;
  const { onOpen, onSelect, onEnd, filter: given, order: ordered } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState("");
  const [ownOrder, setOwnOrder] = useState<ListOrder | undefined>(firstOrder);
  const order = ordered?.current ?? ownOrder;
  const isOrdered = ordered !== undefined;
  const isFiltered = given?.isOn ?? filter !== "";
  const [selection, setSelection] = useState(noSelection);

  const shown = useMemo(
    () => sortRows(filterRows(rows, columns, filter), columns, isOrdered ? undefined : ownOrder),
    [rows, columns, filter, ownOrder, isOrdered],
  );
  const keys = useMemo(() => shown.map(keyOf), [shown, keyOf]);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? -1;
  useEffect(() => {
    if (filter === "" && lastVisible >= shown.length - 1 && shown.length > 0) onEnd?.();
  }, [lastVisible, shown.length, filter, onEnd]);

  const template = columns
    .map((one) => (one.grows === true ? `minmax(${one.width}px, 1fr)` : `${one.width}px`))
    .join(" ");
  const width = columns.reduce((sum, one) => sum + one.width, 0);

  const select = (at: number, how: "only" | "extend" | "toggle"): void => {
    const next = selectRow(selection, at, keys, how);
    setSelection(next);
    onSelect?.(shown.filter((row) => next.selected.has(keyOf(row))));
  };
  const open = (at: number, keep: boolean): void => {
    const row = shown[at];
    if (row !== undefined) onOpen?.(row, keep);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1);
    const target = movedTo(event.key, selection.focus, shown.length, page);
    if (target !== undefined) {
      select(target, event.shiftKey ? "extend" : "only");
      virtual.scrollToIndex(target);
    } else if (event.key === "Enter") {
      open(selection.focus, true);
    } else if (event.key === " ") {
      select(selection.focus, "toggle");
    } else if (event.key.toLowerCase() === "c" && (event.ctrlKey || event.metaKey)) {
      const chosen = shown.filter((row) => selection.selected.has(keyOf(row)));
      if (chosen.length > 0) void navigator.clipboard.writeText(copyText(chosen, columns));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onRowClick = (event: MouseEvent, at: number): void => {
    const how = event.shiftKey ? "extend" : event.ctrlKey || event.metaKey ? "toggle" : "only";
    select(at, how);
    if (how === "only") open(at, false);
  };

  return (
    <section className="data-list" aria-label={label}>
      <div className="list-bar">
        {given?.box ?? (
          <input
            type="search"
            className="input"
            placeholder="Filter…"
            aria-label={`Filter ${label}`}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
        <span className="list-count" role="status">
          {countWords(shown.length, rows.length, total, filter !== "")}
        </span>
        {isLoading ? <Icon name="loading" className="codicon-modifier-spin" /> : null}
        <span className="spacer" />
        {toolbar}
      </div>
      {shown.length === 0 ? (
        isLoading ? (
          <p className="empty">Loading…</p>
        ) : isFiltered ? (
          <p className="empty">{filter === "" ? "No row meets the filter." : `No row matches “${filter}”.`}</p>
        ) : (
          empty
        )
      ) : (
        <div
          ref={scroller}
          className="list-scroller"
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-rowcount={shown.length + 1}
          aria-multiselectable="true"
          aria-activedescendant={selection.focus >= 0 ? `${id}-${String(selection.focus)}` : undefined}
          onKeyDown={onKeyDown}
        >
          <div
            className="list-head"
            role="row"
            aria-rowindex={1}
            style={{ gridTemplateColumns: template, minWidth: width }}
          >
            {columns.map((column) => (
              <ColumnHead key={column.id} column={column} order={order} onOrder={ordered?.onChange ?? setOwnOrder} />
            ))}
          </div>
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: width, position: "relative" }}>
            {visible.map(({ index, start }) => {
              const row = shown[index];
              if (row === undefined) return null;
              const key = keys[index] ?? "";
              const isSelected = selection.selected.has(key);
              return (
                <div
                  key={key}
                  id={`${id}-${String(index)}`}
                  className={`list-row${isSelected ? " selected" : ""}${index === selection.focus ? " focused" : ""}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={isSelected}
                  style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
                  onClick={(event) => onRowClick(event, index)}
                  onDoubleClick={() => open(index, true)}
                >
                  {columns.map((column) => (
                    <div
                      key={column.id}
                      role="gridcell"
                      className={column.isNumber === true ? "cell number" : "cell"}
                      title={column.text(row)}
                    >
                      {column.cell === undefined ? column.text(row) : column.cell(row)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </section>
  );
}

function ColumnHead<Row>({
  column,
  order,
  onOrder,
}: {
  readonly column: ListColumn<Row>;
  readonly order: ListOrder | undefined;
  readonly onOrder: (order: ListOrder) => void;
}) {
  const isOrdered = order?.column === column.id;
  const descending = isOrdered ? !order.descending : column.isNumber === true;
  return (
    <div
      role="columnheader"
      className={column.isNumber === true ? "head number" : "head"}
      aria-sort={isOrdered ? (order.descending ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        tabIndex={-1}
        title={column.title}
        onClick={() => onOrder({ column: column.id, descending })}
      >
        <span>{column.title}</span>
        {isOrdered ? <Icon name={order.descending ? "chevron-down" : "chevron-up"} /> : null}
      </button>
    </div>
  );
}

function countWords(shown: number, loaded: number, total: number | undefined, isFiltered: boolean): string {
  const all = total ?? loaded;
  if (isFiltered) return `${formatNumber(shown)} of ${formatNumber(loaded)}${loaded < all ? " loaded" : ""}`;
  return loaded < all ? `${formatNumber(loaded)} of ${formatNumber(all)} loaded` : formatNumber(all);
}
