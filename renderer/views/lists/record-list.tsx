/**
 * A list of records of one kind: filtered by typed expressions, ordered, grouped, with chosen columns, copied, exported
 * and pinned. It follows the selected host and span, and can set the span.
 */
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { DataList } from "../../components/data-list.tsx";
import { Failure } from "../../components/failure.tsx";
import { ListFrame } from "../../components/list-frame.tsx";
import { NoRows } from "../../components/no-rows.tsx";
import { MOST_ROWS, RowGrid } from "../../components/row-grid.tsx";
import { formatNumber } from "../../format/number.ts";
import { changeList, useListState } from "../../state/lists.ts";
import { offerForPinning, type Pinnable } from "../../state/pinning.ts";
import { inspect } from "../../state/selection.ts";
import { useHiddenColumns } from "./column-choice.ts";
import { FilterInput } from "./filter-input.tsx";
import { GroupList } from "./group-list.tsx";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { ListTools } from "./list-tools.tsx";
import type { ListQuery } from "./use-list-query.ts";
import type { Pages } from "./use-pages.ts";

export function RecordList<Row>({
  list,
  columns,
  pages,
  query,
  isOrderedByEngine,
  tools,
  empty,
}: {
  readonly list: ListDefinition<Row>;
  readonly columns: readonly RecordColumn<Row>[];
  readonly pages: Pages<Row>;
  readonly query: ListQuery;
  /** Whether rows come in the order of the list's state; else all of them are here to be ordered. */
  readonly isOrderedByEngine: boolean;
  readonly tools?: ReactNode;
  readonly empty: ReactNode;
}) {
  const { kind, title, exhibit, nameOf, keyOf, inspected } = list;
  const state = useListState(kind);
  const hidden = useHiddenColumns(kind, columns);
  const shownColumns = useMemo(() => columns.filter(({ id }) => !hidden.has(id)), [columns, hidden]);
  const [selectedKeys, setSelectedKeys] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(
    () => pages.rows.here.filter((row) => selectedKeys.has(keyOf(row))),
    [pages.rows, selectedKeys, keyOf],
  );

  const onSelect = useCallback(
    (rows: readonly Row[]) => {
      setSelectedKeys(new Set(rows.map(keyOf)));
      const [first] = rows;
      if (first === undefined) return;
      const fields = columns.map((column): [string, string] => [column.title, column.text(first)]);
      inspect(inspected?.(first) ?? { kind: "row", title: nameOf(first), fields });
      if (exhibit === undefined) return;
      const name = rows.length === 1 ? nameOf(first) : `${formatNumber(rows.length)} ${title.toLowerCase()}`;
      const chosen = exhibit.choose(rows);
      const what = "ids" in chosen ? { query, ids: chosen.ids } : { query: { filter: { text: chosen.filter } } };
      offerForPinning({ kind: exhibit.kind, title: name, ...what });
    },
    [columns, title, query, exhibit, nameOf, keyOf, inspected],
  );

  if (pages.error !== undefined) return <Failure error={pages.error} />;
  const toolbar = (
    <>
      {tools}
      <ListTools
        list={list}
        columns={columns}
        shownColumns={shownColumns}
        rows={pages.rows.here}
        selected={selected}
        query={query}
        pinnable={wholeList(list, state.filter, query)}
      />
    </>
  );
  if (state.groupBy !== undefined) return <GroupList list={list} by={state.groupBy} query={query} toolbar={toolbar} />;
  const filter = <FilterInput list={list} />;
  const isFiltered = state.filter !== "";
  if (!isOrderedByEngine) {
    return (
      <DataList
        label={title}
        rows={pages.rows.here}
        columns={shownColumns}
        keyOf={keyOf}
        filter={{ box: filter, isOn: isFiltered }}
        firstOrder={list.firstOrder}
        isLoading={pages.isLoading}
        onSelect={onSelect}
        {...(list.open === undefined ? {} : { onOpen: list.open })}
        toolbar={toolbar}
        empty={empty}
      />
    );
  }
  const { length } = pages.rows;
  return (
    <ListFrame
      label={title}
      filter={filter}
      shown={Math.min(length, MOST_ROWS)}
      of={length}
      isLoading={pages.isLoading}
      toolbar={toolbar}
    >
      {length === 0 ? (
        <NoRows isLoading={pages.isLoading} isFiltered={isFiltered} empty={empty} />
      ) : (
        <RowGrid
          label={title}
          rows={pages.rows}
          columns={shownColumns}
          keyOf={keyOf}
          order={state.order ?? list.firstOrder}
          onOrder={(order) => changeList(kind, { order, isTree: false })}
          onOpen={list.open}
          onSelect={onSelect}
          onSight={pages.onSight}
        />
      )}
    </ListFrame>
  );
}

function wholeList<Row>(
  { exhibit, title }: ListDefinition<Row>,
  filter: string,
  query: ListQuery,
): Pinnable | undefined {
  if (exhibit === undefined) return undefined;
  const hosts = (query.hosts ?? []).map((host) => `of ${host}`);
  const words = [title, ...hosts, ...(filter === "" ? [] : [`where ${filter}`])].join(" ");
  return { kind: exhibit.kind, title: words.slice(0, 300), query };
}
