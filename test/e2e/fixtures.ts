/**
 * Starts the built app in the Electron that scripts/runtime.mjs found, on a user-data folder of its own, and closes it.
 *
 *     import { expect, test } from "./fixtures.ts";
 *     test("...", async ({ page }) => { ... });
 *     test.describe("on the demo", () => { test.use({ launchArguments: ["--demo"] }); ... });
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, _electron, type ElectronApplication, type Page } from "@playwright/test";
import { readRuntime } from "../../scripts/runtime.mjs";

interface Fixtures {
  /** What follows the app on the command line: a workspace, `--demo`. */
  launchArguments: string[];
  /** A folder for this test alone; the app's settings are in `user-data` in it. */
  folder: string;
  app: ElectronApplication;
  page: Page;
}

const checkout = path.join(import.meta.dirname, "../..");

export const test = base.extend<Fixtures>({
  launchArguments: [[], { option: true }],
  // Playwright reads a fixture's needs from this pattern, so it has to stand there even when it is empty.
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), "plimsoll-e2e-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  app: async ({ launchArguments, folder }, use) => {
    const { electron } = readRuntime();
    if (electron === undefined) throw new Error("There is no Electron here; `node scripts/runtime.mjs` says why.");
    const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const app = await _electron.launch({
      executablePath: electron,
      args: [...asRoot, `--user-data-dir=${path.join(folder, "user-data")}`, checkout, ...launchArguments],
      cwd: folder,
    });
    await use(app);
    await app.close();
  },
  page: async ({ app }, use) => {
    await use(await app.firstWindow());
  },
});

export { expect } from "@playwright/test";
