import { expect, it } from "vitest";
import { NumberTable } from "../../../src/store/batch/number-table.ts";

it("a table of numbers gives back what a Map does, through growth, changes and clearing", () => {
  const table = new NumberTable();
  const map = new Map<number, number>();
  for (let round = 0; round < 50_000; round += 1) {
    const key = ((round * 7919) % 30_011) * 2 ** 32 + (round % 3);
    table.set(key, round);
    map.set(key, round);
  }
  expect([...map].every(([key, row]) => table.get(key) === row)).toBe(true);
  expect(table.get(-1)).toBe(-1);
  table.clear();
  expect(table.get(0)).toBe(-1);
});
