/** Acceptance tests: the whole program on full-size material. Slow by nature, so nothing here is cut off by a clock. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["test/acceptance/**/*.test.ts"],
    globalSetup: ["scripts/ensure-built.mjs"],
    testTimeout: 0,
    hookTimeout: 0,
    fileParallelism: false,
  },
});
