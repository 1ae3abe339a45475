import fc from "fast-check";
import { expect, it } from "vitest";
import { keepEqual } from "../../../renderer/state/keep-equal.ts";

const whatPortsCarry = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(undefined, null, Number.NaN, -0, 0, "", "a", true),
    fc.float64Array({ maxLength: 3 }),
    fc.uint8Array({ maxLength: 3 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "toString"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

it("gives what is equal to the fresh value, whatever was known before", () => {
  fc.assert(
    fc.property(whatPortsCarry, whatPortsCarry, (known, fresh) => {
      expect(keepEqual(known, structuredClone(fresh))).toStrictEqual(fresh);
    }),
  );
});

it("gives the known value itself for a copy of it", () => {
  fc.assert(
    fc.property(whatPortsCarry, (known) => {
      expect(Object.is(keepEqual(known, structuredClone(known)), known)).toBe(true);
    }),
  );
});

it("tells a property that is undefined from one that is not there", () => {
  const known = { a: undefined };
  expect(keepEqual(known, {})).toStrictEqual({});
  expect(keepEqual({}, known)).toStrictEqual({ a: undefined });
});

it("keeps the elements before those that were added or taken away", () => {
  const known = [{ host: "A" }, { host: "B" }];
  const longer = keepEqual(known, [{ host: "A" }, { host: "B" }, { host: "C" }]);
  expect(longer).toHaveLength(3);
  expect([longer[0] === known[0], longer[1] === known[1]]).toEqual([true, true]);
  const shorter = keepEqual(known, [{ host: "A" }]);
  expect(shorter).toEqual([{ host: "A" }]);
  expect(shorter[0]).toBe(known[0]);
});
