/** What every list asks: the selected host and span, and its own filter on the clock that is shown. */
import { useMemo } from "react";
import type { TimeRange } from "../../../src/base/time.ts";
import type { ListKind } from "../../../src/filter/list-kinds.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useListState } from "../../state/lists.ts";
import { useSelection } from "../../state/selection.ts";

export interface ListQuery {
  readonly hosts?: string[];
  readonly range?: TimeRange;
  readonly filter?: { readonly text: string; readonly zone: string };
}

/** The selection as a query. */
export function useSelectionQuery(): ListQuery {
  const host = useSelection((selection) => selection.host);
  const range = useSelection((selection) => selection.range);
  return useMemo(
    () => ({ ...(host === undefined ? {} : { hosts: [host] }), ...(range === undefined ? {} : { range }) }),
    [host, range],
  );
}

/** The selection and the list's filter: what is shown, and what would be pinned and exported. */
export function useListQuery(kind: ListKind): ListQuery {
  const selected = useSelectionQuery();
  const zone = useDisplayZone();
  const { filter } = useListState(kind);
  return useMemo(
    () => (filter === "" ? selected : { ...selected, filter: { text: filter, zone: zone.name } }),
    [selected, filter, zone],
  );
}
