import { expect, test } from "vitest";
import { killImports } from "./kill-imports.ts";

test("an import that is killed at any moment leaves whole sources only, and completes when it is run again", async () => {
  const { left, sources } = await killImports(5, "killed in npm test");
  expect(left).toHaveLength(5);
  expect(Math.max(...left)).toBeLessThanOrEqual(sources);
}, 300_000);
