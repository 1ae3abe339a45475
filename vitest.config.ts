/**
 * Two groups of tests: `unit` needs nothing but the sources; `integration` runs the built program as its users do.
 * End-to-end tests are Playwright's (playwright.config.ts); acceptance tests have a configuration of their own.
 */
import { defineConfig } from "vitest/config";

const notUnit = ["test/e2e/**", "test/acceptance/**", "test/integration/**", "test/bench/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: notUnit,
          // Generated cases take seconds on a machine that others use too: only a test that hangs should end so.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "integration",
          environment: "node",
          include: ["test/integration/**/*.test.ts"],
          globalSetup: ["scripts/ensure-built.mjs"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
