/**
 * The rows of a list, virtual, worked with keys or pointer. It keeps its scroll and selection while rows arrive. Cells are
 * text content only; a row that is not here yet is an empty line.
 */
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Icon } from "./icon.tsx";
import { copyText, type Column, type ListOrder } from "./list-order.ts";
import { movedTo, noSelection, selectRow } from "./row-selection.ts";
import type { RowSource } from "./row-source.ts";

/** A column of a list; `cell` draws more than text where text alone would not be read. */
export interface ListColumn<Row> extends Column<Row> {
  readonly cell?: (row: Row) => ReactNode;
}

export interface RowGridProps<Row> {
  readonly label: string;
  readonly rows: RowSource<Row>;
  readonly columns: readonly ListColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly order: ListOrder | undefined;
  readonly onOrder: (order: ListOrder) => void;
  /**
   * A click opens for a look, a double click or Enter to stay. What a list in an editor opens would cover it under the
   * pointer, so that a click there selects only.
   */
  readonly onOpen?: ((row: Row, keep: boolean) => void) | undefined;
  readonly onSelect?: ((rows: readonly Row[]) => void) | undefined;
  /** Told which rows are in sight, first and last. */
  readonly onSight?: ((first: number, last: number) => void) | undefined;
}

const ROW = 22;
const EDITORS = "[data-part=editors]";
/** Chromium gives no element more than 2^25 pixels. */
export const MOST_ROWS = 1_500_000;

export function RowGrid<Row>(props: RowGridProps<Row>) {
  const { label, rows, columns, keyOf, order, onOrder, onOpen, onSelect, onSight } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [selection, setSelection] = useState(noSelection);
  const count = Math.min(rows.length, MOST_ROWS);
  const keys = useMemo(
    () => ({
      length: count,
      at: (index: number) => {
        const row = rows.at(index);
        return row === undefined ? undefined : keyOf(row);
      },
    }),
    [rows, count, keyOf],
  );
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const [first, last] = [visible.at(0)?.index ?? 0, visible.at(-1)?.index ?? -1];
  useEffect(() => onSight?.(first, last), [first, last, onSight]);

  const template = columns
    .map((one) => (one.grows === true ? `minmax(${one.width}px, 1fr)` : `${one.width}px`))
    .join(" ");
  const width = columns.reduce((sum, one) => sum + one.width, 0);
  const selectedIn = (selected: ReadonlySet<string>): Row[] => rows.here.filter((row) => selected.has(keyOf(row)));

  const select = (at: number, how: "only" | "extend" | "toggle"): void => {
    const next = selectRow(selection, at, keys, how);
    setSelection(next);
    onSelect?.(selectedIn(next.selected));
  };
  const open = (at: number, keep: boolean): void => {
    const row = rows.at(at);
    if (row !== undefined) onOpen?.(row, keep);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1);
    const target = movedTo(event.key, selection.focus, count, page);
    if (target !== undefined) {
      select(target, event.shiftKey ? "extend" : "only");
      virtual.scrollToIndex(target);
    } else if (event.key === "Enter") {
      open(selection.focus, true);
    } else if (event.key === " ") {
      select(selection.focus, "toggle");
    } else if (event.key.toLowerCase() === "c" && (event.ctrlKey || event.metaKey)) {
      const chosen = selectedIn(selection.selected);
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
    if (how === "only" && event.currentTarget.closest(EDITORS) === null) open(at, false);
  };

  return (
    <div
      ref={scroller}
      className="list-scroller"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
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
          <ColumnHead key={column.id} column={column} order={order} onOrder={onOrder} />
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: width, position: "relative" }}>
        {visible.map(({ index, start }) => {
          const row = rows.at(index);
          const place = { transform: `translateY(${start}px)`, gridTemplateColumns: template };
          if (row === undefined) return <AwaitedRow key={`awaited ${String(index)}`} index={index} style={place} />;
          const key = keyOf(row);
          const isSelected = selection.selected.has(key);
          return (
            <div
              key={key}
              id={`${id}-${String(index)}`}
              className={`list-row${isSelected ? " selected" : ""}${index === selection.focus ? " focused" : ""}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={isSelected}
              style={place}
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
  );
}

function AwaitedRow({ index, style }: { readonly index: number; readonly style: CSSProperties }) {
  return (
    <div className="list-row awaited" role="row" aria-rowindex={index + 2} aria-busy="true" style={style}>
      <div role="gridcell" className="cell" aria-label="Loading" />
    </div>
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
