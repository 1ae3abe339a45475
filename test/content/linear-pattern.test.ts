import { expect, test } from "vitest";
import { linearPattern } from "../../src/content/linear-pattern.ts";

function compiled(text: string) {
  const pattern = linearPattern(text, { ignoreCase: true });
  if (typeof pattern === "string") throw new Error(pattern);
  return pattern;
}

test.each([["(?=a)b"], ["(a)\\1"], ["(a"], ["((a{1,1000}){1,1000}){1,1000}"], ["a".repeat(3_000)]])(
  "%.30s is refused with its reason",
  (text) => {
    expect(linearPattern(text)).toBeTypeOf("string");
  },
);

test("an expression that makes other engines try for ever answers at once", () => {
  const started = performance.now();
  for (const hostile of ["(a+)+$", "(a|a)*$", "(.*a){20}b", "^(([a-z])+.)+[A-Z]([a-z])+$"]) {
    compiled(hostile).test(`${"a".repeat(8_000)}!`);
  }
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("a named group is found, whatever the case", () => {
  expect(compiled("sc stop (?<service>\\w+)").exec("SC STOP WinDefend")?.groups?.["service"]).toBe("WinDefend");
  expect(compiled("sc stop (?<service>\\w+)").exec("sc start x")).toBeNull();
});
