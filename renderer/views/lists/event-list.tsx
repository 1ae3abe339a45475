/** A list whose rows the engine finds, orders and hands over a page at a time. */
import type { ReactNode } from "react";
import { useListState } from "../../state/lists.ts";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { RecordList } from "./record-list.tsx";
import { STANDS_OUT } from "./standing-out.tsx";
import { useListQuery } from "./use-list-query.ts";
import { usePages, type PageQuery, type ReadPage } from "./use-pages.ts";

export function EventList<Row>({
  read,
  list,
  columns,
  tools,
  empty,
}: {
  /** The same function every time. */
  readonly read: ReadPage<Row>;
  readonly list: ListDefinition<Row>;
  readonly columns: readonly RecordColumn<Row>[];
  readonly tools?: ReactNode;
  readonly empty: ReactNode;
}): ReactNode {
  const query = useListQuery(list.kind);
  const order = useEngineOrder(list, columns);
  const pages = usePages(read, { ...query, ...order });
  return (
    <RecordList
      list={list}
      columns={columns}
      pages={pages}
      query={query}
      isOrderedByEngine
      tools={tools}
      empty={empty}
    />
  );
}

/** The list's order in the engine's words: a column without a field cannot be ordered by, and time is the usual order. */
function useEngineOrder<Row>(list: ListDefinition<Row>, columns: readonly RecordColumn<Row>[]): PageQuery {
  const current = useListState(list.kind).order ?? list.firstOrder;
  if (current.column === STANDS_OUT) return { suspectsFirst: true };
  const field = columns.find(({ id }) => id === current.column)?.field;
  return field === undefined ? {} : { order: { field, descending: current.descending } };
}
