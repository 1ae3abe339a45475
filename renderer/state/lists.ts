/** What each list is narrowed to and how it is shown; kept while other lists are looked at. */
import { create } from "zustand";
import type { ListKind } from "../../src/filter/list-kinds.ts";
import type { ListOrder } from "../components/list-order.ts";

export interface ListState {
  /** As it was typed and understood last. */
  readonly filter: string;
  readonly order: ListOrder | undefined;
  /** The field whose values are counted instead of showing rows. */
  readonly groupBy: string | undefined;
  readonly isTree: boolean;
}

const initial: ListState = { filter: "", order: undefined, groupBy: undefined, isTree: false };

const useLists = create<Partial<Record<ListKind, ListState>>>(() => ({}));

export function useListState(kind: ListKind): ListState {
  return useLists((lists) => lists[kind]) ?? initial;
}

export function changeList(kind: ListKind, change: Partial<ListState>): void {
  useLists.setState((lists) => ({ [kind]: { ...(lists[kind] ?? initial), ...change } }));
}
