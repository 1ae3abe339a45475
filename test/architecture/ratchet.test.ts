import { expect, test } from "vitest";
import { escapesIn } from "../../scripts/ratchet.mjs";

test("each way round the compiler is counted, and an `as const` is not one", () => {
  const text = [
    "// eslint-disable-next-line no-console",
    "const a: any = [1] as const;",
    "// @ts-expect-error: to be counted",
    "const b = (a as number[])[0]!;",
  ].join("\n");
  expect(escapesIn(text)).toEqual({ any: 1, cast: 1, nonNull: 1, eslintDisable: 1, tsExpectError: 1 });
});

test("words in strings and comments, and renamed imports, are not taken for casts", () => {
  expect(escapesIn('import { a as b } from "./any.ts";\n// as any!\nexport const c = "as any";\n')).toEqual({
    any: 0,
    cast: 0,
    nonNull: 0,
    eslintDisable: 0,
    tsExpectError: 0,
  });
});
