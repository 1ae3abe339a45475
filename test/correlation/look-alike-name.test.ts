import fc from "fast-check";
import { expect, test } from "vitest";
import { isOneEditAway, lookAlikeOf } from "../../src/correlation/look-alike-name.ts";

const imitated = new Set(["svchost", "lsass", "explorer", "taskhost", "taskhostw", "runtimebroker"]);
const isKnown = (name: string) => imitated.has(name) || name === "iexplore";
const read = (name: string) => lookAlikeOf(name, imitated, isKnown)?.imitated;

test("a known name imitates nothing, though another known name is one letter away", () => {
  const known = [...imitated, "iexplore", "SVCHOST", "Explorer"];
  expect(known.filter((name) => read(name) !== undefined)).toEqual([]);
});

test("names that are drawn alike are read as what they imitate", () => {
  expect(lookAlikeOf("svch0st", imitated, isKnown)).toEqual({ imitated: "svchost", how: "drawn-alike" });
  expect(lookAlikeOf("Isass", imitated, isKnown)).toEqual({ imitated: "lsass", how: "drawn-alike" });
  expect(lookAlikeOf("ехрlorer", imitated, isKnown)).toEqual({ imitated: "explorer", how: "drawn-alike" });
});

test("one letter more, less, other or swapped is noticed, two are not", () => {
  expect(["svchosts", "svhost", "svchosr", "svchsot"].map(read)).toEqual(Array(4).fill("svchost"));
  expect(["svchostss", "vchos", "notepad", "chrome", "lsm"].map(read)).toEqual(Array(5).fill(undefined));
});

test("one edit away is symmetric, and never true of a text and itself", () => {
  const text = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(isOneEditAway(a, b)).toBe(isOneEditAway(b, a));
      expect(isOneEditAway(a, a)).toBe(false);
    }),
  );
});
