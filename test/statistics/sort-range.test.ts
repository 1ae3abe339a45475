import fc from "fast-check";
import { expect, test } from "vitest";
import { sortRange } from "../../src/statistics/sort-range.ts";

test("sorts values in a range, few or many, and leaves the rest where it is", () => {
  const range = fc.tuple(fc.float64Array({ noNaN: true, maxLength: 200 }), fc.nat(200), fc.nat(200));
  fc.assert(
    fc.property(range, ([values, a, b]) => {
      const [from, to] = [Math.min(a, b, values.length), Math.min(Math.max(a, b), values.length)];
      const sorted = Float64Array.from(values);
      sortRange(sorted, from, to);
      const inside = sorted.slice(from, to);
      expect(inside.every((value, place) => place === 0 || (inside[place - 1] ?? value) <= value)).toBe(true);
      expect(inside.sort()).toEqual(values.slice(from, to).sort());
      expect(sorted.subarray(0, from)).toEqual(values.subarray(0, from));
      expect(sorted.subarray(to)).toEqual(values.subarray(to));
    }),
  );
});
