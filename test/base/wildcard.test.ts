import { expect, test } from "vitest";
import { matchesWildcards } from "../../src/base/wildcard.ts";

test.each([
  ["c:\\tools\\a\\b.exe", "c:\\tools\\*", true],
  ["c:\\other\\b.exe", "c:\\tools\\*", false],
  ["abc", "a?c", true],
  ["ac", "a?c", false],
  ["", "*", true],
  ["abcabd", "*ab?", true],
  ["abcabdx", "*ab?", false],
])("%s against %s is %s", (text, pattern, fits) => {
  expect(matchesWildcards(text, pattern)).toBe(fits);
});

test("many stars against a long text that does not fit take no time", () => {
  const started = performance.now();
  expect(matchesWildcards("a".repeat(20_000), `${"*a".repeat(50)}*b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});
