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

test("is the same whatever earlier order it is given, of the same values or of others", () => {
  const value = fc.oneof(fc.float({ noNaN: true }), fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, -0));
  const one = fc.record({ value, earlier: value, isSame: fc.boolean(), isWanted: fc.nat(1), wasWanted: fc.nat(1) });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), fc.boolean(), (list, areSame) => {
      const values = Float32Array.from(list, (each) => each.value);
      const wanted = Uint8Array.from(list, (each) => each.isWanted);
      const before = Float32Array.from(list, (each) => (areSame || each.isSame ? each.value : each.earlier));
      const wantedBefore = Uint8Array.from(list, (each) => (areSame ? each.wasWanted & each.isWanted : each.wasWanted));
      const known = Uint16Array.from(ascendingOrder(before, wantedBefore));
      expect(ascendingOrder(values, wanted, known)).toEqual(ascendingOrder(values, wanted));
    }),
  );
});

test("takes no order for one in which a place is missing from the values, or stands twice", () => {
  const values = Float32Array.of(3, 1, 2);
  const wanted = Uint8Array.of(1, 1, 1);
  for (const known of [Uint16Array.of(1, 1, 2), Uint16Array.of(1, 2, 7), Uint16Array.of(0, 1)])
    expect([...ascendingOrder(values, wanted, known)]).toEqual([1, 2, 0]);
});
