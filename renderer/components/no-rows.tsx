/** What a list says in place of rows. */
import type { ReactNode } from "react";

export function NoRows({
  isLoading,
  isFiltered,
  empty,
}: {
  readonly isLoading: boolean;
  readonly isFiltered: boolean;
  /** Said where there are none at all. */
  readonly empty: ReactNode;
}) {
  if (isLoading) return <p className="empty">Loading…</p>;
  return isFiltered ? <p className="empty">No row meets the filter.</p> : empty;
}
