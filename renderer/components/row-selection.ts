/** Which rows of a list are selected, as keys and pointer move it; pure, over positions in the shown order. */

export interface RowSelection {
  /** The row that keys act on. */
  readonly focus: number;
  /** Where a range with Shift begins. */
  readonly anchor: number;
  readonly selected: ReadonlySet<string>;
}

export const noSelection: RowSelection = { focus: -1, anchor: -1, selected: new Set() };

/** Keys of a list's rows by position; `undefined` for a row that is not here, which cannot be selected. */
export interface RowKeys {
  readonly length: number;
  at(index: number): string | undefined;
}

/** One row, a range from the anchor (`extend`), or one more or less (`toggle`). */
export function selectRow(
  state: RowSelection,
  at: number,
  keys: RowKeys,
  how: "only" | "extend" | "toggle" = "only",
): RowSelection {
  if (keys.length === 0) return noSelection;
  const index = Math.min(keys.length - 1, Math.max(0, at));
  if (how === "extend" && state.anchor >= 0) {
    const [from, to] = [Math.min(state.anchor, index), Math.max(state.anchor, index)];
    const between = Array.from({ length: to - from + 1 }, (_, step) => keys.at(from + step) ?? []).flat();
    return { focus: index, anchor: state.anchor, selected: new Set(between) };
  }
  const key = keys.at(index);
  const own = key === undefined ? [] : [key];
  if (how === "toggle") {
    const selected = new Set(state.selected);
    for (const one of own) if (!selected.delete(one)) selected.add(one);
    return { focus: index, anchor: index, selected };
  }
  return { focus: index, anchor: index, selected: new Set(own) };
}

/** Where a key leads from a row; `undefined` for keys that do not move. */
export function movedTo(key: string, focus: number, count: number, page: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return Math.min(count - 1, focus + 1);
    case "ArrowUp":
      return Math.max(0, focus - 1);
    case "PageDown":
      return Math.min(count - 1, focus + page);
    case "PageUp":
      return Math.max(0, focus - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
