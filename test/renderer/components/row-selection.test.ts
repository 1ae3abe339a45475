import { describe, expect, it } from "vitest";
import { movedTo, noSelection, selectRow } from "../../../renderer/components/row-selection.ts";

const keys = ["a", "b", "c", "d"];

describe("selectRow", () => {
  it("selects nothing in an empty list", () => {
    expect(selectRow(noSelection, 0, [])).toEqual(noSelection);
  });

  it("extends from where the selection began, in both directions", () => {
    const start = selectRow(noSelection, 2, keys);
    expect([...selectRow(start, 0, keys, "extend").selected]).toEqual(["a", "b", "c"]);
    expect([...selectRow(selectRow(start, 0, keys, "extend"), 3, keys, "extend").selected]).toEqual(["c", "d"]);
  });

  it("adds and takes away single rows", () => {
    const two = selectRow(selectRow(noSelection, 0, keys), 3, keys, "toggle");
    expect([...two.selected]).toEqual(["a", "d"]);
    expect([...selectRow(two, 0, keys, "toggle").selected]).toEqual(["d"]);
  });

  it("takes a range over what is here, and nothing of a row that is not", () => {
    const sparse = { length: 4, at: (index: number) => (index === 1 ? undefined : keys[index]) };
    const start = selectRow(noSelection, 0, sparse);
    expect([...selectRow(start, 3, sparse, "extend").selected]).toEqual(["a", "c", "d"]);
    expect(selectRow(start, 1, sparse)).toMatchObject({ focus: 1, selected: new Set() });
    expect([...selectRow(start, 1, sparse, "toggle").selected]).toEqual(["a"]);
  });

  it("stays inside the list", () => {
    expect(selectRow(noSelection, 9, keys).focus).toBe(3);
  });
});

describe("movedTo", () => {
  it("moves by rows and pages and stops at the ends", () => {
    const moves = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "x"];
    expect(moves.map((key) => movedTo(key, 1, 4, 10))).toEqual([2, 0, 3, 0, 0, 3, undefined]);
  });
});
