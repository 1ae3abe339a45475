import { expect, it } from "vitest";
import { awaitedPages, nearestPages, pagedRows } from "../../../renderer/views/lists/paged-rows.ts";

const pages = new Map([
  [7, ["h", "i"]],
  [0, ["a", "b"]],
]);

it("rows have their place in the whole list, whether those before them are here or not", () => {
  const rows = pagedRows(pages, 2, 16);
  expect([rows.length, rows.at(1), rows.at(2), rows.at(14), rows.here]).toEqual([
    16,
    "b",
    undefined,
    "h",
    ["a", "b", "h", "i"],
  ]);
});

it("what is in sight is asked for first, then what a scroll would come to, and no page twice or beyond the ends", () => {
  expect(awaitedPages(100, new Set([1]), 10, [18, 27])).toEqual([2, 3]);
  expect(awaitedPages(100, new Set(), 10, [0, 3])).toEqual([0]);
  expect(awaitedPages(95, new Set([9]), 10, [90, 94])).toEqual([8]);
  expect(awaitedPages(0, new Set(), 10, [0, -1])).toEqual([]);
});

it("pages that are far away are let go", () => {
  const many = new Map([0, 5, 6, 9].map((page) => [page, [String(page)]]));
  expect([...nearestPages(many, 6, 2).keys()].toSorted()).toEqual([5, 6]);
  expect(nearestPages(many, 6, 4)).toBe(many);
});
