import fc from "fast-check";
import { expect, test } from "vitest";
import { sortStart } from "../../src/statistics/sort-start.ts";

test("sorts the first values, few or many, and leaves the rest where it is", () => {
  fc.assert(
    fc.property(fc.float64Array({ noNaN: true, maxLength: 200 }), fc.nat(200), (values, wanted) => {
      const count = Math.min(wanted, values.length);
      const sorted = Float64Array.from(values);
      sortStart(sorted, count);
      expect(
        sorted.subarray(0, count).every((value, place) => place === 0 || (sorted[place - 1] ?? value) <= value),
      ).toBe(true);
      expect(sorted.slice(0, count).sort()).toEqual(values.slice(0, count).sort());
      expect(sorted.subarray(count)).toEqual(values.subarray(count));
    }),
  );
});
