import { expect, it } from "vitest";
import { movedTo } from "../../../renderer/charts/use-grid-cursor.ts";

const week = { rows: 7, columns: 24 };

it("stays inside the grid, whatever the key", () => {
  const corner = { row: 6, column: 23 };
  for (const key of ["ArrowDown", "ArrowRight", "PageDown", "End"])
    expect(movedTo(key, true, corner, week)).toEqual(corner);
  expect(movedTo("PageUp", false, corner, week)).toEqual({ row: 0, column: 23 });
  expect(movedTo("Home", false, corner, week)).toEqual({ row: 6, column: 0 });
});

it("moves by a cell, with Shift by a twentieth of the row and at least four", () => {
  const first = { row: 0, column: 0 };
  expect(movedTo("ArrowRight", false, first, week)).toEqual({ row: 0, column: 1 });
  expect(movedTo("ArrowRight", true, first, week)).toEqual({ row: 0, column: 4 });
  expect(movedTo("ArrowRight", true, first, { rows: 1, columns: 900 })).toEqual({ row: 0, column: 45 });
  expect(movedTo("a", false, first, week)).toBeUndefined();
});
