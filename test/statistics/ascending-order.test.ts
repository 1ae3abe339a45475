import fc from "fast-check";
import { expect, test } from "vitest";
import { ascendingOrder } from "../../src/statistics/ascending-order.ts";

test("of nothing is nothing", () => {
  expect(ascendingOrder(new Float32Array(0), new Uint8Array(0))).toEqual(new Uint32Array(0));
  expect(ascendingOrder(Float32Array.of(Number.NaN), Uint8Array.of(0))).toEqual(new Uint32Array(0));
});

test("is that of a stable sort, negative zero before zero, and leaves out what is not wanted", () => {
  const special = fc.constantFrom(0, -0, Infinity, -Infinity, 2 ** -149, -(2 ** -149), 3.4e38);
  const value = fc.oneof(fc.float({ noNaN: true }), fc.integer({ min: -3, max: 3 }), special);
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.nat(1)), { maxLength: 200 }), (list) => {
      const values = Float32Array.from(list, ([each]) => each);
      const wanted = Uint8Array.from(list, ([, one]) => one);
      const rank = (place: number): number => (Object.is(values[place], -0) ? -Number.MIN_VALUE : (values[place] ?? 0));
      const expected = [...values.keys()]
        .filter((place) => wanted[place] === 1)
        .sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) < rank(b) ? -1 : 1));
      expect([...ascendingOrder(values, wanted)]).toEqual(expected);
    }),
  );
});
