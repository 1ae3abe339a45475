import { expect, it } from "vitest";
import { seenWords } from "../../../renderer/views/host/seen-words.ts";

const page = (rows: number, total: number) => ({ rows: Array<number>(rows).fill(0), total, next: undefined });

it("what was seen is said to be all only where all rows were looked at", () => {
  expect(seenWords(3, [page(5, 5), undefined])).toBe("newcomers first, 3 in all");
  expect(seenWords(3, [page(5, 70), page(2, 2), page(5, 9)])).toBe(
    "newcomers first, 3 in all among the first 5 of 70 and 5 of 9 rows",
  );
});
