/** Which rows of a list are selected, as keys and pointer move it; pure, over positions in the shown order. */

export interface RowSelection {
  /** The row that keys act on. */
  readonly focus: number;
  /** Where a range with Shift begins. */
  readonly anchor: number;
  readonly selected: ReadonlySet<string>;
}

export const noSelection: RowSelection = { focus: -1, anchor: -1, selected: new Set() };

/** One row, a range from the anchor (`extend`), or one more or less (`toggle`). */
export function selectRow(
  state: RowSelection,
  at: number,
  keys: readonly string[],
  how: "only" | "extend" | "toggle" = "only",
): RowSelection {
  if (keys.length === 0) return noSelection;
  const index = Math.min(keys.length - 1, Math.max(0, at));
  const key = keys[index] ?? "";
  if (how === "extend" && state.anchor >= 0) {
    const [from, to] = [Math.min(state.anchor, index), Math.max(state.anchor, index)];
    return { focus: index, anchor: state.anchor, selected: new Set(keys.slice(from, to + 1)) };
  }
  if (how === "toggle") {
    const selected = new Set(state.selected);
    if (!selected.delete(key)) selected.add(key);
    return { focus: index, anchor: index, selected };
  }
  return { focus: index, anchor: index, selected: new Set([key]) };
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
