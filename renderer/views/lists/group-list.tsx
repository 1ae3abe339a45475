import { useMemo, type ReactNode } from "react";
import { conditionOf, narrowed } from "../../../src/filter/complete-filter.ts";
import { findField } from "../../../src/filter/field.ts";
import type { ValueGroup } from "../../../src/api/engine-contract.ts";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatNumber, formatShare } from "../../format/number.ts";
import { changeList, useListState } from "../../state/lists.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { FilterInput } from "./filter-input.tsx";
import type { ListDefinition } from "./list-definition.ts";
import type { ListQuery } from "./use-list-query.ts";

const keyOf = ({ value }: ValueGroup): string => `${typeof value} ${String(value)}`;

/** How many rows have each value of a field; opening a value narrows the list to it. */
export function GroupList<Row>({
  list,
  by,
  query,
  toolbar,
}: {
  readonly list: ListDefinition<Row>;
  readonly by: string;
  readonly query: ListQuery;
  readonly toolbar: ReactNode;
}) {
  const { kind, title, fields } = list;
  const { filter } = useListState(kind);
  const { value, error, isLoading } = useSteadyEngine("list.groups", { ...query, kind, by });
  const field = findField(fields, by);
  const all = (value ?? []).reduce((sum, group) => sum + group.count, 0);
  const columns = useMemo(
    (): readonly ListColumn<ValueGroup>[] => [
      {
        id: "value",
        title: field?.title ?? by,
        width: 320,
        grows: true,
        text: ({ value: one }) => (one === undefined ? "(absent)" : String(one)),
        order: ({ value: one }) => one,
      },
      {
        id: "count",
        title: "Rows",
        width: 110,
        isNumber: true,
        text: ({ count }) => formatNumber(count),
        order: ({ count }) => count,
      },
      {
        id: "share",
        title: "Share",
        width: 90,
        isNumber: true,
        text: ({ count }) => formatShare(count / Math.max(1, all)),
        order: ({ count }) => count,
      },
    ],
    [field, by, all],
  );
  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label={`${title} by ${field?.title.toLowerCase() ?? by}`}
      rows={value ?? []}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "count", descending: true }}
      filter={{ box: <FilterInput list={list} />, isOn: filter !== "" }}
      isLoading={isLoading}
      toolbar={toolbar}
      onOpen={(group, keep) => {
        if (keep) changeList(kind, { groupBy: undefined, filter: narrowed(filter, conditionOf(by, group.value)) });
      }}
      empty={<Empty text="There are no rows to count." />}
    />
  );
}
