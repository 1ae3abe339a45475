/** End-to-end tests: the built app in the real Electron (test/e2e/fixtures.ts starts it), one at a time. */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./scripts/ensure-built.mjs",
  outputDir: "test-results",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: "list",
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
});
