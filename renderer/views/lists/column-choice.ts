/** Which columns of a list are shown: as somebody chose once, on this machine; else all but the extra ones. */
import { useMemo } from "react";
import type { ListKind } from "../../../src/filter/list-kinds.ts";
import { changeSettings, useSettings } from "../../state/settings.ts";
import type { RecordColumn } from "./list-definition.ts";

export function useHiddenColumns<Row>(kind: ListKind, columns: readonly RecordColumn<Row>[]): ReadonlySet<string> {
  const chosen = useSettings((settings) => settings.hiddenColumns[kind]);
  return useMemo(
    () => new Set(chosen ?? columns.flatMap(({ id, isExtra }) => (isExtra === true ? [id] : []))),
    [chosen, columns],
  );
}

/** At least one column stays. */
export function chooseColumns<Row>(
  kind: ListKind,
  columns: readonly RecordColumn<Row>[],
  shown: readonly string[],
): void {
  if (shown.length === 0) return;
  const hidden = columns.flatMap(({ id }) => (shown.includes(id) ? [] : [id]));
  changeSettings({ hiddenColumns: { ...useSettings.getState().hiddenColumns, [kind]: hidden } });
}
