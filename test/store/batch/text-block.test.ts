import fc from "fast-check";
import { expect, it } from "vitest";
import { TextBlock } from "../../../src/store/batch/text-block.ts";
import { textsIn } from "./texts-in.ts";

it("gives SQLite the very texts that were put in, of any length and letters, with their fields in order", () => {
  const lengths = [0, 1, 11, 12, 84, 85, 86, 255, 256, 21_845, 21_846, 65_536, 200_000];
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(...lengths).map((length) => "ü".repeat(length)),
    fc.constantFrom('"quoted"\\', "\u0000", "a\u0000b", "\u001f\n", "{}", "null", "12"),
  );
  const block = new TextBlock();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), texts), { minLength: 1 }), (rows) => {
      for (const [field, text] of rows) block.add(field, text);
      expect(textsIn(block.take())).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});

it("has no bytes where there are no texts", () => {
  const block = new TextBlock();
  expect(block.take()).toHaveLength(0);
  block.add(3, "a");
  expect(block.take()).not.toHaveLength(0);
  expect(block.take()).toHaveLength(0);
});
