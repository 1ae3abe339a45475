/** What tells one list of records from another; everything else is `RecordList`'s. */
import type { TimeRange } from "../../../src/base/time.ts";
import type { FieldFacts } from "../../../src/filter/field.ts";
import type { ListKind } from "../../../src/filter/list-kinds.ts";
import type { ListColumn } from "../../components/row-grid.tsx";
import type { ListOrder } from "../../components/list-order.ts";
import type { Pinnable } from "../../state/pinning.ts";
import type { Inspected } from "../../state/selection.ts";

/** A column that shows a field of the filter language orders, groups and exports by it. */
export interface RecordColumn<Row> extends ListColumn<Row> {
  readonly field?: string;
  /** Whether it is shown before somebody asks for it. */
  readonly isExtra?: boolean;
}

export interface ListDefinition<Row> {
  readonly kind: ListKind;
  readonly title: string;
  readonly fields: readonly FieldFacts[];
  readonly firstOrder: ListOrder;
  readonly keyOf: (row: Row) => string;
  /** How rows become an exhibit, where they can: which kind, and what finds the chosen ones again. */
  readonly exhibit?: {
    readonly kind: Pinnable["kind"];
    readonly choose: (rows: readonly Row[]) => { readonly ids: number[] } | { readonly filter: string };
  };
  /** One row in a few words. */
  readonly nameOf: (row: Row) => string;
  /** Where a row lies in time, where it does. */
  readonly spanOf?: (row: Row) => TimeRange | undefined;
  readonly open?: (row: Row, keep: boolean) => void;
  /** What the inspector shows instead of the row's columns. */
  readonly inspected?: (row: Row) => Inspected;
}
