/** `npm test` kills an import at five moments; here are a hundred. */
import { expect, test } from "vitest";
import { killImports } from "../integration/kill-imports.ts";

test("an import that is killed at a hundred moments leaves whole sources only, and completes each time", async () => {
  const { left } = await killImports(100, "killed in acceptance");
  console.log(`Sources that were whole when the import was killed: ${left.join(" ")}`);
  expect(new Set(left).size).toBeGreaterThan(5);
}, 3_600_000);
