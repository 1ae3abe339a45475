import { expect, it } from "vitest";
import { exhibitRows } from "../../../renderer/views/case/exhibit-rows.ts";

it("shows text that is no JSON as it stands", () => {
  expect(exhibitRows("<b>", 5)).toEqual({ fields: ["content"], rows: [["<b>"]], total: 1 });
});

it("makes one column of every field that some row has", () => {
  const content = JSON.stringify([{ name: "svchost.exe", pid: 7344 }, { name: "x", tags: ["a"] }, { name: "third" }]);
  expect(exhibitRows(content, 2)).toEqual({
    fields: ["name", "pid", "tags"],
    rows: [
      ["svchost.exe", "7344", ""],
      ["x", "", '["a"]'],
    ],
    total: 3,
  });
});

it("reads instants as times and leaves other numbers alone", () => {
  const content = JSON.stringify({ first: 1_770_775_971_680_000, last: 7, pid: 1_770_775_971_680_000 });
  expect(exhibitRows(content, 1).rows).toEqual([["2026-02-11T02:12:51.680Z", "7", "1770775971680000"]]);
});

it("tells long rows of numbers by what they come to", () => {
  const times = Array.from({ length: 20 }, (_, at) => 1_770_775_971_680_000 + at * 60_000_000);
  const content = JSON.stringify([
    { times, values: [...Array.from({ length: 19 }, (_, at) => at / 20), null], few: [1] },
  ]);
  expect(exhibitRows(content, 1).rows).toEqual([
    [
      "20 times, 2026-02-11T02:12:51.680Z to 2026-02-11T02:31:51.680Z",
      "19 values, 0 to 0.9, mean 0.45, 1 missing",
      "[1]",
    ],
  ]);
});

it("takes a single record for one row, and counts without reading rows", () => {
  expect(exhibitRows('{"host":"RND-07"}', 1).rows).toEqual([["RND-07"]]);
  expect(exhibitRows("[1,2,3]").total).toBe(3);
});
